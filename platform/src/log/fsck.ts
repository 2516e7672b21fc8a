import { logSigner } from '#keys';
import { asInstance, sql, type AppContext, type Tx } from '#store';
import { sameBytes } from '@rungs/credentials/bytes';
import {
  appendLeaves,
  leafHash,
  nodesFor,
  parseCheckpoint,
  storedRoot,
  verifyNote,
  type NoteVerifier,
  type StoredNode,
} from '@rungs/credentials/log';
import type { LogProblem, LogProblemKind, LogReport } from './model.ts';
import { bytes, loadHead, loadNodes, lockSequencer, placeKey, treeSize } from './store.ts';

const chunk = 5_000;
const maxProblems = 100;

interface Finding {
  readonly problems: LogProblem[];
  readonly note: (kind: LogProblemKind, detail: string) => void;
}

interface KeptCheckpoint {
  readonly size: number;
  readonly root: Uint8Array;
  readonly note: string;
  /** Whether it was kept outside this database and handed in. */
  readonly isForeign: boolean;
}

/**
 * Recomputes the whole log from its entries and compares: indexes without a gap, every stored subtree, the
 * root and the signature of every checkpoint, and the head. `known` are checkpoints that were kept elsewhere
 * (signed notes): with one, also a log that was set back as a whole is found out. Sequencing waits meanwhile.
 */
export async function fsck(
  app: AppContext,
  input: { known?: readonly string[] | undefined } = {},
): Promise<LogReport> {
  return await asInstance(app.db, async (tx) => {
    await lockSequencer(tx);
    const problems: LogProblem[] = [];
    const finding: Finding = {
      problems,
      note: (kind, detail) => {
        if (problems.length < maxProblems) problems.push({ kind, detail });
      },
    };
    const signer = await logSigner(tx, app);
    const own = await loadCheckpoints(tx);
    for (const one of own) await checkNote(one, signer, finding);
    const foreign = await readForeign(input.known ?? [], signer, finding);
    const all = [...own, ...foreign].sort((a, b) => a.size - b.size);
    const size = await replay(tx, all, finding);
    await checkNodeCount(tx, size, finding);
    await checkHead(tx, own.at(-1), finding);
    const waiting = await sql<{
      n: number;
    }>`select count(*)::int as n from log.leaf where idx is null`.execute(tx);
    return { size, checkpoints: own.length, unsequenced: waiting.rows[0]?.n ?? 0, problems };
  });
}

async function loadCheckpoints(tx: Tx): Promise<KeptCheckpoint[]> {
  const rows = await sql<{ size: number; root: Buffer; note: string }>`select size, root, note
    from log.checkpoint order by size`.execute(tx);
  return rows.rows.map((row) => ({
    size: row.size,
    root: bytes(row.root),
    note: row.note,
    isForeign: false,
  }));
}

async function checkNote(one: KeptCheckpoint, verifier: NoteVerifier, finding: Finding): Promise<void> {
  const opened = await verifyNote(one.note, [verifier]);
  const said = opened === undefined ? undefined : parseCheckpoint(opened.text);
  if (said === undefined || said.origin !== verifier.name)
    finding.note(
      'checkpoint_signature',
      `The checkpoint of ${String(one.size)} entries is not signed by the log.`,
    );
  else if (said.size !== one.size || !sameBytes(said.root, one.root))
    finding.note(
      'checkpoint_signature',
      `The checkpoint of ${String(one.size)} entries says something else.`,
    );
}

async function readForeign(
  notes: readonly string[],
  verifier: NoteVerifier,
  finding: Finding,
): Promise<KeptCheckpoint[]> {
  const read: KeptCheckpoint[] = [];
  for (const note of notes) {
    const opened = await verifyNote(note, [verifier]);
    const said = opened === undefined ? undefined : parseCheckpoint(opened.text);
    if (said === undefined || said.origin !== verifier.name)
      finding.note('known_checkpoint', 'A checkpoint that was handed in is not signed by this log.');
    else if (said.size > 0) read.push({ size: said.size, root: said.root, note, isForeign: true });
  }
  return read;
}

