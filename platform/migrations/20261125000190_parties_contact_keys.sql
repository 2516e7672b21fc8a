-- By what the people an organisation knows are put in order and found: the name in lower case and without marks,
-- so that Ångström stands beside Angstrom, in whatever script it is written.
alter table parties.contact
  add column name_key text collate "C" not null generated always as
    (lower(regexp_replace(normalize(name, NFKD), '[\u0300-\u036f]', '', 'g'))) stored;
create index contact_name on parties.contact (org_id, name_key, person_id collate "C");
create index contact_email on parties.contact (org_id, email collate "C");

-- What higher rungs may ask in their own queries.
create view parties.public_contact with (security_invoker = true) as
  select org_id, person_id, name, email, name_key from parties.contact;
select store.grant_app('parties.public_contact', 'select');

-- Organisations are found by name in the same way; they are public.
alter table parties.org
  add column name_key text collate "C" not null generated always as
    (lower(regexp_replace(normalize(name, NFKD), '[\u0300-\u036f]', '', 'g'))) stored;
create index org_name on parties.org (name_key, org_id collate "C") where kind = 'organisation';
create view parties.public_org with (security_invoker = true) as
  select org_id, name, slug, name_key from parties.org where kind = 'organisation';
select store.grant_app('parties.public_org', 'select');
