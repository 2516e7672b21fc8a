-- Organisations and personal spaces, whom they know, who works there, and the trail of what was done.

create table parties.org (
  org_id      text primary key,
  kind        text        not null check (kind in ('organisation', 'person')),
  name        text        not null,
  slug        text        not null,
  url         text,
  email       text,
  description text,
  image       text,
  is_demo     boolean     not null default false,
  created_at  timestamptz not null
);
select store.protect('parties.org');
-- An organisation is public; a person's row is seen in their own space only.
create policy published on parties.org for select using (kind = 'organisation');
create index org_kind on parties.org (kind, org_id);

-- Which readable names are taken, in the whole instance.
create table parties.slug (
  slug   text primary key,
  org_id text not null
);
select store.grant_app('parties.slug', 'select, insert');

-- Which person a mail address belongs to. Only its hash is kept here: the address itself lies in the
-- person's own space, and with the organisations that dealt with them.
create table parties.person_key (
  email_hash bytea primary key,
  person_id  text not null
);
select store.grant_app('parties.person_key', 'select, insert');

-- Opens many personal spaces in one call. Each row is written as the person's own tenant, so the wall
-- stands while ten thousand of them are made; the caller's tenant is the current one again afterwards.
create function parties.open_spaces(ids text[], names text[], emails text[], demo boolean, opened_at timestamptz)
returns void language plpgsql set search_path = '' as $$
declare
  before text := coalesce(current_setting('app.org_id', true), '');
begin
  for i in 1 .. coalesce(array_length(ids, 1), 0) loop
    perform set_config('app.org_id', ids[i], true);
    insert into parties.org (org_id, kind, name, slug, email, is_demo, created_at)
    values (ids[i], 'person', names[i], ids[i], emails[i], demo, opened_at);
  end loop;
  perform set_config('app.org_id', before, true);
end $$;

create table parties.contact (
  org_id    text not null references parties.org (org_id),
  person_id text not null,
  name      text not null,
  email     text not null,
  primary key (org_id, person_id)
);
select store.protect('parties.contact');

create table parties.member (
  org_id   text        not null references parties.org (org_id),
  user_id  text        not null,
  roles    text[]      not null check (cardinality(roles) > 0),
  added_by text        not null,
  added_at timestamptz not null,
  primary key (org_id, user_id)
);
select store.protect('parties.member');
select store.readable_by('parties.member', 'user_id');
create index member_user on parties.member (user_id);

create table parties.department (
  org_id        text        not null references parties.org (org_id),
  department_id text        not null,
  parent_id     text,
  name          text        not null,
  created_at    timestamptz not null,
  primary key (org_id, department_id),
  foreign key (org_id, parent_id) references parties.department (org_id, department_id)
);
select store.protect('parties.department');

create table parties.audit (
  org_id   text        not null,
  audit_id text        not null,
  at       timestamptz not null,
  actor    text        not null,
  action   text        not null,
  subject  text        not null,
  detail   jsonb       not null,
  primary key (org_id, audit_id)
);
select store.protect('parties.audit');
select store.append_only('parties.audit');
create index audit_subject on parties.audit (org_id, subject, audit_id);
