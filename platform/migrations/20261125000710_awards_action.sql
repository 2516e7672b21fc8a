-- One request that changes many awards: which ones was settled when it was taken in, and how far it has come.
create table awards.action (
  org_id          text        not null,
  action_id       text        collate "C" not null,
  idempotency_key text        not null,
  -- SHA-256 of the request: the same key with another request is refused.
  request_hash    bytea       not null,
  kind            text        not null check (kind in ('revoke', 'suspend', 'reinstate', 'resend')),
  reason          text,
  -- What was asked for, as it was asked: ids or a filter, and the moment it was asked for.
  selection       jsonb       not null,
  state           text        not null check (state in ('scheduled', 'running', 'done', 'cancelled')),
  run_at          timestamptz not null,
  item_count      int         not null check (item_count >= 0),
  changed_count   int         not null default 0,
  unchanged_count int         not null default 0,
  refused_count   int         not null default 0,
  -- The action whose work this one takes back, and the one that took this one's back.
  undoes          text,
  undone_by       text,
  actor           text        not null,
  created_at      timestamptz not null,
  started_at      timestamptz,
  finished_at     timestamptz,
  primary key (org_id, action_id),
  unique (org_id, idempotency_key)
);
select store.protect('awards.action');

create table awards.action_item (
  org_id    text not null,
  action_id text collate "C" not null,
  award_id  text collate "C" not null,
  state     text not null check (state in ('waiting', 'changed', 'unchanged', 'refused', 'cancelled')),
  code      text,
  primary key (org_id, action_id, award_id),
  foreign key (org_id, action_id) references awards.action (org_id, action_id)
);
create index action_item_waiting on awards.action_item (org_id, action_id, award_id) where state = 'waiting';
create index action_item_refused on awards.action_item (org_id, action_id, award_id) where state = 'refused';
select store.protect('awards.action_item');
