-- What the table of awards is sorted by and narrowed by. Each key ends in the award's id, so that a page begins
-- exactly behind the last row of the page before; infinity stands for an award that does not end.
alter table awards.award
  add column title_key text collate "C" not null generated always as (lower(title)) stored,
  add column ends_at timestamptz not null generated always as (coalesce(valid_until, 'infinity')) stored,
  -- When the link by which the holder claims it was last mailed and first opened, and when they took it.
  add column claim_sent_at timestamptz,
  add column claim_viewed_at timestamptz,
  add column claimed_at timestamptz;
create index award_issued on awards.award (org_id, issued_at, award_id collate "C");
create index award_title on awards.award (org_id, title_key, award_id collate "C");
create index award_ends on awards.award (org_id, ends_at, award_id collate "C");
create index award_state on awards.award (org_id, state collate "C", issued_at, award_id collate "C");
create index award_source on awards.award (org_id, source collate "C", issued_at, award_id collate "C");
create index award_badge_issued on awards.award (org_id, badge_id collate "C", issued_at, award_id collate "C");
create index award_batch on awards.award (org_id, batch_id collate "C", award_id collate "C")
  where batch_id is not null;
create index award_unclaimed on awards.award (org_id, issued_at, award_id collate "C") where claimed_at is null;
create index award_claimed on awards.award (org_id, claimed_at, badge_id collate "C") where claimed_at is not null;
-- The share of each tenant has to be known here: without it the planner gathers a whole tenant and sorts it
-- instead of reading one page from the index.
alter table awards.award alter column org_id set statistics 1000;
