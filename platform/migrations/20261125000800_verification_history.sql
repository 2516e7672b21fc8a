-- What an organisation verified: the answer, and what it was about. No document, and nothing that is said in it.
create table verification.entry (
  org_id          text        not null,
  verification_id text        collate "C" not null,
  actor           text        not null,
  actor_name      text,
  word            text        not null check (word in ('valid', 'inconclusive', 'not_valid')),
  issuer_id       text,
  issuer_name     text,
  credential_id   text,
  verified_at     timestamptz not null,
  primary key (org_id, verification_id)
);
create index entry_word on verification.entry (org_id, word, verification_id);
select store.protect('verification.entry');
select store.append_only('verification.entry');
