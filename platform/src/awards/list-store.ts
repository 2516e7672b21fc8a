import { newId, type Doing, type OrgId } from '#kernel';
import { sql, type Tx } from '#store';
import { MIN_STATUS_ENTRIES } from '@rungs/credentials/status';
import type { StatusListId, StatusPurpose } from './model.ts';
import { drawIndexes, hasRoom } from './rules.ts';

/** Indexes that were taken for good, in a pair of lists. */
export interface Reserved {
  readonly listId: StatusListId;
  readonly suspensionId: StatusListId;
  readonly indexes: readonly number[];
}

interface ListRow {
  list_id: StatusListId;
  suspension_id: StatusListId;
  size: number;
  used: number;
}

/**
 * Takes unused indexes at random. Reservations of one organisation go one after the other for the few
 * milliseconds that they last. An issuer's list is left for a new one when it is three quarters full.
 */
export async function reserveIndexes(
  tx: Tx,
  doing: Doing,
  input: {
    readonly orgId: OrgId;
    readonly issuerId: string;
    readonly keyId: string;
    readonly count: number;
    /** Entries of a list that has to be made. */
    readonly size?: number | undefined;
  },
): Promise<Reserved> {
  const { orgId, count } = input;
  await sql`select pg_advisory_xact_lock(hashtextextended(${`awards.status_list:${orgId}`}, 0))`.execute(tx);
  const open = await sql<ListRow>`select list_id, suspension_id, size, used from awards.status_list
    where org_id = ${orgId} and issuer_id = ${input.issuerId} order by created_at desc, list_id desc limit 1`.execute(
    tx,
  );
  const latest = open.rows[0];
  const list = latest !== undefined && hasRoom(latest, count) ? latest : await addList(tx, doing, input);
  const taken: number[] = [];
  while (taken.length < count) {
    const drawn = drawIndexes(doing.random, list.size, count - taken.length);
    const rows = await sql<{ idx: number }>`insert into awards.status_entry (org_id, list_id, idx)
      select ${orgId}, ${list.list_id}, i from unnest(${drawn}::int[]) u(i) order by i
      on conflict do nothing returning idx`.execute(tx);
    taken.push(...rows.rows.map((row) => row.idx));
  }
  await sql`update awards.status_list set used = used + ${count}
    where org_id = ${orgId} and list_id = ${list.list_id}`.execute(tx);
  return { listId: list.list_id, suspensionId: list.suspension_id, indexes: shuffled(doing, taken) };
}

async function addList(
  tx: Tx,
  doing: Doing,
  input: {
    readonly orgId: OrgId;
    readonly issuerId: string;
    readonly keyId: string;
    readonly size?: number | undefined;
  },
): Promise<ListRow> {
  const row: ListRow = {
    list_id: newId('sls', doing.now, doing.random),
    suspension_id: newId('sls', doing.now, doing.random),
    size: input.size ?? MIN_STATUS_ENTRIES,
    used: 0,
  };
  await sql`insert into awards.status_list (org_id, list_id, suspension_id, issuer_id, key_id, size, created_at)
    values (${input.orgId}, ${row.list_id}, ${row.suspension_id}, ${input.issuerId}, ${input.keyId}, ${row.size},
      ${doing.now})`.execute(tx);
  return row;
}

/** The database returns indexes in its own order; who gets which must not follow from the order of rows. */
function shuffled(doing: Doing, indexes: readonly number[]): number[] {
  const bytes = doing.random(indexes.length * 4);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return indexes
    .map((index, at) => ({ index, key: view.getUint32(at * 4) }))
    .sort((a, b) => a.key - b.key)
    .map(({ index }) => index);
}

/** A pair of lists as it stands, and which of its halves was asked for. */
export interface ListState {
  readonly orgId: OrgId;
  readonly listId: StatusListId;
  readonly suspensionId: StatusListId;
  readonly purpose: StatusPurpose;
  readonly issuerId: string;
  readonly keyId: string;
  readonly size: number;
  readonly version: number;
}

/** Finds the pair to which a public list id belongs, in a transaction that looks up exactly that id. */
export async function findList(tx: Tx, publicId: string): Promise<ListState | null> {
  const rows = await sql<{
    org_id: OrgId;
    list_id: StatusListId;
    suspension_id: StatusListId;
    issuer_id: string;
    key_id: string;
    size: number;
    version: number;
  }>`select org_id, list_id, suspension_id, issuer_id, key_id, size, version from awards.status_list
    where list_id = ${publicId} or suspension_id = ${publicId}`.execute(tx);
  const row = rows.rows[0];
  if (row === undefined) return null;
  return {
    orgId: row.org_id,
    listId: row.list_id,
    suspensionId: row.suspension_id,
    purpose: row.list_id === publicId ? 'revocation' : 'suspension',
    issuerId: row.issuer_id,
    keyId: row.key_id,
    size: row.size,
    version: row.version,
  };
}

/** Reads a list's version and its set bits in one statement, so that they belong together. */
export async function readBits(
  tx: Tx,
  list: Pick<ListState, 'orgId' | 'listId' | 'purpose'>,
): Promise<{ readonly version: number; readonly indexes: readonly number[] }> {
  const flag = list.purpose === 'revocation' ? sql`e.revoked` : sql`e.suspended`;
  const rows = await sql<{ version: number; indexes: number[] }>`select l.version,
      array(select e.idx from awards.status_entry e where e.org_id = l.org_id and e.list_id = l.list_id and ${flag})
        as indexes
    from awards.status_list l where l.org_id = ${list.orgId} and l.list_id = ${list.listId}`.execute(tx);
  return rows.rows[0] ?? { version: 0, indexes: [] };
}

/** A signed list as it was last made. */
export interface Publication {
  readonly version: number;
  readonly document: string;
  readonly signedAt: Date;
  readonly validUntil: Date;
}

/** The signed list that is kept, if there is one. */
export async function findPublication(
  tx: Tx,
  list: Pick<ListState, 'orgId' | 'listId' | 'purpose'>,
): Promise<Publication | null> {
  const rows = await sql<{ version: number; document: string; signed_at: Date; valid_until: Date }>`
    select version, document, signed_at, valid_until from awards.status_publication
    where org_id = ${list.orgId} and list_id = ${list.listId} and purpose = ${list.purpose}`.execute(tx);
  const row = rows.rows[0];
  return row === undefined
    ? null
    : { version: row.version, document: row.document, signedAt: row.signed_at, validUntil: row.valid_until };
}

/** Keeps a signed list in place of the one before. */
export async function savePublication(
  tx: Tx,
  list: Pick<ListState, 'orgId' | 'listId' | 'purpose'>,
  made: Publication,
): Promise<void> {
  await sql`insert into awards.status_publication (org_id, list_id, purpose, version, document, signed_at, valid_until)
    values (${list.orgId}, ${list.listId}, ${list.purpose}, ${made.version}, ${made.document}, ${made.signedAt},
      ${made.validUntil})
    on conflict (org_id, list_id, purpose) do update set version = excluded.version, document = excluded.document,
      signed_at = excluded.signed_at, valid_until = excluded.valid_until`.execute(tx);
}
