import type { Tx } from '#store';
import { storedConsistencyProof, storedInclusionProof } from '@rungs/credentials/log';
import { errors } from './errors.ts';
import type { ConsistencyProof, EntryState, InclusionProof, SignedCheckpoint } from './model.ts';
import { loadHead, loadIndexes, overNodes } from './store.ts';

/** Where entries are in the log, by hexadecimal hash; entries that the log does not know are left out. */
export async function stateOf(
  tx: Tx,
  input: { hashes: readonly Uint8Array[] },
): Promise<Map<string, EntryState>> {
  const rows = await loadIndexes(tx, input.hashes);
  return new Map(rows.map((row) => [row.hash, { index: row.index }]));
}

/** The newest signed state of the log; null before the first. */
export async function latestCheckpoint(tx: Tx): Promise<SignedCheckpoint | null> {
  const { size, root, note } = await loadHead(tx);
  return note === null ? null : { size, root, note };
}

/**
 * Proves that an entry is in the log of the newest checkpoint; null while no checkpoint covers it. The leaf
 * is `leafHash(hash)` of `@rungs/credentials/log`. Errors: log_tree_inconsistent.
 */
export async function inclusionProof(tx: Tx, input: { hash: Uint8Array }): Promise<InclusionProof | null> {
  const [entry] = await loadIndexes(tx, [input.hash]);
  const index = entry?.index ?? null;
  const head = await latestCheckpoint(tx);
  if (index === null || head === null || index >= head.size) return null;
  const proof = await overNodes(tx, (get) => storedInclusionProof(index, head.size, get));
  if (proof === null) throw nodesMissing(head.size);
  return { index, size: head.size, proof, checkpoint: head.note };
}

/**
 * Proves that the log of `from` entries is the beginning of that of the newest checkpoint; null when the
 * newest checkpoint is older than that. Errors: log_tree_inconsistent.
 */
export async function consistencyProof(tx: Tx, input: { from: number }): Promise<ConsistencyProof | null> {
  const head = await latestCheckpoint(tx);
  if (head === null || !Number.isSafeInteger(input.from) || input.from < 0 || input.from > head.size)
    return null;
  const proof = await overNodes(tx, (get) => storedConsistencyProof(input.from, head.size, get));
  if (proof === null) throw nodesMissing(head.size);
  return { from: input.from, size: head.size, proof, checkpoint: head.note };
}

function nodesMissing(size: number): Error {
  return errors.fail('log_tree_inconsistent', `Nodes of the tree of ${String(size)} entries are missing.`);
}
