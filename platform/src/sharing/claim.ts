import { createHash } from 'node:crypto';
import { findAward, markClaimed, markClaimSent, markClaimViewed, type Award } from '#awards';
import { newId, type Doing, type Id, type OrgId } from '#kernel';
import { mailHash, queueMail } from '#net';
import {
  findContacts,
  findOrg,
  languageFor,
  recordAudit,
  strangersOf,
  type Contact,
  type Org,
} from '#parties';
import { byLookup, inOrg, sql, type AppContext, type Tx } from '#store';
import { claimMail } from './claim-words.ts';
import { errors } from './errors.ts';

/** How long a link to claim works. */
export const claimLifeDays = 90;

/** A link by which an award is claimed. */
type ClaimLinkId = Id<'clm'>;

/** What was asked for: a link after an award, for those without an account alone, or a link in any case. */
export interface ClaimRequest {
  readonly orgId: OrgId;
  readonly awardId: string;
  /** Names what asked; heard again, nothing more is mailed. */
  readonly request: string;
  readonly isForStrangersOnly: boolean;
}

/**
 * Mails the holder of an award the link by which they claim it, and ends the one before. Nothing is mailed for what
 * is revoked or claimed, or to whom the organisation has no address of.
 */
export async function sendClaimLink(
  tx: Tx,
  doing: Doing,
  app: AppContext,
  input: ClaimRequest,
): Promise<void> {
  const { orgId, awardId, request } = input;
  const award = await findAward(tx, { orgId, awardId });
  if (award === null || award.state === 'revoked' || award.claimedAt !== null) return;
  const [contact] = await findContacts(tx, { orgId, personIds: [award.personId] });
  const org = await findOrg(tx, { orgId });
  if (contact === undefined || org === null) return;
  if (input.isForStrangersOnly && (await strangersOf(tx, [mailHash(contact.email)])).length === 0) return;
  const token = Buffer.from(doing.random(32)).toString('base64url');
  const linkId: ClaimLinkId = newId('clm', doing.now, doing.random);
  const expiresAt = new Date(doing.now.getTime() + claimLifeDays * 86_400_000);
  const made =
    await sql`insert into sharing.claim_link (org_id, link_id, token_hash, request, award_id, person_id,
      created_at, expires_at)
    values (${orgId}, ${linkId}, ${hashOf(token)}, ${request}, ${awardId}, ${award.personId}, ${doing.now}, ${expiresAt})
    on conflict (org_id, request) do nothing returning 1`.execute(tx);
  if (made.rows.length === 0) return;
  await sql`update sharing.claim_link set ended_at = ${doing.now}, outcome = 'replaced'
    where org_id = ${orgId} and award_id = ${awardId} and link_id <> ${linkId} and ended_at is null`.execute(
    tx,
  );
  await markClaimSent(tx, { orgId, awardId: award.awardId, at: doing.now });
  const facts = {
    name: contact.name,
    title: award.title,
    issuer: org.name,
    url: `${app.publicUrl}/claim#${token}`,
    days: claimLifeDays,
  };
  await queueMail(tx, doing, app, {
    key: `claim:${linkId}`,
    to: contact.email,
    kind: 'claim',
    drawing: claimMail(await languageFor(tx), facts),
  });
}

/** What the page of a claim link shows, before anything is claimed. */
export interface ClaimView {
  readonly award: Award;
  readonly issuer: Org;
  /** Whose name stands in it: several people may read one mailbox. */
  readonly holder: Contact;
  readonly expiresAt: Date;
}

interface Link {
  readonly orgId: OrgId;
  readonly linkId: ClaimLinkId;
  readonly awardId: string;
  readonly personId: OrgId;
  readonly expiresAt: Date;
}

/** Opens a link without using it up; the first time is written down. Errors as `takeClaim`, without the person's. */
export async function lookAtClaim(
  app: AppContext,
  doing: Doing,
  input: { readonly token: string },
): Promise<ClaimView> {
  const link = await findLink(app, doing, input.token);
  return await inOrg(app.db, link.orgId, async (tx) => {
    const view = await viewOf(tx, link);
    await markClaimViewed(tx, { orgId: link.orgId, awardId: view.award.awardId, at: doing.now });
    return view;
  });
}

/**
 * Claims an award by its link, once: of two at the same moment one does. `signedIn` is whoever is signed in on the
 * device; it must be nobody or the holder. Errors: claim_link_unknown, claim_link_used, claim_link_expired,
 * claim_wrong_person, claim_award_revoked.
 */
export async function takeClaim(
  app: AppContext,
  doing: Doing,
  input: { readonly token: string; readonly signedIn: OrgId | null },
): Promise<ClaimView> {
  const link = await findLink(app, doing, input.token);
  if (input.signedIn !== null && input.signedIn !== link.personId)
    throw errors.fail('claim_wrong_person', 'The credential belongs to another address than the account.');
  return await inOrg(app.db, link.orgId, async (tx) => {
    const view = await viewOf(tx, link);
    if (view.award.state === 'revoked')
      throw errors.fail('claim_award_revoked', view.award.reason ?? 'No reason was given.');
    await endLink(tx, doing, link, 'claimed');
    await claim(tx, doing, view.award);
    return { ...view, award: { ...view.award, claimedAt: view.award.claimedAt ?? doing.now } };
  });
}

