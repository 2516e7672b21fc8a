-- The transparency log: entries, the hashes of complete subtrees, signed checkpoints. Nothing personal.

-- An entry is a salted hash. It is inserted without an index by the transaction that made it true, and the
-- sequencer gives it one later. Not even the owner changes an index that was given, or the hash (policies).
create table log.leaf (
  id       bigint generated always as identity primary key,
  hash     bytea       not null unique check (length(hash) = 32),
  kind     text        not null check (kind in ('award', 'status', 'key', 'list')),
  added_at timestamptz not null,
  idx      bigint unique check (idx >= 0)
);
create index leaf_unsequenced on log.leaf (id) where idx is null;
alter table log.leaf enable row level security;
alter table log.leaf force row level security;
create policy everyone_reads on log.leaf for select using (true);
create policy added_without_index on log.leaf for insert with check (idx is null);
create policy sequenced_once on log.leaf for update using (idx is null) with check (idx is not null);
select store.grant_app('log.leaf', 'select, insert, update (idx)');

-- Complete subtrees from level 1 up; level 0 is computed from the entries.
create table log.node (
  level smallint not null check (level between 1 and 52),
  idx   bigint   not null check (idx >= 0),
  hash  bytea    not null check (length(hash) = 32),
  primary key (level, idx)
);
select store.append_only('log.node');

create table log.checkpoint (
  size      bigint primary key check (size > 0),
  root      bytea       not null check (length(root) = 32),
  note      text        not null,
  signed_at timestamptz not null
);
select store.append_only('log.checkpoint');

-- The newest checkpoint, moved only by compare-and-swap: what keeps the log from being signed in two versions.
create table log.head (
  is_only boolean primary key default true check (is_only),
  size    bigint not null,
  root bytea  not null check (length(root) = 32),
  note text
);
insert into log.head (size, root) values (0, sha256(''));
select store.grant_app('log.head', 'select, update');
