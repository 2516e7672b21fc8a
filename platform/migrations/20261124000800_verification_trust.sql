-- Which foreign issuers this instance recognises, and the documents of others that verification needed.
create table verification.trusted_issuer (
  issuer_id text primary key,
  name      text        not null,
  url       text,
  reason    text        not null,
  added_by  text        not null,
  added_at  timestamptz not null
);
select store.grant_app('verification.trusted_issuer', 'select, insert, update, delete');

-- Status lists and DID documents of others, as they were served.
create table verification.document (
  url          text primary key,
  body         bytea       not null,
  content_type text        not null,
  fetched_at   timestamptz not null,
  -- Until when it is used without asking again.
  fresh_until  timestamptz not null,
  -- Until when it is used when its server cannot be reached.
  usable_until timestamptz not null
);
create index document_usable on verification.document (usable_until);
select store.grant_app('verification.document', 'select, insert, update, delete');
