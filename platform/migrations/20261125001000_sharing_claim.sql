-- The links by which holders claim what they were awarded, and how often credentials were looked at, shared and
-- verified. Rows lie in the issuer's space.

-- Only the hash of a token is kept. A new link for an award ends the one before.
create table sharing.claim_link (
  org_id     text        not null,
  link_id    text        collate "C" not null,
  token_hash text        not null check (token_hash ~ '^[0-9a-f]{64}$'),
  -- What asked for it: the same request makes one link, however often it is heard.
  request    text        not null,
  award_id   text        collate "C" not null,
  person_id  text        collate "C" not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at   timestamptz,
  outcome    text        check (outcome in ('claimed', 'declined', 'replaced')),
  primary key (org_id, link_id),
  unique (org_id, request),
  check ((ended_at is null) = (outcome is null))
);
create index claim_link_token on sharing.claim_link (token_hash);
create index claim_link_award on sharing.claim_link (org_id, award_id, link_id);
select store.protect('sharing.claim_link');
select store.readable_by('sharing.claim_link', 'token_hash');

-- Counts by day alone: who looked, shared with whom, or verified is nobody's business here.
create table sharing.tally (
  org_id   text not null,
  award_id text collate "C" not null,
  badge_id text not null,
  kind     text not null check (kind in ('viewed', 'shared', 'verified')),
  day      date not null,
  count    int  not null check (count > 0),
  primary key (org_id, award_id, kind, day)
);
create index tally_day on sharing.tally (org_id, day, badge_id, kind);
select store.protect('sharing.tally');
