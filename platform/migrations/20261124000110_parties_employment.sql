-- The employment link, on the employer's side and mirrored in the person's space.

create table parties.employment (
  org_id        text        not null references parties.org (org_id),
  employment_id text        not null,
  person_id     text        not null,
  department_id text,
  job_title     text,
  invited_at    timestamptz not null,
  confirmed_at  timestamptz,
  ended_at      timestamptz,
  primary key (org_id, employment_id),
  foreign key (org_id, department_id) references parties.department (org_id, department_id)
);
select store.protect('parties.employment');
create unique index employment_open on parties.employment (org_id, person_id) where ended_at is null;

-- The person's copy: org_id is the person.
create table parties.employer_link (
  org_id        text        not null references parties.org (org_id),
  employment_id text        not null,
  employer_id   text        not null,
  job_title     text,
  invited_at    timestamptz not null,
  confirmed_at  timestamptz,
  ended_at      timestamptz,
  primary key (org_id, employment_id)
);
select store.protect('parties.employer_link');
