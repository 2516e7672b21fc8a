-- One request that awards a badge to many people, and how far each of its rows has come.
create table awards.batch (
  org_id          text        not null,
  batch_id        text        not null,
  idempotency_key text        not null,
  -- SHA-256 of the canonical request: the same key with another request is refused.
  request_hash    bytea       not null,
  badge_id        text        not null,
  version         int         not null,
  state           text        not null check (state in ('waiting', 'running', 'done')),
  row_count       int         not null,
  actor           text        not null,
  created_at      timestamptz not null,
  finished_at     timestamptz,
  primary key (org_id, batch_id),
  unique (org_id, idempotency_key)
);
select store.protect('awards.batch');

create table awards.batch_row (
  org_id     text not null,
  batch_id   text not null,
  row_number int  not null check (row_number > 0),
  state      text not null check (state in ('waiting', 'issued', 'existing', 'failed')),
  person_id  text,
  grant_key  text not null,
  detail     jsonb not null default '{}',
  award_id   text,
  -- What is wrong with a row that failed: a list of {field, reason}.
  problems   jsonb,
  primary key (org_id, batch_id, row_number),
  foreign key (org_id, batch_id) references awards.batch (org_id, batch_id)
);
create index batch_row_waiting on awards.batch_row (org_id, batch_id, row_number) where state = 'waiting';
select store.protect('awards.batch_row');
