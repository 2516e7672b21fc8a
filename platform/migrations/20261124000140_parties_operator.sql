-- Who runs the instance, and the trail of what they did to it. Both belong to no organisation.

create table parties.operator (
  user_id  text primary key references parties."user" (id),
  added_by text        not null,
  added_at timestamptz not null
);
select store.grant_app('parties.operator', 'select, insert, delete');

-- Where the instance was set up before there were operators, its first user is one: whoever used the set-up
-- link. Those who signed themselves up have an address that nobody has proven.
insert into parties.operator (user_id, added_by, added_at)
select id, 'system', created_at from parties."user" where email_verified order by created_at, id collate "C" limit 1;

create function parties.users_of_operators() returns table (user_id text, name text, email text)
language sql stable security definer set search_path = '' as $$
  select u.id, u.name, u.email from parties.operator o join parties."user" u on u.id = o.user_id;
$$;

create table parties.instance_audit (
  audit_id text primary key,
  at       timestamptz not null,
  actor    text        not null,
  action   text        not null,
  subject  text        not null,
  detail   jsonb       not null
);
select store.append_only('parties.instance_audit');
