-- Rubrics, submissions with their evidence, judgements and decisions. What was judged and decided is only added to;
-- what a person wrote (evidence, files, comments) lies in tables of its own, so that it can be erased.

create table assessment.rubric (
  org_id    text        not null,
  badge_id  text        not null,
  version   int         not null check (version > 0),
  rubric_id text        not null,
  content   jsonb       not null,
  digest    text        not null check (digest ~ '^[0-9a-f]{64}$'),
  set_at    timestamptz not null,
  primary key (org_id, badge_id, version),
  unique (org_id, rubric_id),
  foreign key (org_id, badge_id) references badges.badge (org_id, badge_id)
);
create index rubric_badge on assessment.rubric (badge_id, version);
select store.protect('assessment.rubric');

-- A learner reads the rubric before anything is submitted: everyone may, once its version was published.
create policy published on assessment.rubric for select using (exists (
  select 1 from badges.public_version v
  where v.org_id = rubric.org_id and v.badge_id = rubric.badge_id and v.version = rubric.version));

create table assessment.submission (
  org_id        text        not null,
  submission_id text        not null,
  badge_id      text        not null,
  version       int         not null,
  person_id     text        not null,
  attempt       int         not null check (attempt > 0),
  round         int         not null check (round > 0),
  state         text        not null check (state in ('submitted', 'returned', 'decided')),
  narrative     text,
  return_note   text,
  is_synthetic  boolean     not null,
  submitted_at  timestamptz not null,
  returned_at   timestamptz,
  decided_at    timestamptz,
  primary key (org_id, submission_id),
  unique (org_id, badge_id, version, person_id, attempt),
  foreign key (org_id, badge_id, version) references badges.version (org_id, badge_id, version)
);
create unique index submission_open on assessment.submission (org_id, badge_id, version, person_id)
  where state <> 'decided';
create index submission_queue on assessment.submission (org_id, state, submission_id);
create index submission_person on assessment.submission (org_id, person_id, submission_id);
select store.protect('assessment.submission');
select store.grant_app('assessment.submission', 'select, insert, delete,
  update (person_id, round, state, narrative, return_note, submitted_at, returned_at, decided_at)');

-- Content is kept once by its SHA-256, however often it is submitted.
create table assessment.evidence_file (
  org_id     text        not null,
  sha256     text        not null check (sha256 ~ '^[0-9a-f]{64}$'),
  bytes      bytea       not null check (octet_length(bytes) <= 5242880),
  created_at timestamptz not null,
  primary key (org_id, sha256)
);
select store.protect('assessment.evidence_file');
select store.grant_app('assessment.evidence_file', 'select, insert, delete');

create table assessment.evidence (
  org_id        text        not null,
  evidence_id   text        not null,
  seq           bigint      not null generated always as identity,
  submission_id text        not null,
  round         int         not null check (round > 0),
  position      int         not null check (position >= 0),
  kind          text        not null check (kind in ('text', 'link', 'file', 'score')),
  content       jsonb       not null,
  sha256        text        not null check (sha256 ~ '^[0-9a-f]{64}$'),
  badge_id      text        not null,
  person_id     text        not null,
  primary key (org_id, evidence_id),
  unique (org_id, submission_id, round, position),
  foreign key (org_id, submission_id) references assessment.submission (org_id, submission_id)
);
create index evidence_reuse on assessment.evidence (org_id, badge_id, sha256);
select store.protect('assessment.evidence');
select store.grant_app('assessment.evidence', 'select, insert, delete');

create table assessment.judgement (
  org_id        text        not null,
  judgement_id  text        not null,
  submission_id text        not null,
  round         int         not null,
  assessor      text        not null,
  scores        jsonb       not null,
  outcome       text        not null check (outcome in ('mastered', 'not_yet')),
  judged_at     timestamptz not null,
  primary key (org_id, judgement_id),
  foreign key (org_id, submission_id) references assessment.submission (org_id, submission_id)
);
create index judgement_submission on assessment.judgement (org_id, submission_id);
select store.protect('assessment.judgement');
select store.append_only('assessment.judgement');

-- An assessor's words may speak of a person, so they can be erased without touching the judgement.
create table assessment.comment (
  org_id       text not null,
  judgement_id text not null,
  criterion_id text not null,
  body         text not null,
  primary key (org_id, judgement_id, criterion_id),
  foreign key (org_id, judgement_id) references assessment.judgement (org_id, judgement_id)
);
select store.protect('assessment.comment');
select store.grant_app('assessment.comment', 'select, insert, delete');

-- One decision a submission, for ever.
create table assessment.decision (
  org_id        text        not null,
  decision_id   text        not null,
  submission_id text        not null,
  judgement_id  text,
  basis         text        not null check (basis in ('assessor', 'rule')),
  outcome       text        not null check (outcome in ('mastered', 'not_yet')),
  results       jsonb       not null,
  explanation   jsonb       not null,
  rubric_digest text        not null,
  digest        text        not null check (digest ~ '^[0-9a-f]{64}$'),
  decided_by    text        not null,
  decided_at    timestamptz not null,
  primary key (org_id, decision_id),
  unique (org_id, submission_id),
  check ((basis = 'assessor') = (judgement_id is not null)),
  foreign key (org_id, submission_id) references assessment.submission (org_id, submission_id),
  foreign key (org_id, judgement_id) references assessment.judgement (org_id, judgement_id)
);
select store.protect('assessment.decision');
select store.append_only('assessment.decision');
