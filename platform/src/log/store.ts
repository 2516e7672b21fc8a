import { sql, type Tx } from '#store';
import { leafHash, type GetNode, type NodePlace, type StoredNode } from '@rungs/credentials/log';
import { toHex } from '@rungs/credentials/bytes';
import type { Entry, SignedCheckpoint } from './model.ts';

/** Any constant serves: it makes sequencing, signing and checking wait for each other. */
const sequencerLock = 7_203_020_601;

/** Waits until no other transaction sequences or signs; the lock ends with the transaction. */
export async function lockSequencer(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${sequencerLock})`.execute(tx);
}

/** Any constant serves: who holds it may put the shared job of the sequencer into the queue. */
const wakeLock = 7_203_020_602;

/**
 * Inserts entries without an index, in their order; a hash that is there already is passed over. Says whether
 * this transaction is now the one that may touch the shared job, since two would wait for each other's commit.
 */
export async function insertLeaves(tx: Tx, entries: readonly Entry[], now: Date): Promise<boolean> {
  const result = await sql<{ is_waker: boolean }>`with added as (
      insert into log.leaf (hash, kind, added_at)
      select decode(u.hash, 'hex'), u.kind, ${now}
      from unnest(${entries.map((e) => toHex(e.hash))}::text[], ${entries.map((e) => e.kind)}::text[])
        with ordinality as u(hash, kind, nth) order by u.nth
      on conflict (hash) do nothing)
    select pg_try_advisory_xact_lock(${wakeLock}) as is_waker`.execute(tx);
  return result.rows[0]?.is_waker ?? false;
}

/** How many entries have an index. */
export async function treeSize(tx: Tx): Promise<number> {
  const result = await sql<{ size: number }>`select coalesce(max(idx) + 1, 0) as size from log.leaf`.execute(
    tx,
  );
  return result.rows[0]?.size ?? 0;
}

/** Gives up to `limit` waiting entries the indexes from `size` on, in the order of their insertion. */
export async function assignIndexes(tx: Tx, size: number, limit: number): Promise<Uint8Array[]> {
  const result = await sql<{ idx: number; hash: Buffer }>`with waiting as (
      select id, ${size}::bigint + row_number() over (order by id) - 1 as idx
      from (select id from log.leaf where idx is null order by id limit ${limit}) w)
    update log.leaf l set idx = waiting.idx from waiting where l.id = waiting.id
    returning l.idx, l.hash`.execute(tx);
  return result.rows.sort((a, b) => a.idx - b.idx).map((row) => bytes(row.hash));
}

/** Saves complete subtrees; leaves among them are left out, since their entries are there. */
export async function insertNodes(tx: Tx, nodes: readonly StoredNode[]): Promise<void> {
  const above = nodes.filter((node) => node.level > 0);
  if (above.length === 0) return;
  await sql`insert into log.node (level, idx, hash) select u.level, u.idx, decode(u.hash, 'hex')
    from unnest(${above.map((n) => n.level)}::smallint[], ${above.map((n) => n.index)}::bigint[],
      ${above.map((n) => toHex(n.hash))}::text[]) as u(level, idx, hash)`.execute(tx);
}

/** Loads stored subtrees by place, as a map from `placeKey` to hash; those that are missing are left out. */
export async function loadNodes(tx: Tx, places: readonly NodePlace[]): Promise<Map<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>();
  const leaves = places.filter((place) => place.level === 0);
  if (leaves.length > 0) {
    const rows = await sql<{ idx: number; hash: Buffer }>`select idx, hash from log.leaf
      where idx = any(${leaves.map((place) => place.index)}::bigint[])`.execute(tx);
    for (const row of rows.rows) found.set(placeKey(0, row.idx), leafHash(bytes(row.hash)));
  }
  const above = places.filter((place) => place.level > 0);
  if (above.length > 0) {
    const rows = await sql<{ level: number; idx: number; hash: Buffer }>`select n.level, n.idx, n.hash
      from unnest(${above.map((p) => p.level)}::smallint[], ${above.map((p) => p.index)}::bigint[]) as u(level, idx)
      join log.node n on n.level = u.level and n.idx = u.idx`.execute(tx);
    for (const row of rows.rows) found.set(placeKey(row.level, row.idx), bytes(row.hash));
  }
  return found;
}

/** The key of a place in the map of `loadNodes`. */
export function placeKey(level: number, index: number): string {
  return `${String(level)}/${String(index)}`;
}

/**
 * Runs a computation over stored nodes with one look-up for all of them: a first pass, on hashes of zeros,
 * only takes down what the computation asks for. Returns null where a node is missing.
 */
export async function overNodes<T>(tx: Tx, compute: (get: GetNode) => Promise<T>): Promise<T | null> {
  const asked: NodePlace[] = [];
  const blank = new Uint8Array(32);
  await compute((level, index) => {
    asked.push({ level, index });
    return blank;
  });
  const nodes = await loadNodes(tx, asked);
  if (asked.some((place) => !nodes.has(placeKey(place.level, place.index)))) return null;
  return await compute((level, index) => nodes.get(placeKey(level, index)) ?? blank);
}

/** Where the checkpoint row stands; `note` is null before the first checkpoint. */
export interface Head {
  readonly size: number;
  readonly root: Uint8Array;
  readonly note: string | null;
}

/** Loads the newest signed state. */
export async function loadHead(tx: Tx): Promise<Head> {
  const result = await sql<{ size: number; root: Buffer; note: string | null }>`select size, root, note
    from log.head`.execute(tx);
  const row = result.rows[0];
  if (row === undefined) throw new Error('the row log.head is gone');
  return { size: row.size, root: bytes(row.root), note: row.note };
}

/** Moves the head from one state to the next and keeps the checkpoint; false when the head had moved already. */
export async function swapHead(tx: Tx, from: Head, to: SignedCheckpoint, now: Date): Promise<boolean> {
  const moved =
    await sql`update log.head set size = ${to.size}, root = decode(${toHex(to.root)}, 'hex'), note = ${to.note}
    where size = ${from.size} and root = decode(${toHex(from.root)}, 'hex')`.execute(tx);
  if (moved.numAffectedRows !== 1n) return false;
  await sql`insert into log.checkpoint (size, root, note, signed_at)
    values (${to.size}, decode(${toHex(to.root)}, 'hex'), ${to.note}, ${now})`.execute(tx);
  return true;
}

/** Loads the index of entries by hash; null while they wait for one. Unknown hashes are left out. */
export async function loadIndexes(
  tx: Tx,
  hashes: readonly Uint8Array[],
): Promise<{ hash: string; index: number | null }[]> {
  if (hashes.length === 0) return [];
  const rows = await sql<{ hash: Buffer; idx: number | null }>`select l.hash, l.idx
    from unnest(${hashes.map(toHex)}::text[]) as u(hash) join log.leaf l on l.hash = decode(u.hash, 'hex')`.execute(
    tx,
  );
  return rows.rows.map((row) => ({ hash: toHex(bytes(row.hash)), index: row.idx }));
}

/** A plain array over a copy of what the driver returned. */
export function bytes(buffer: Buffer): Uint8Array {
  return new Uint8Array(buffer);
}
