-- Mails that go out, or that wait here where no mail server is set. Address, subject and text are sealed under
-- a key from outside the database, since they hold links that open things; the hash finds what is somebody's.

create table net.mail (
  mail_id    text primary key,
  -- The same request made twice writes one mail.
  dedupe_key text        not null unique,
  to_hash    bytea       not null,
  kind       text        not null,
  language   text        not null,
  nonce      bytea,
  sealed     bytea,
  state      text        not null check (state in ('queued', 'sent', 'kept', 'refused')),
  attempts   int         not null default 0,
  error      text,
  created_at timestamptz not null,
  sent_at    timestamptz,
  read_at    timestamptz,
  expires_at timestamptz not null
);
create index mail_to on net.mail (to_hash, mail_id);
create index mail_expiry on net.mail (expires_at);
select store.grant_app('net.mail', 'select, insert, update, delete');