/** Says that the credential is not for whoever got the mail: the link ends, and the issuer can see that. Errors as `takeClaim`. */
export async function declineClaim(
  app: AppContext,
  doing: Doing,
  input: { readonly token: string },
): Promise<void> {
  const link = await findLink(app, doing, input.token);
  await inOrg(app.db, link.orgId, async (tx) => {
    await endLink(tx, doing, link, 'declined');
    await recordAudit(tx, doing, {
      orgId: link.orgId,
      action: 'claim.declined',
      subject: link.awardId,
    });
  });
}

/** Claims an award in the issuer's space, where the transaction is, for its holder who is signed in. */
export async function claim(tx: Tx, doing: Doing, award: Pick<Award, 'orgId' | 'awardId'>): Promise<boolean> {
  const { orgId, awardId } = award;
  const isFirst = await markClaimed(tx, { orgId, awardId, at: doing.now });
  if (isFirst) await recordAudit(tx, doing, { orgId, action: 'award.claimed', subject: awardId });
  return isFirst;
}

/** One mail that was sent with a claim link, and what became of it. */
export interface ClaimMail {
  readonly sentAt: Date;
  readonly expiresAt: Date;
  readonly endedAt: Date | null;
  readonly outcome: 'claimed' | 'declined' | 'replaced' | null;
}

/** Lists the claim links of an award, the first first. */
export async function listClaimMails(
  tx: Tx,
  input: { readonly orgId: OrgId; readonly awardId: string },
): Promise<ClaimMail[]> {
  const rows = await sql<{
    created_at: Date;
    expires_at: Date;
    ended_at: Date | null;
    outcome: ClaimMail['outcome'];
  }>`select created_at, expires_at, ended_at, outcome from sharing.claim_link
    where org_id = ${input.orgId} and award_id = ${input.awardId} order by link_id limit 100`.execute(tx);
  return rows.rows.map((row) => ({
    sentAt: row.created_at,
    expiresAt: row.expires_at,
    endedAt: row.ended_at,
    outcome: row.outcome,
  }));
}

function hashOf(token: string): string {
  return createHash('sha256').update(token, 'utf8').digest('hex');
}

async function findLink(app: AppContext, doing: Doing, token: string): Promise<Link> {
  const hash = hashOf(token);
  const rows = await byLookup(app.db, hash, (tx) =>
    sql<{
      org_id: OrgId;
      link_id: ClaimLinkId;
      award_id: string;
      person_id: OrgId;
      expires_at: Date;
      outcome: ClaimMail['outcome'];
    }>`select org_id, link_id, award_id, person_id, expires_at, outcome from sharing.claim_link
      where token_hash = ${hash}`.execute(tx),
  );
  const row = rows.rows[0];
  if (row === undefined) throw errors.fail('claim_link_unknown', 'No link has this token.');
  if (row.outcome !== null) throw used(row.outcome);
  if (row.expires_at <= doing.now) throw errors.fail('claim_link_expired', 'The time of this link is over.');
  return {
    orgId: row.org_id,
    linkId: row.link_id,
    awardId: row.award_id,
    personId: row.person_id,
    expiresAt: row.expires_at,
  };
}

const ends = {
  claimed: 'The credential was claimed by this link.',
  declined: 'Somebody said by this link that the credential is not theirs.',
  replaced: 'A newer mail has the link that works.',
} as const;

function used(outcome: keyof typeof ends): Error {
  return errors.fail('claim_link_used', ends[outcome], { outcome });
}

async function viewOf(tx: Tx, link: Link): Promise<ClaimView> {
  const { orgId, awardId, personId, expiresAt } = link;
  const award = await findAward(tx, { orgId, awardId });
  const [holder] = await findContacts(tx, { orgId, personIds: [personId] });
  const issuer = await findOrg(tx, { orgId });
  if (award === null || holder === undefined || issuer === null)
    throw errors.fail('claim_link_unknown', 'What this link was for is gone.');
  return { award, issuer, holder, expiresAt };
}

async function endLink(tx: Tx, doing: Doing, link: Link, outcome: 'claimed' | 'declined'): Promise<void> {
  const ended = await sql`update sharing.claim_link set ended_at = ${doing.now}, outcome = ${outcome}
    where org_id = ${link.orgId} and link_id = ${link.linkId} and ended_at is null returning 1`.execute(tx);
  if (ended.rows.length > 0) return;
  const rows = await sql<{ outcome: keyof typeof ends }>`select outcome from sharing.claim_link
    where org_id = ${link.orgId} and link_id = ${link.linkId}`.execute(tx);
  throw used(rows.rows[0]?.outcome ?? 'replaced');
}
