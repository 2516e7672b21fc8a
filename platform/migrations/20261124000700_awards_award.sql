-- Credentials that were issued, what was about to be issued, and where each one's status bits are.

-- A pair of status lists, one for revocation and one for suspension, that share their indexes. A list is
-- signed by the issuer of the credentials that point to it, so a pair belongs to one issuer id; where that
-- id is a did:key, a new key means a new pair.
create table awards.status_list (
  org_id        text        not null,
  list_id       text        not null,
  suspension_id text        not null,
  issuer_id     text        not null,
  key_id        text        not null,
  size          int         not null check (size >= 131072 and size % 8 = 0),
  used          int         not null default 0 check (used between 0 and size),
  -- Counts the changes of its bits; a signed list of an older version is never served again.
  version       bigint      not null default 0,
  created_at    timestamptz not null,
  primary key (org_id, list_id),
  unique (org_id, suspension_id)
);
create index status_list_id on awards.status_list (list_id);
create index status_list_suspension on awards.status_list (suspension_id);
select store.protect('awards.status_list');
select store.readable_by('awards.status_list', 'list_id');
select store.readable_by('awards.status_list', 'suspension_id');

-- An index that was taken. Rows are never deleted: an index of an abandoned attempt stays burnt.
create table awards.status_entry (
  org_id    text    not null,
  list_id   text    not null,
  idx       int     not null check (idx >= 0),
  revoked   boolean not null default false,
  suspended boolean not null default false,
  primary key (org_id, list_id, idx),
  foreign key (org_id, list_id) references awards.status_list (org_id, list_id)
);
create index status_entry_revoked on awards.status_entry (org_id, list_id, idx) where revoked;
create index status_entry_suspended on awards.status_entry (org_id, list_id, idx) where suspended;
select store.protect('awards.status_entry');
select store.grant_app('awards.status_entry', 'select, insert, update');

-- The latest signed text of each list.
create table awards.status_publication (
  org_id      text        not null,
  list_id     text        not null,
  purpose     text        not null check (purpose in ('revocation', 'suspension')),
  version     bigint      not null,
  document    text        not null,
  signed_at   timestamptz not null,
  valid_until timestamptz not null,
  primary key (org_id, list_id, purpose),
  foreign key (org_id, list_id) references awards.status_list (org_id, list_id)
);
select store.protect('awards.status_publication');

-- The exact bytes that are about to be signed, committed before the signature. A row goes when its award is saved.
create table awards.intent (
  org_id       text        not null,
  award_id     text        not null,
  badge_id     text        not null,
  version      int         not null,
  person_id    text        not null,
  grant_key    text        not null,
  credential_id text       not null,
  list_id      text        not null,
  idx          int         not null,
  key_id       text        not null,
  suite        text        not null,
  document     text        not null,
  to_be_signed bytea       not null,
  salt         bytea       not null check (length(salt) = 32),
  facts        jsonb       not null,
  valid_until  timestamptz,
  prepared_at  timestamptz not null,
  primary key (org_id, award_id),
  unique (org_id, badge_id, version, person_id, grant_key),
  unique (org_id, list_id, idx),
  foreign key (org_id, list_id, idx) references awards.status_entry (org_id, list_id, idx)
);
select store.protect('awards.intent');

-- Attempts that were given up, and why: their ids and indexes are never used again.
create table awards.abandoned (
  org_id        text        not null,
  award_id      text        not null,
  credential_id text        not null,
  list_id       text        not null,
  idx           int         not null,
  key_id        text        not null,
  reason        text        not null check (reason in ('key_replaced', 'own_check_failed')),
  at            timestamptz not null,
  primary key (org_id, award_id)
);
select store.protect('awards.abandoned');
select store.append_only('awards.abandoned');

create table awards.award (
  org_id         text        not null,
  award_id       text        not null,
  credential_id  text        not null,
  badge_id       text        not null,
  version        int         not null,
  person_id      text        not null,
  grant_key      text        not null,
  source         text        not null check (source in ('mastery', 'direct', 'stack', 'batch')),
  decision_id    text,
  batch_id       text,
  title          text        not null,
  parts          text[]      not null default '{}',
  is_synthetic   boolean     not null default false,
  list_id        text        not null,
  idx            int         not null,
  key_id         text        not null,
  document       text        not null,
  salt           bytea       not null check (length(salt) = 32),
  leaf_hash      bytea       not null check (length(leaf_hash) = 32),
  state          text        not null default 'active' check (state in ('active', 'suspended', 'revoked')),
  reason         text,
  state_sequence int         not null default 0,
  issued_at      timestamptz not null,
  valid_until    timestamptz,
  primary key (org_id, award_id),
  unique (org_id, badge_id, version, person_id, grant_key),
  unique (org_id, credential_id),
  unique (org_id, list_id, idx),
  foreign key (org_id, list_id, idx) references awards.status_entry (org_id, list_id, idx)
);
-- Unguessable and looked for without a tenant: who knows the credential's id may read it.
create index award_credential on awards.award (credential_id);
create index award_person on awards.award (org_id, person_id, award_id);
create index award_badge on awards.award (org_id, badge_id, award_id);
select store.protect('awards.award');
select store.readable_by('awards.award', 'credential_id');
select store.grant_app('awards.award', 'select, insert, update');

-- Every change of an award's state, in order; never rewritten.
create table awards.status_change (
  org_id    text        not null,
  award_id  text        not null,
  sequence  int         not null check (sequence > 0),
  change_id text        not null,
  state     text        not null check (state in ('active', 'suspended', 'revoked')),
  reason    text        not null,
  actor     text        not null,
  salt      bytea       not null check (length(salt) = 32),
  leaf_hash bytea       not null check (length(leaf_hash) = 32),
  at        timestamptz not null,
  primary key (org_id, award_id, sequence),
  unique (org_id, change_id),
  foreign key (org_id, award_id) references awards.award (org_id, award_id)
);
select store.protect('awards.status_change');
select store.append_only('awards.status_change');
