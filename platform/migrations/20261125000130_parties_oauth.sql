-- OAuth 2 client credentials: clients are managed like API keys, tokens live minutes. Both are kept as SHA-256.

create table parties.oauth_client (
  org_id       text        not null references parties.org (org_id),
  client_id    text        not null,
  name         text        not null,
  secret_hash  bytea       not null,
  scopes       text[]      not null check (cardinality(scopes) > 0),
  made_by      text        not null,
  created_at   timestamptz not null,
  expires_at   timestamptz,
  revoked_at   timestamptz,
  last_used_at timestamptz,
  primary key (org_id, client_id)
);
select store.protect('parties.oauth_client');
select store.readable_by('parties.oauth_client', 'client_id');
create index oauth_client_id on parties.oauth_client (client_id);

create table parties.access_token (
  org_id      text        not null references parties.org (org_id),
  token_id    text        not null,
  client_id   text        not null,
  secret_hash bytea       not null,
  scopes      text[]      not null,
  created_at  timestamptz not null,
  expires_at  timestamptz not null,
  primary key (org_id, token_id),
  foreign key (org_id, client_id) references parties.oauth_client (org_id, client_id)
);
select store.protect('parties.access_token');
select store.readable_by('parties.access_token', 'token_id');
create index access_token_id on parties.access_token (token_id);
create index access_token_client on parties.access_token (org_id, client_id, expires_at);
