import { pageOf, type OrgId, type Page, type PageRequest } from '#kernel';
import { byLookup, sql, type Db, type Tx } from '#store';
import { afterId } from './cursor.ts';
import { errors } from './errors.ts';
import type { Award, AwardId, AwardSource, AwardState, StatusRecord } from './model.ts';
import { awardColumns, awardOf, readAwards } from './store.ts';

/** Finds an award of an organisation; null where there is none. */
export async function findAward(
  tx: Tx,
  input: { readonly orgId: OrgId; readonly awardId: string },
): Promise<Award | null> {
  const awards = await readAwards(
    tx,
    sql`select ${awardColumns} from awards.award a
      where a.org_id = ${input.orgId} and a.award_id = ${input.awardId}`,
  );
  return awards[0] ?? null;
}

/** Finds an award that must be there. Error: award_unknown. */
export async function findAwardRow(
  tx: Tx,
  input: { readonly orgId: OrgId; readonly awardId: string },
): Promise<Award> {
  const award = await findAward(tx, input);
  if (award === null) throw errors.fail('award_unknown', `There is no award ${input.awardId}.`);
  return award;
}

/** Finds several awards of an organisation, in no order; those that are not there are left out. */
export function findAwards(
  tx: Tx,
  input: { readonly orgId: OrgId; readonly awardIds: readonly string[] },
): Promise<Award[]> {
  return readAwards(
    tx,
    sql`select ${awardColumns} from awards.award a
      where a.org_id = ${input.orgId} and a.award_id = any(${[...input.awardIds]}::text[])`,
  );
}

/** An award with its signed document and the salt that opens its leaf in the log. */
export interface AwardDocument {
  readonly award: Award;
  /** The JSON text exactly as it was signed. */
  readonly text: string;
  readonly salt: Uint8Array;
}

type DocumentRow = Parameters<typeof awardOf>[0] & { document: string; salt: Buffer };

function documentOf(row: DocumentRow | undefined): AwardDocument | null {
  return row === undefined
    ? null
    : { award: awardOf(row), text: row.document, salt: new Uint8Array(row.salt) };
}

/** The signed document of an award of an organisation. */
export async function credentialText(
  tx: Tx,
  input: { readonly orgId: OrgId; readonly awardId: string },
): Promise<AwardDocument | null> {
  const rows = await sql<DocumentRow>`select ${awardColumns}, a.document, a.salt from awards.award a
    where a.org_id = ${input.orgId} and a.award_id = ${input.awardId}`.execute(tx);
  return documentOf(rows.rows[0]);
}

/**
 * Finds an award of any issuer of this instance by its credential's id, with or without `urn:uuid:`. Whoever
 * knows the id may read it; whether it may be shown to the public is for the person to say (`sharing`).
 */
export async function findAwardByCredential(db: Db, credentialId: string): Promise<AwardDocument | null> {
  const id = credentialId.startsWith('urn:uuid:') ? credentialId : `urn:uuid:${credentialId}`;
  return await byLookup(db, id, async (tx) => {
    const rows = await sql<DocumentRow>`select ${awardColumns}, a.document, a.salt from awards.award a
      where a.credential_id = ${id}`.execute(tx);
    return documentOf(rows.rows[0]);
  });
}

/** Whose or which awards are gone through; what is left out does not narrow them. */
export interface AwardsOf {
  readonly badgeId?: string | undefined;
  readonly personId?: string | undefined;
  readonly state?: AwardState | undefined;
  readonly source?: AwardSource | undefined;
}

/** Lists the awards of an organisation, the newest first, for those who go through all of them. */
export async function listAwards(
  tx: Tx,
  input: { readonly orgId: OrgId; readonly filter?: AwardsOf | undefined; readonly page: PageRequest },
): Promise<Page<Award>> {
  const { orgId, page } = input;
  const filter = input.filter ?? {};
  const before = afterId(page.after);
  const conditions = [
    sql`a.org_id = ${orgId}`,
    ...(filter.badgeId === undefined ? [] : [sql`a.badge_id = ${filter.badgeId}`]),
    ...(filter.personId === undefined ? [] : [sql`a.person_id = ${filter.personId}`]),
    ...(filter.state === undefined ? [] : [sql`a.state = ${filter.state}`]),
    ...(filter.source === undefined ? [] : [sql`a.source = ${filter.source}`]),
    ...(before === null ? [] : [sql`a.award_id collate "C" < ${before}`]),
  ];
  const awards = await readAwards(
    tx,
    sql`select ${awardColumns} from awards.award a where ${sql.join(conditions, sql` and `)}
      order by a.award_id collate "C" desc limit ${page.limit + 1}`,
  );
  return pageOf(awards, page.limit, (award) => [award.awardId]);
}

/** Lists the changes of state of one award, the first first. */
export async function listStatusChanges(
  tx: Tx,
  input: { readonly orgId: OrgId; readonly awardId: AwardId },
): Promise<StatusRecord[]> {
  const rows = await sql<{
    sequence: number;
    state: AwardState;
    reason: string;
    at: Date;
    leaf_hash: Buffer;
  }>`
    select sequence, state, reason, at, leaf_hash from awards.status_change
    where org_id = ${input.orgId} and award_id = ${input.awardId} order by sequence`.execute(tx);
  return rows.rows.map((row) => ({
    sequence: row.sequence,
    state: row.state,
    reason: row.reason,
    at: row.at,
    leafHash: new Uint8Array(row.leaf_hash),
  }));
}
