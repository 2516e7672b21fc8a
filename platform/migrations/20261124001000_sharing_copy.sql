-- A person's own credentials, in their own space (org_id is the person), and what others were let in on.

-- The copy is made once and never changes but for who may see it.
create table sharing.credential (
  org_id        text        collate "C" not null,
  credential_id text        collate "C" not null,
  award_id      text        collate "C" not null,
  issuer_id     text        collate "C" not null,
  badge_id      text        not null,
  version       int         not null,
  title         text        not null,
  source        text        not null,
  alignments    jsonb       not null,
  is_synthetic  boolean     not null,
  issued_at     timestamptz not null,
  valid_until   timestamptz,
  document      text        not null,
  visibility    text        not null check (visibility in ('link', 'private')),
  received_at   timestamptz not null,
  primary key (org_id, credential_id),
  unique (org_id, award_id)
);
create index credential_public on sharing.credential (credential_id);
create index credential_newest on sharing.credential (org_id, award_id desc);
select store.protect('sharing.credential');
select store.grant_app('sharing.credential', 'select, insert, update (visibility)');
-- Whoever has the unguessable address may read it, unless its holder closed it.
create policy public_link on sharing.credential for select
  using (visibility = 'link' and credential_id = nullif(current_setting('app.lookup', true), ''));

-- The latest word of the issuer on an award; apart from the copy, so that it may arrive before it.
create table sharing.standing (
  org_id   text collate "C" not null,
  award_id text collate "C" not null,
  state    text not null check (state in ('active', 'suspended', 'revoked')),
  sequence bigint not null,
  reason   text,
  primary key (org_id, award_id)
);
select store.protect('sharing.standing');
select store.readable_by('sharing.standing', 'award_id');

-- What a person agreed to: for whom, for what purpose, until when.
create table sharing.consent (
  org_id     text        collate "C" not null,
  consent_id text        collate "C" not null,
  asker_id   text        collate "C" not null,
  purpose    text        not null,
  granted_at timestamptz not null,
  until_at   timestamptz not null,
  ended_at   timestamptz,
  ended_by   text        check (ended_by in ('person', 'time')),
  primary key (org_id, consent_id),
  check (until_at > granted_at)
);
create index consent_open on sharing.consent (org_id, until_at) where ended_at is null;
select store.protect('sharing.consent');

create table sharing.consent_item (
  org_id        text collate "C" not null,
  consent_id    text collate "C" not null,
  award_id      text collate "C" not null,
  credential_id text collate "C" not null,
  primary key (org_id, consent_id, award_id),
  foreign key (org_id, consent_id) references sharing.consent (org_id, consent_id),
  foreign key (org_id, credential_id) references sharing.credential (org_id, credential_id)
);
create index consent_item_award on sharing.consent_item (org_id, award_id);
select store.protect('sharing.consent_item');

-- Who looked: of a passer-by only that and when, of an organisation its name and the consent.
create table sharing.view (
  org_id        text        collate "C" not null,
  view_id       text        collate "C" not null,
  credential_id text        collate "C" not null,
  viewer_id     text        collate "C",
  consent_id    text        collate "C",
  purpose       text,
  viewed_at     timestamptz not null,
  primary key (org_id, view_id),
  foreign key (org_id, credential_id) references sharing.credential (org_id, credential_id)
);
create index view_credential on sharing.view (org_id, credential_id, view_id);
select store.protect('sharing.view');
select store.append_only('sharing.view');

-- The asker's side (org_id is the organisation that asked): what it may see, and until when.
create table sharing.share (
  org_id        text        collate "C" not null,
  consent_id    text        collate "C" not null,
  award_id      text        collate "C" not null,
  credential_id text        collate "C" not null,
  person_id     text        collate "C" not null,
  issuer_id     text        collate "C" not null,
  title         text        not null,
  purpose       text        not null,
  granted_at    timestamptz not null,
  until_at      timestamptz not null,
  ended_at      timestamptz,
  state         text        not null check (state in ('active', 'suspended', 'revoked')),
  sequence      bigint      not null,
  primary key (org_id, consent_id, award_id)
);
create index share_person on sharing.share (org_id, person_id);
select store.protect('sharing.share');
