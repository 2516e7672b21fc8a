-- Badges and their versions. A draft is one changeable row; publishing moves its content into a row whose
-- content no one may change again: the application holds no right to update anything but the status and its times.

create table badges.badge (
  org_id     text        not null,
  badge_id   text        not null,
  created_at timestamptz not null,
  primary key (org_id, badge_id)
);
select store.protect('badges.badge');

-- Images are kept by the SHA-256 of their bytes, so that a version names exactly one picture for ever.
create table badges.image (
  org_id     text        not null,
  digest     text        not null check (digest ~ '^[0-9a-f]{64}$'),
  media_type text        not null check (media_type in ('image/svg+xml', 'image/png')),
  bytes      bytea       not null check (octet_length(bytes) between 1 and 524288),
  created_at timestamptz not null,
  primary key (org_id, digest)
);
select store.protect('badges.image');
select store.append_only('badges.image');

-- At most one draft a badge: that is its primary key.
create table badges.draft (
  org_id       text        not null,
  badge_id     text        not null,
  version      int         not null check (version > 0),
  revision     int         not null check (revision > 0),
  content      jsonb       not null,
  image_digest text        not null generated always as (content #>> '{image,digest}') stored,
  updated_at   timestamptz not null,
  primary key (org_id, badge_id),
  foreign key (org_id, badge_id) references badges.badge (org_id, badge_id),
  foreign key (org_id, image_digest) references badges.image (org_id, digest)
);
select store.protect('badges.draft');

create table badges.version (
  org_id        text        not null,
  badge_id      text        not null,
  version       int         not null check (version > 0),
  status        text        not null check (status in ('published', 'superseded', 'retired')),
  content       jsonb       not null,
  digest        text        not null check (digest ~ '^[0-9a-f]{64}$'),
  published_at  timestamptz not null,
  superseded_at timestamptz,
  retired_at    timestamptz,
  image_digest  text        not null generated always as (content #>> '{image,digest}') stored,
  words         tsvector    not null generated always as (to_tsvector('simple', (content ->> 'name') || ' '
    || (content ->> 'objective') || ' ' || (content ->> 'description') || ' ' || (content ->> 'tags'))) stored,
  primary key (org_id, badge_id, version),
  foreign key (org_id, badge_id) references badges.badge (org_id, badge_id),
  foreign key (org_id, image_digest) references badges.image (org_id, digest)
);
create unique index version_open on badges.version (org_id, badge_id) where status = 'published';
create index version_badge on badges.version (badge_id, version);
create index version_catalogue on badges.version (badge_id) where status = 'published';
create index version_words on badges.version using gin (words);
create index version_image on badges.version (org_id, image_digest);
select store.protect('badges.version');
select store.grant_app('badges.version', 'select, insert, update (status, superseded_at, retired_at)');

-- Everyone may read what was published, in every later state too.
create policy published on badges.version for select using (true);
create policy published on badges.image for select using (exists (
  select 1 from badges.version v where v.org_id = image.org_id and v.image_digest = image.digest));

-- What higher rungs may ask in their own policies and queries.
create view badges.public_version with (security_invoker = true) as
  select org_id, badge_id, version, status, digest, published_at from badges.version;
select store.grant_app('badges.public_version', 'select');
