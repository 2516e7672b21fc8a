import { logSigner } from '#keys';
import { asInstance, tell, type AppContext, type Tx } from '#store';
import {
  appendLeaves,
  formatCheckpoint,
  leafHash,
  signNote,
  storedConsistencyProof,
  storedRoot,
  verifyConsistency,
  verifyNote,
} from '@rungs/credentials/log';
import { errors } from './errors.ts';
import { checkpointSigned } from './events.ts';
import {
  assignIndexes,
  insertNodes,
  loadHead,
  lockSequencer,
  overNodes,
  swapHead,
  treeSize,
} from './store.ts';

const chunk = 2_000;

/**
 * Gives every committed entry that waits an index, contiguous from 0 in the order of insertion, then signs
 * the new state. Returns how many it sequenced. Each step is one transaction under one lock, so it may run
 * anywhere, at once, and be killed at any point: the next run goes on. Work grows with the new entries only.
 * Errors: log_tree_shrunk, log_tree_inconsistent, log_head_moved, key_unwrap_failed; all of them sign nothing.
 */
export async function sequence(app: AppContext): Promise<number> {
  let sequenced = 0;
  for (;;) {
    const count = await asInstance(app.db, sequenceSome);
    sequenced += count;
    if (count < chunk) break;
  }
  await asInstance(app.db, (tx) => signHead(tx, app));
  return sequenced;
}

/** Gives some waiting entries their indexes and saves the subtrees that they complete. */
export async function sequenceSome(tx: Tx): Promise<number> {
  await lockSequencer(tx);
  const size = await treeSize(tx);
  const hashes = await assignIndexes(tx, size, chunk);
  if (hashes.length === 0) return 0;
  const nodes = await overNodes(tx, (get) => appendLeaves(size, hashes.map(leafHash), get));
  if (nodes === null)
    throw errors.fail('log_tree_inconsistent', `Nodes of the tree of ${String(size)} entries are missing.`);
  await insertNodes(tx, nodes);
  return hashes.length;
}

/** Signs the state of the tree as it is, if it has grown since the newest checkpoint. */
export async function signHead(tx: Tx, app: AppContext): Promise<void> {
  await lockSequencer(tx);
  const size = await treeSize(tx);
  const head = await loadHead(tx);
  if (size < head.size)
    throw errors.fail(
      'log_tree_shrunk',
      `The log holds ${String(size)} entries; its newest checkpoint is for ${String(head.size)}.`,
      { size, signed: head.size },
    );
  const root = await consistentRoot(tx, head, size);
  if (size === head.size) return;
  const signer = await logSigner(tx, app);
  const note = await signNote(formatCheckpoint({ origin: signer.name, size, root }), [signer]);
  if ((await verifyNote(note, [signer])) === undefined)
    throw errors.fail('log_tree_inconsistent', 'The log key made a signature that does not hold.');
  if (!(await swapHead(tx, head, { size, root, note }, app.clock())))
    throw errors.fail('log_head_moved', `The checkpoint of ${String(head.size)} entries is not the newest.`);
  await tell(tx, [checkpointSigned(size)]);
}

/** The root of the tree, after a proof that the tree begins with the one that was signed last. */
async function consistentRoot(
  tx: Tx,
  head: { size: number; root: Uint8Array },
  size: number,
): Promise<Uint8Array> {
  const found = await overNodes(tx, async (get) => ({
    root: await storedRoot(size, get),
    proof: await storedConsistencyProof(head.size, size, get),
  }));
  if (
    found === null ||
    !verifyConsistency({
      firstSize: head.size,
      firstRoot: head.root,
      size,
      root: found.root,
      proof: found.proof,
    })
  )
    throw errors.fail(
      'log_tree_inconsistent',
      `The tree of ${String(size)} entries does not begin with the ${String(head.size)} that were signed.`,
      { size, signed: head.size },
    );
  return found.root;
}
