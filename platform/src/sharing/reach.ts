import { findReach, listIssuersTried, listTried, type BadgeReach } from '#assessment';
import { findCurrentVersion, type BadgeId } from '#badges';
import type { OrgId } from '#kernel';
import { listBegun, type Progress } from '#stacks';
import { sql, switchOrg, type Tx } from '#store';

/** What is within a person's reach at one issuer. */
export interface IssuerReach {
  readonly issuerId: OrgId;
  /** Badges for which they handed something in and that they do not have, and those that a begun stack still asks for. */
  readonly badges: readonly (BadgeReach & { readonly stackIds: readonly string[] })[];
  /** Published stacks of which they hold a part. */
  readonly stacks: readonly Progress[];
}

/**
 * Says what a person can earn next and what is missing, issuer by issuer. Begins in their own space and goes through
 * the issuers' spaces one after the other; every row that it reads there is about this person. It ends in their space.
 */
export async function listReach(
  tx: Tx,
  input: { readonly personId: OrgId; readonly at: Date },
): Promise<IssuerReach[]> {
  const { personId, at } = input;
  const issuers = new Set([
    ...(await listIssuersTried(tx, { personId })),
    ...(await issuersHeld(tx, personId)),
  ]);
  const found: IssuerReach[] = [];
  for (const issuerId of [...issuers].sort()) {
    await switchOrg(tx, issuerId);
    const stacks = await listBegun(tx, { orgId: issuerId, personId, at });
    const badges = await badgesInReach(tx, { issuerId, personId, stacks });
    if (stacks.length > 0 || badges.length > 0) found.push({ issuerId, badges, stacks });
  }
  await switchOrg(tx, personId);
  return found;
}

async function issuersHeld(tx: Tx, personId: OrgId): Promise<OrgId[]> {
  const rows = await sql<{ issuer_id: OrgId }>`select distinct issuer_id from sharing.credential
    where org_id = ${personId}`.execute(tx);
  return rows.rows.map((row) => row.issuer_id);
}

async function badgesInReach(
  tx: Tx,
  input: { readonly issuerId: OrgId; readonly personId: OrgId; readonly stacks: readonly Progress[] },
): Promise<IssuerReach['badges']> {
  const { issuerId: orgId, personId, stacks } = input;
  const versions = new Map<BadgeId, number>();
  for (const { badgeId, version } of await listTried(tx, { orgId, personId })) versions.set(badgeId, version);
  const asked = new Set(stacks.flatMap((stack) => stack.missing.map((leaf) => leaf.badgeId as BadgeId)));
  for (const badgeId of asked) {
    const current = versions.has(badgeId) ? null : await findCurrentVersion(tx, { orgId, badgeId });
    if (current !== null) versions.set(badgeId, current.version);
  }
  const found = [];
  for (const [badgeId, version] of [...versions].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const reach = await findReach(tx, { orgId, personId, badgeId, version });
    if (reach.lastOutcome === 'mastered' && !asked.has(badgeId)) continue;
    const stackIds = stacks
      .filter((s) => s.missing.some((leaf) => leaf.badgeId === badgeId))
      .map((s) => s.stackId);
    found.push({ ...reach, stackIds });
  }
  return found;
}
