-- Rules that say which badges together earn another one, and what they came to for each person.

create table stacks.stack (
  org_id     text        collate "C" not null,
  stack_id   text        collate "C" not null,
  created_at timestamptz not null,
  primary key (org_id, stack_id)
);
select store.protect('stacks.stack');

-- At most one draft a stack: that is its primary key.
create table stacks.draft (
  org_id      text        collate "C" not null,
  stack_id    text        collate "C" not null,
  version     int         not null check (version > 0),
  name        text        not null,
  description text        not null,
  badge_id    text        not null,
  requirement jsonb       not null,
  updated_at  timestamptz not null,
  primary key (org_id, stack_id),
  foreign key (org_id, stack_id) references stacks.stack (org_id, stack_id)
);
select store.protect('stacks.draft');

-- Published content is frozen: the application may change nothing but the status and its times.
create table stacks.version (
  org_id        text        collate "C" not null,
  stack_id      text        collate "C" not null,
  version       int         not null check (version > 0),
  status        text        not null check (status in ('published', 'superseded', 'retired')),
  name          text        not null,
  description   text        not null,
  badge_id      text        not null,
  requirement   jsonb       not null,
  digest        text        not null check (digest ~ '^[0-9a-f]{64}$'),
  published_at  timestamptz not null,
  closed_at     timestamptz,
  primary key (org_id, stack_id, version),
  foreign key (org_id, stack_id) references stacks.stack (org_id, stack_id),
  foreign key (org_id, badge_id) references badges.badge (org_id, badge_id)
);
create unique index version_open on stacks.version (org_id, stack_id) where status = 'published';
create index version_catalogue on stacks.version (stack_id) where status = 'published';
select store.protect('stacks.version');
select store.grant_app('stacks.version', 'select, insert, update (status, closed_at)');
-- Everyone may read what was published, in every later state too.
create policy published on stacks.version for select using (true);

-- Which published stacks ask for a badge: where an evaluation starts.
create table stacks.mention (
  org_id   text collate "C" not null,
  badge_id text collate "C" not null,
  stack_id text collate "C" not null,
  primary key (org_id, badge_id, stack_id),
  foreign key (org_id, stack_id) references stacks.stack (org_id, stack_id),
  foreign key (org_id, badge_id) references badges.badge (org_id, badge_id)
);
create index mention_stack on stacks.mention (org_id, stack_id);
select store.protect('stacks.mention');

-- What a stack version came to for a person. Rows are added when that changes; only the flag is ever updated.
create table stacks.evaluation (
  org_id        text        collate "C" not null,
  evaluation_id text        collate "C" not null,
  stack_id      text        collate "C" not null,
  version       int         not null,
  person_id     text        collate "C" not null,
  is_met        boolean     not null,
  used          jsonb       not null,
  missing       jsonb       not null,
  evaluated_at  timestamptz not null,
  is_current    boolean     not null,
  primary key (org_id, evaluation_id),
  foreign key (org_id, stack_id, version) references stacks.version (org_id, stack_id, version)
);
create unique index evaluation_current on stacks.evaluation (org_id, person_id, stack_id, version) where is_current;
create index evaluation_person on stacks.evaluation (org_id, person_id, evaluation_id);
select store.protect('stacks.evaluation');
select store.grant_app('stacks.evaluation', 'select, insert, update (is_current)');

-- One composite a person and stack version. The row is committed, with its parts and the badge version, before
-- the award is asked for: whoever goes on after a crash asks for exactly the same one.
create table stacks.composite (
  org_id        text        collate "C" not null,
  stack_id      text        collate "C" not null,
  version       int         not null,
  person_id     text        collate "C" not null,
  badge_id      text        not null,
  badge_version int         not null,
  parts         text[]      not null,
  award_id      text        collate "C",
  is_intact     boolean     not null,
  begun_at      timestamptz not null,
  completed_at  timestamptz,
  primary key (org_id, stack_id, version, person_id),
  unique (org_id, award_id),
  foreign key (org_id, stack_id, version) references stacks.version (org_id, stack_id, version)
);
create index composite_person on stacks.composite (org_id, person_id);
select store.protect('stacks.composite');
