-- What every other rung stands on: the guard functions of row-level security, the outbox, the job door.

-- The tenant wall of one table. Rows belong to the organisation that the transaction names; no name, no rows.
-- nullif is not optional: after the first transaction the setting reads '' on that connection.
create function store.protect(target regclass) returns void language plpgsql set search_path = '' as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format($p$create policy tenant on %s
    using (org_id = nullif(current_setting('app.org_id', true), ''))
    with check (org_id = nullif(current_setting('app.org_id', true), ''))$p$, target);
  perform store.grant_app(target, 'select, insert, update, delete');
end $$;

-- Who knows the value of this column may read that one row (a public address, or the key half of a secret).
create function store.readable_by(target regclass, key_column text) returns void
language plpgsql set search_path = '' as $$
begin
  execute format($p$create policy %I on %s for select
    using (%I = nullif(current_setting('app.lookup', true), ''))$p$, 'lookup_' || key_column, target, key_column);
end $$;

-- The application's role is a second wall; a hosted server with a single login does without it.
create function store.grant_app(target regclass, rights text) returns void language plpgsql set search_path = '' as $$
begin
  if exists (select 1 from pg_catalog.pg_roles where rolname = 'rungs_app') then
    execute format('grant usage on schema %I to rungs_app',
      (select n.nspname from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace where c.oid = target));
    execute format('revoke all on %s from rungs_app', target);
    execute format('grant %s on %s to rungs_app', rights, target);
  end if;
end $$;

-- Entries are added and never changed: not even the application may update or delete one.
create function store.append_only(target regclass) returns void language plpgsql set search_path = '' as $$
begin
  perform store.grant_app(target, 'select, insert');
end $$;

create table store.setting (
  name  text primary key,
  value text not null
);
select store.grant_app('store.setting', 'select, insert, update');

create table store.event (
  id      bigint generated always as identity primary key,
  name    text        not null,
  key     text        not null,
  org_id  text        not null,
  payload jsonb       not null,
  at      timestamptz not null default now()
);
create index event_org on store.event (org_id, id);
select store.append_only('store.event');

create table store.subscription (
  event      text not null,
  subscriber text not null,
  primary key (event, subscriber)
);
select store.grant_app('store.subscription', 'select, insert, delete');

create table store.delivery (
  subscriber text     not null,
  event_id   bigint   not null references store.event (id),
  lane       smallint not null,
  key        text     not null,
  done       boolean  not null default false,
  attempts   int      not null default 0,
  error      text,
  retry_at   timestamptz,
  primary key (subscriber, event_id)
);
create index delivery_open on store.delivery (lane, subscriber, event_id) where not done;
create index delivery_open_key on store.delivery (subscriber, key, event_id) where not done;
select store.grant_app('store.delivery', 'select, insert, update');

-- Writes events, one delivery for each subscriber, and one wake-up job for each lane that got something.
create function store.tell(names text[], keys text[], org_ids text[], payloads jsonb[]) returns void
language plpgsql security definer set search_path = '' as $$
declare
  touched smallint;
begin
  with told as (
    insert into store.event (name, key, org_id, payload)
    select n, k, o, p from unnest(names, keys, org_ids, payloads) with ordinality as u(n, k, o, p, i) order by i
    returning id, name, key
  )
  insert into store.delivery (subscriber, event_id, lane, key)
  select s.subscriber, t.id, (pg_catalog.hashtextextended(t.key, 0) & 3)::smallint, t.key
  from told t join store.subscription s on s.event = t.name;
  for touched in
    select distinct (pg_catalog.hashtextextended(k, 0) & 3)::smallint
    from unnest(names, keys) as u(n, k) join store.subscription s on s.event = n
  loop
    perform jobs.add_job('deliver', pg_catalog.json_build_object('lane', touched), 'deliver:' || touched);
  end loop;
end $$;

create function store.add_job(task text, payload json, queue text, job_key text, run_at timestamptz) returns void
language sql security definer set search_path = '' as $$
  select jobs.add_job(task, payload, queue, coalesce(run_at, now()), null::int, job_key);
$$;

-- Which servers are alive: each holds an advisory lock on its number for as long as it runs.
create table store.server (
  id         int generated always as identity primary key,
  started_at timestamptz not null default now(),
  workers    text[]      not null default '{}'
);
select store.grant_app('store.server', 'select, insert, update, delete');

do $$ begin
  if exists (select 1 from pg_roles where rolname = 'rungs_app') then
    grant usage on schema store to rungs_app;
    grant execute on all functions in schema store to rungs_app;
  end if;
end $$;
