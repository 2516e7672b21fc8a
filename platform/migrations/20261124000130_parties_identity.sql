-- Sign-in. The tables are what better-auth 1.7 expects of the options in parties/identity.ts; a test compares
-- the two. They belong to the instance, the login of the server alone reaches them, and the role of the
-- application reads no password hash and no session: it asks the three functions below instead.

create table parties."user" (
  id             text primary key,
  name           text        not null,
  email          text        not null unique,
  email_verified boolean     not null,
  image          text,
  created_at     timestamptz not null default current_timestamp,
  updated_at     timestamptz not null default current_timestamp,
  person_id      text        not null unique
);

create table parties.session (
  id         text primary key,
  expires_at timestamptz not null,
  token      text        not null unique,
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null,
  ip_address text,
  user_agent text,
  user_id    text        not null references parties."user" (id) on delete cascade
);
create index session_user_id_idx on parties.session (user_id);

create table parties.account (
  id                       text primary key,
  account_id               text        not null,
  provider_id              text        not null,
  user_id                  text        not null references parties."user" (id) on delete cascade,
  access_token             text,
  refresh_token            text,
  id_token                 text,
  access_token_expires_at  timestamptz,
  refresh_token_expires_at timestamptz,
  scope                    text,
  password                 text,
  created_at               timestamptz not null default current_timestamp,
  updated_at               timestamptz not null
);
create index account_user_id_idx on parties.account (user_id);

create table parties.verification (
  id         text primary key,
  identifier text        not null,
  value      text        not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null default current_timestamp
);
create index verification_identifier_idx on parties.verification (identifier);

create function parties.is_user(wanted text) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select 1 from parties."user" where id = wanted);
$$;

create function parties.user_of_email(wanted text) returns table (user_id text, person_id text, name text)
language sql stable security definer set search_path = '' as $$
  select id, person_id, name from parties."user" where email = wanted;
$$;

-- The wall stands in here too: `member` shows its owner the rows of the current tenant only.
create function parties.users_of_members() returns table (user_id text, person_id text, name text, email text)
language sql stable security definer set search_path = '' as $$
  select u.id, u.person_id, u.name, u.email from parties.member m join parties."user" u on u.id = m.user_id;
$$;

-- Links that set up an empty instance, once; only their hash is kept.
create table parties.setup_token (
  token_hash bytea primary key,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at    timestamptz
);
select store.grant_app('parties.setup_token', 'select, insert, update');
