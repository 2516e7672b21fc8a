-- Issuer keys: the public half is for everybody, the sealed half for its own organisation alone.

create table keys.issuer_key (
  org_id               text        not null references parties.org (org_id),
  key_id               text        not null,
  public_key_multibase text        not null,
  created_at           timestamptz not null,
  retired_at           timestamptz,
  revoked_at           timestamptz,
  revoked_reason       text,
  primary key (org_id, key_id)
);
select store.protect('keys.issuer_key');
create policy published on keys.issuer_key for select using (true);
create unique index issuer_key_active on keys.issuer_key (org_id) where retired_at is null and revoked_at is null;
create index issuer_key_public on keys.issuer_key (public_key_multibase);

-- AES-256-GCM under the key encryption key, which is never in the database; a secret is written once.
create table keys.issuer_secret (
  org_id text  not null,
  key_id text  not null,
  nonce  bytea not null,
  sealed bytea not null,
  primary key (org_id, key_id),
  foreign key (org_id, key_id) references keys.issuer_key (org_id, key_id)
);
select store.protect('keys.issuer_secret');
select store.append_only('keys.issuer_secret');

-- The key of the transparency log, apart from every issuer key. `is_current` makes it one at a time.
create table keys.log_key (
  key_id     text primary key,
  is_current boolean unique check (is_current),
  name       text        not null,
  public_key bytea       not null,
  nonce      bytea       not null,
  sealed     bytea       not null,
  created_at timestamptz not null
);
select store.append_only('keys.log_key');
