-- What a keyed request was answered, so that sending it again changes nothing twice.
create table store.idempotency (
  org_id      text        not null,
  key         text        not null,
  digest      text        not null,
  claimed_at  timestamptz not null,
  lease_until timestamptz not null,
  status      int,
  body        text,
  primary key (org_id, key)
);
create index idempotency_age on store.idempotency (org_id, claimed_at);
select store.protect('store.idempotency');
