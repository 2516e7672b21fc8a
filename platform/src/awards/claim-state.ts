import type { Doing, OrgId } from '#kernel';
import { sql, tell, type Tx } from '#store';
import { claimRequested } from './events.ts';
import type { Award, AwardId } from './model.ts';

/** Asks that the holders of some awards be mailed the link by which they claim them; it is written when this is heard. */
export async function requestClaimMails(
  tx: Tx,
  doing: Doing,
  input: { readonly orgId: OrgId; readonly awards: readonly Award[] },
): Promise<void> {
  const requestedAt = doing.now.toISOString();
  await tell(
    tx,
    input.awards.map((award) => claimRequested(award, { requestedAt })),
  );
}

/** Writes down that the link was mailed; of several mails the latest counts. */
export async function markClaimSent(
  tx: Tx,
  input: { readonly orgId: OrgId; readonly awardId: AwardId; readonly at: Date },
): Promise<void> {
  await sql`update awards.award set claim_sent_at = greatest(claim_sent_at, ${input.at})
    where org_id = ${input.orgId} and award_id = ${input.awardId}`.execute(tx);
}

/** Writes down that the link was opened, the first time. */
export async function markClaimViewed(
  tx: Tx,
  input: { readonly orgId: OrgId; readonly awardId: AwardId; readonly at: Date },
): Promise<void> {
  await sql`update awards.award set claim_viewed_at = ${input.at}
    where org_id = ${input.orgId} and award_id = ${input.awardId} and claim_viewed_at is null`.execute(tx);
}

/** Writes down that the holder took it, once; says whether this was the moment. */
export async function markClaimed(
  tx: Tx,
  input: { readonly orgId: OrgId; readonly awardId: AwardId; readonly at: Date },
): Promise<boolean> {
  const done = await sql`update awards.award set claimed_at = ${input.at}
    where org_id = ${input.orgId} and award_id = ${input.awardId} and claimed_at is null returning 1`.execute(
    tx,
  );
  return done.rows.length === 1;
}
