-- Second factors, one-time links, and the brakes of sign-in. All of it belongs to the instance.

alter table parties."user" add column language text;
alter table parties."user" add column two_factor_enabled boolean;

-- What better-auth's two-factor plug-in expects; secrets and recovery codes are encrypted by it.
create table parties.two_factor (
  id                        text primary key,
  secret                    text not null,
  backup_codes              text not null,
  user_id                   text not null references parties."user" (id) on delete cascade,
  verified                  boolean,
  failed_verification_count integer,
  locked_until              timestamptz
);
create index two_factor_secret_idx on parties.two_factor (secret);
create index two_factor_user_id_idx on parties.two_factor (user_id);

-- One-time links; only their hash is kept, and for whom: an address by its hash, a user by id.
create table parties.link (
  token_hash bytea primary key,
  purpose    text        not null check (purpose in ('sign_in', 'sign_up', 'password', 'email', 'recovery')),
  email_hash bytea       not null,
  user_id    text,
  -- What the link does when it is used, sealed like a mail: the address, and a name for a new account.
  nonce      bytea       not null,
  sealed     bytea       not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at    timestamptz
);
create index link_email on parties.link (email_hash, created_at);
create index link_expiry on parties.link (expires_at);
select store.grant_app('parties.link', 'select, insert, update, delete');

-- Failed attempts, counted by keyed hashes of account, network address and both together.
create table parties.attempt (
  subject       bytea primary key,
  failures      int         not null,
  last_at       timestamptz not null,
  blocked_until timestamptz
);
create index attempt_last on parties.attempt (last_at);
select store.grant_app('parties.attempt', 'select, insert, update, delete');

-- Codes of the second factor that were used; each opens one session.
create table parties.used_code (
  user_id   text        not null references parties."user" (id) on delete cascade,
  code_hash bytea       not null,
  used_at   timestamptz not null,
  primary key (user_id, code_hash)
);
select store.grant_app('parties.used_code', 'select, insert, delete');

create function parties.account_of_email(wanted text)
returns table (user_id text, person_id text, name text, email text, language text)
language sql stable security definer set search_path = '' as $$
  select id, person_id, name, email, language from parties."user" where email = wanted;
$$;

-- Which of these addresses, by their hash, nobody signs in with.
create function parties.strangers_of(hashes bytea[]) returns setof bytea
language sql stable security definer set search_path = '' as $$
  select h from unnest(hashes) h where not exists (
    select 1 from parties."user" u where sha256(convert_to(u.email, 'UTF8')) = h);
$$;
