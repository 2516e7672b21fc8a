-- Who can do what, per employer. Everything here can be thrown away and rebuilt from store.event.

-- Facts as events told them. Each row only ever moves forward: by event id, by status sequence, by an ended
-- consent. That is why the order of events does not matter. consent_id is '' for the organisation's own awards.
create table inventory.fact (
  org_id      text collate "C" not null,
  award_id    text collate "C" not null,
  consent_id  text collate "C" not null,
  person_id   text collate "C" not null,
  known_event bigint           not null,
  skills      jsonb            not null,
  ends_at     timestamptz,
  sequence    bigint           not null,
  state       text collate "C" not null check (state in ('active', 'suspended', 'revoked')),
  is_ended    boolean          not null,
  primary key (org_id, award_id, consent_id)
);
create index fact_person on inventory.fact (org_id, person_id);
select store.protect('inventory.fact');

-- Who works here: the latest word on each employment link.
create table inventory.person (
  org_id     text collate "C" not null,
  person_id  text collate "C" not null,
  link_event bigint           not null,
  is_linked  boolean          not null,
  primary key (org_id, person_id)
);
select store.protect('inventory.person');

-- Up to when ended facts have been swept out of the two tables below.
create table inventory.horizon (
  org_id text collate "C" not null primary key,
  at     timestamptz      not null
);
select store.protect('inventory.horizon');

-- One row a person, skill, level and basis, however many credentials say so; ends_at is the latest end of these.
create table inventory.holding (
  org_id    text collate "C" not null,
  framework text collate "C" not null,
  code      text collate "C" not null,
  level     smallint         not null check (level between 0 and 10),
  basis     text collate "C" not null check (basis in ('verified', 'assessed', 'declared')),
  person_id text collate "C" not null,
  ends_at   timestamptz,
  primary key (org_id, framework, code, level, basis, person_id)
);
create index holding_person on inventory.holding (org_id, person_id);
create index holding_due on inventory.holding (org_id, ends_at) where ends_at is not null;
select store.protect('inventory.holding');

-- How many people hold each skill at each level: the number of rows above, moved with them.
create table inventory.skill_count (
  org_id    text collate "C" not null,
  framework text collate "C" not null,
  code      text collate "C" not null,
  level     smallint         not null,
  basis     text collate "C" not null,
  people    int              not null,
  primary key (org_id, framework, code, level, basis)
);
create index skill_count_top on inventory.skill_count (org_id, basis, framework, people desc, code, level);
select store.protect('inventory.skill_count');
