import type { DecisionId } from '#assessment';
import type { BadgeId } from '#badges';
import type { OrgId } from '#kernel';
import { sql, type Tx } from '#store';
import type { Award, AwardId, AwardSource, AwardState, BatchId, StatusListId } from './model.ts';

/** A row of `awardColumns`. */
export interface AwardRow {
  org_id: OrgId;
  award_id: AwardId;
  credential_id: string;
  badge_id: BadgeId;
  version: number;
  person_id: OrgId;
  grant_key: string;
  source: AwardSource;
  decision_id: DecisionId | null;
  batch_id: BatchId | null;
  title: string;
  parts: AwardId[];
  is_synthetic: boolean;
  list_id: StatusListId;
  idx: number;
  key_id: string;
  state: AwardState;
  reason: string | null;
  state_sequence: number;
  issued_at: Date;
  valid_until: Date | null;
  leaf_hash: Buffer;
  claim_sent_at: Date | null;
  claim_viewed_at: Date | null;
  claimed_at: Date | null;
}

/** Every column of an award but its document and its salt, for a table called `a`. */
export const awardColumns = sql`a.org_id, a.award_id, a.credential_id, a.badge_id, a.version, a.person_id,
  a.grant_key, a.source, a.decision_id, a.batch_id, a.title, a.parts, a.is_synthetic, a.list_id, a.idx,
  a.key_id, a.state, a.reason, a.state_sequence, a.issued_at, a.valid_until, a.leaf_hash,
  a.claim_sent_at, a.claim_viewed_at, a.claimed_at`;

/** The award that a row of `awardColumns` holds. */
export function awardOf(row: AwardRow): Award {
  return {
    orgId: row.org_id,
    awardId: row.award_id,
    credentialId: row.credential_id,
    badgeId: row.badge_id,
    version: row.version,
    personId: row.person_id,
    grantKey: row.grant_key,
    source: row.source,
    decisionId: row.decision_id,
    batchId: row.batch_id,
    title: row.title,
    parts: row.parts,
    isSynthetic: row.is_synthetic,
    listId: row.list_id,
    statusIndex: row.idx,
    keyId: row.key_id,
    state: row.state,
    reason: row.reason,
    stateSequence: row.state_sequence,
    issuedAt: row.issued_at,
    validUntil: row.valid_until,
    leafHash: new Uint8Array(row.leaf_hash),
    claimSentAt: row.claim_sent_at,
    claimViewedAt: row.claim_viewed_at,
    claimedAt: row.claimed_at,
  };
}

/** Runs a query of `awardColumns` and returns its awards. */
export async function readAwards(tx: Tx, query: ReturnType<typeof sql>): Promise<Award[]> {
  const result = await query.execute(tx);
  return (result.rows as AwardRow[]).map(awardOf);
}

/** What identifies awards, as parallel columns. */
interface Identities {
  readonly badgeIds: readonly string[];
  readonly versions: readonly number[];
  readonly personIds: readonly string[];
  readonly grantKeys: readonly string[];
}

/** Turns grants or intents into the columns that set-based statements take. */
export function identitiesOf(
  grants: readonly {
    readonly badgeId: string;
    readonly version: number;
    readonly personId: string;
    readonly grantKey: string;
  }[],
): Identities {
  return {
    badgeIds: grants.map((g) => g.badgeId),
    versions: grants.map((g) => g.version),
    personIds: grants.map((g) => g.personId),
    grantKeys: grants.map((g) => g.grantKey),
  };
}

/** Finds the awards that grants have already led to. */
export function findGranted(tx: Tx, orgId: OrgId, wanted: Identities): Promise<Award[]> {
  return readAwards(
    tx,
    sql`select ${awardColumns} from awards.award a
      join unnest(${wanted.badgeIds}::text[], ${wanted.versions}::int[], ${wanted.personIds}::text[],
        ${wanted.grantKeys}::text[]) u(badge_id, version, person_id, grant_key)
      using (badge_id, version, person_id, grant_key)
      where a.org_id = ${orgId}`,
  );
}

/** Finds the credential ids and titles of awards, for those who name them as parts. */
export async function findParts(
  tx: Tx,
  orgId: OrgId,
  awardIds: readonly AwardId[],
): Promise<Map<string, { readonly credentialId: string; readonly title: string }>> {
  if (awardIds.length === 0) return new Map();
  const rows = await sql<{ award_id: string; credential_id: string; title: string }>`
    select award_id, credential_id, title from awards.award
    where org_id = ${orgId} and award_id = any(${[...awardIds]}::text[])`.execute(tx);
  return new Map(rows.rows.map((r) => [r.award_id, { credentialId: r.credential_id, title: r.title }]));
}
