import type { Prepared } from '@rungs/credentials';
import type { DecisionId } from '#assessment';
import type { BadgeId } from '#badges';
import type { Doing, OrgId } from '#kernel';
import { sql, type Tx } from '#store';
import type { AwardId, AwardSource, BatchId, StatusListId } from './model.ts';
import type { identitiesOf } from './store.ts';

/** What the award row and the event need beside the signed document. */
export interface IntentFacts {
  readonly source: AwardSource;
  readonly title: string;
  readonly decisionId: DecisionId | null;
  readonly batchId: BatchId | null;
  readonly parts: readonly AwardId[];
  readonly isSynthetic: boolean;
  readonly alignments: readonly {
    readonly framework: string;
    readonly code: string;
    readonly level: number;
  }[];
}

/** An attempt to issue: the exact bytes that are about to be signed, and everything that was chosen for them. */
export interface Intent {
  readonly awardId: AwardId;
  readonly credentialId: string;
  readonly badgeId: BadgeId;
  readonly version: number;
  readonly personId: OrgId;
  readonly grantKey: string;
  readonly listId: StatusListId;
  readonly statusIndex: number;
  /** The key that signs, and no other. */
  readonly keyId: string;
  readonly suite: Prepared['suite'];
  readonly document: string;
  readonly toBeSigned: Uint8Array;
  readonly salt: Uint8Array;
  readonly facts: IntentFacts;
  readonly validUntil: Date | null;
  readonly preparedAt: Date;
}

/**
 * Writes intents down. Where another attempt at the same award is already there, that one stays and this one
 * is dropped. Rows go in sorted order, so that two writers cannot wait for each other in a circle.
 */
export async function saveIntents(tx: Tx, orgId: OrgId, intents: readonly Intent[]): Promise<void> {
  await sql`insert into awards.intent (org_id, award_id, credential_id, badge_id, version, person_id, grant_key,
      list_id, idx, key_id, suite, document, to_be_signed, salt, facts, valid_until, prepared_at)
    select ${orgId}::text, u.* from unnest(
      ${intents.map((i) => i.awardId)}::text[], ${intents.map((i) => i.credentialId)}::text[],
      ${intents.map((i) => i.badgeId)}::text[], ${intents.map((i) => i.version)}::int[],
      ${intents.map((i) => i.personId)}::text[], ${intents.map((i) => i.grantKey)}::text[],
      ${intents.map((i) => i.listId)}::text[], ${intents.map((i) => i.statusIndex)}::int[],
      ${intents.map((i) => i.keyId)}::text[], ${intents.map((i) => i.suite)}::text[],
      ${intents.map((i) => i.document)}::text[], ${intents.map((i) => Buffer.from(i.toBeSigned))}::bytea[],
      ${intents.map((i) => Buffer.from(i.salt))}::bytea[],
      ${intents.map((i) => JSON.stringify(i.facts))}::jsonb[],
      ${intents.map((i) => i.validUntil)}::timestamptz[], ${intents.map((i) => i.preparedAt)}::timestamptz[]
    ) u(award_id, credential_id, badge_id, version, person_id, grant_key)
    where not exists (select 1 from awards.award a where a.org_id = ${orgId} and a.badge_id = u.badge_id
      and a.version = u.version and a.person_id = u.person_id and a.grant_key = u.grant_key)
    order by u.badge_id, u.version, u.person_id, u.grant_key
    on conflict do nothing`.execute(tx);
}

interface IntentRow {
  award_id: AwardId;
  credential_id: string;
  badge_id: BadgeId;
  version: number;
  person_id: OrgId;
  grant_key: string;
  list_id: StatusListId;
  idx: number;
  key_id: string;
  suite: Prepared['suite'];
  document: string;
  to_be_signed: Buffer;
  salt: Buffer;
  facts: IntentFacts;
  valid_until: Date | null;
  prepared_at: Date;
}

/** Finds the open attempts at some awards. */
export async function findIntents(
  tx: Tx,
  orgId: OrgId,
  wanted: ReturnType<typeof identitiesOf>,
): Promise<Intent[]> {
  const rows = await sql<IntentRow>`select i.* from awards.intent i
    join unnest(${wanted.badgeIds}::text[], ${wanted.versions}::int[], ${wanted.personIds}::text[],
      ${wanted.grantKeys}::text[]) u(badge_id, version, person_id, grant_key)
    using (badge_id, version, person_id, grant_key)
    where i.org_id = ${orgId}`.execute(tx);
  return rows.rows.map(intentOf);
}

/** Finds open attempts, oldest award id first, behind the one that was looked at last. */
export async function findOpenIntents(tx: Tx, orgId: OrgId, after: string, limit: number): Promise<Intent[]> {
  const rows = await sql<IntentRow>`select * from awards.intent
    where org_id = ${orgId} and award_id > ${after} order by award_id limit ${limit}`.execute(tx);
  return rows.rows.map(intentOf);
}

function intentOf(row: IntentRow): Intent {
  return {
    awardId: row.award_id,
    credentialId: row.credential_id,
    badgeId: row.badge_id,
    version: row.version,
    personId: row.person_id,
    grantKey: row.grant_key,
    listId: row.list_id,
    statusIndex: row.idx,
    keyId: row.key_id,
    suite: row.suite,
    document: row.document,
    toBeSigned: new Uint8Array(row.to_be_signed),
    salt: new Uint8Array(row.salt),
    facts: row.facts,
    validUntil: row.valid_until,
    preparedAt: row.prepared_at,
  };
}

/** Gives attempts up for good: their ids and status indexes are written down as burnt. */
export async function abandonIntents(
  tx: Tx,
  doing: Doing,
  input: {
    readonly orgId: OrgId;
    readonly awardIds: readonly AwardId[];
    readonly reason: 'key_replaced' | 'own_check_failed';
  },
): Promise<void> {
  await sql`with gone as (
      delete from awards.intent where org_id = ${input.orgId} and award_id = any(${[...input.awardIds]}::text[])
      returning org_id, award_id, credential_id, list_id, idx, key_id)
    insert into awards.abandoned (org_id, award_id, credential_id, list_id, idx, key_id, reason, at)
    select org_id, award_id, credential_id, list_id, idx, key_id, ${input.reason}, ${doing.now} from gone
    on conflict do nothing`.execute(tx);
}

/** Removes the attempts that have become awards. */
export async function closeIntents(tx: Tx, orgId: OrgId, awardIds: readonly AwardId[]): Promise<void> {
  await sql`delete from awards.intent
    where org_id = ${orgId} and award_id = any(${[...awardIds]}::text[])`.execute(tx);
}