/** Builds the tree again from the entries, stopping at the size of each checkpoint. Returns its size. */
async function replay(tx: Tx, checkpoints: readonly KeptCheckpoint[], finding: Finding): Promise<number> {
  const expected = await treeSize(tx);
  let edge = new Map<string, Uint8Array>();
  let size = 0;
  let next = 0;
  for (;;) {
    const rows = await sql<{ idx: number; hash: Buffer }>`select idx, hash from log.leaf
      where idx >= ${size} order by idx limit ${chunk}`.execute(tx);
    if (rows.rows.length === 0) break;
    const gap = rows.rows.findIndex((row, i) => row.idx !== size + i);
    if (gap >= 0) {
      finding.note('leaf_gap', `There is no entry with the index ${String(size + gap)}.`);
      return expected;
    }
    const leaves = rows.rows.map((row) => leafHash(bytes(row.hash)));
    const added: StoredNode[] = [];
    while (leaves.length > 0) {
      const stop = checkpoints[next]?.size ?? Infinity;
      const some = leaves.splice(0, Math.min(leaves.length, stop - size));
      const grown = await appendLeaves(size, some, (level, index) => at(edge, level, index));
      size += some.length;
      added.push(...grown);
      edge = edgeOf(size, edge, grown);
      for (; checkpoints[next]?.size === size; next++) await checkRoot(checkpoints[next], edge, finding);
    }
    await compareNodes(tx, added, finding);
  }
  for (const one of checkpoints.slice(next))
    finding.note(
      one.isForeign ? 'known_checkpoint' : 'checkpoint_beyond',
      `A checkpoint was signed for ${String(one.size)} entries; the log holds ${String(size)}.`,
    );
  return size;
}

function at(edge: ReadonlyMap<string, Uint8Array>, level: number, index: number): Uint8Array {
  const hash = edge.get(placeKey(level, index));
  if (hash === undefined) throw new Error('the edge of a tree lacks one of its subtrees');
  return hash;
}

/** The complete subtrees that stand for a tree of `size`, out of those before and those that were added. */
function edgeOf(
  size: number,
  before: ReadonlyMap<string, Uint8Array>,
  grown: readonly StoredNode[],
): Map<string, Uint8Array> {
  const all = new Map(before);
  for (const node of grown) all.set(placeKey(node.level, node.index), node.hash);
  return new Map(nodesFor(size).map((p) => [placeKey(p.level, p.index), at(all, p.level, p.index)]));
}

async function checkRoot(
  one: KeptCheckpoint | undefined,
  edge: ReadonlyMap<string, Uint8Array>,
  finding: Finding,
): Promise<void> {
  if (one === undefined) return;
  const root = await storedRoot(one.size, (level, index) => at(edge, level, index));
  if (!sameBytes(root, one.root))
    finding.note(
      one.isForeign ? 'known_checkpoint' : 'checkpoint_root',
      `The first ${String(one.size)} entries are not those that the checkpoint was signed for.`,
    );
}

async function compareNodes(tx: Tx, added: readonly StoredNode[], finding: Finding): Promise<void> {
  const above = added.filter((node) => node.level > 0);
  const stored = await loadNodes(tx, above);
  for (const node of above) {
    const hash = stored.get(placeKey(node.level, node.index));
    const where = `level ${String(node.level)}, index ${String(node.index)}`;
    if (hash === undefined) finding.note('node_missing', `The subtree at ${where} is missing.`);
    else if (!sameBytes(hash, node.hash))
      finding.note('node_wrong', `The subtree at ${where} is another one.`);
  }
}

async function checkNodeCount(tx: Tx, size: number, finding: Finding): Promise<void> {
  const rows = await sql<{ level: number; last: number }>`select level, max(idx) as last from log.node
    group by level order by level`.execute(tx);
  for (const row of rows.rows)
    if ((row.last + 1) * 2 ** row.level > size)
      finding.note(
        'node_extra',
        `A subtree at level ${String(row.level)}, index ${String(row.last)} stands over entries that are not there.`,
      );
}

async function checkHead(tx: Tx, newest: KeptCheckpoint | undefined, finding: Finding): Promise<void> {
  const head = await loadHead(tx);
  const isRight =
    newest === undefined
      ? head.size === 0 && head.note === null && sameBytes(head.root, await storedRoot(0, () => head.root))
      : head.size === newest.size && head.note === newest.note && sameBytes(head.root, newest.root);
  if (!isRight)
    finding.note(
      'head_wrong',
      `The head is for ${String(head.size)} entries and is not the newest checkpoint.`,
    );
}
