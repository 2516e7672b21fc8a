-- API keys: an id to look up and the SHA-256 of a secret of 32 random bytes, which needs no slow hash.

create table parties.api_key (
  org_id       text        not null references parties.org (org_id),
  key_id       text        not null,
  name         text        not null,
  secret_hash  bytea       not null,
  scopes       text[]      not null check (cardinality(scopes) > 0),
  made_by      text        not null,
  created_at   timestamptz not null,
  expires_at   timestamptz,
  revoked_at   timestamptz,
  last_used_at timestamptz,
  primary key (org_id, key_id)
);
select store.protect('parties.api_key');
select store.readable_by('parties.api_key', 'key_id');
create index api_key_id on parties.api_key (key_id);
