-- Who is judging a submission now, so that two assessors do not collide; the name is theirs alone, and the row goes
-- with the decision.
create table assessment.lock (
  org_id        text        not null,
  submission_id text        not null,
  assessor      text        not null,
  assessor_name text,
  locked_at     timestamptz not null,
  ends_at       timestamptz not null check (ends_at > locked_at),
  primary key (org_id, submission_id),
  foreign key (org_id, submission_id) references assessment.submission (org_id, submission_id)
);
select store.protect('assessment.lock');

-- What an assessor typed and has not decided yet. It may speak of a person: it goes with the decision.
create table assessment.draft (
  org_id        text        not null,
  submission_id text        not null,
  assessor      text        not null,
  round         int         not null check (round > 0),
  scores        jsonb       not null,
  note          text,
  saved_at      timestamptz not null,
  primary key (org_id, submission_id, assessor),
  foreign key (org_id, submission_id) references assessment.submission (org_id, submission_id)
);
select store.protect('assessment.draft');

-- The queue is read from the longest waiting on.
create index submission_waiting on assessment.submission (org_id, state, submitted_at, submission_id collate "C");

-- In their own space a person sees what they handed in, wherever that was.
create index submission_of_person on assessment.submission (person_id, org_id);
create policy own on assessment.submission for select
  using (person_id = nullif(current_setting('app.org_id', true), ''));
