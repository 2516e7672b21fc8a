import type { Doing } from '#kernel';
import { addJob, type Tx } from '#store';
import type { Entry } from './model.ts';
import { insertLeaves } from './store.ts';

/** The name of the job that runs `sequence`; the composition root gives it its work. */
export const sequenceTask = 'log.sequence';

/**
 * Appends entries in the caller's transaction: they are in the log exactly when it commits, and have an
 * index soon after. One statement for all of them; appending a hash again changes nothing. Never waits for
 * another transaction that appends: one at a time shares the keyed job, the others add a job of their own,
 * because a job that is shared might run before they commit.
 */
export async function append(tx: Tx, doing: Doing, input: { entries: readonly Entry[] }): Promise<void> {
  if (input.entries.length === 0) return;
  if (input.entries.some((entry) => entry.hash.length !== 32))
    throw new RangeError('an entry of the log is a hash of 32 bytes');
  const isWaker = await insertLeaves(tx, input.entries, doing.now);
  await addJob(tx, { task: sequenceTask, payload: {}, ...(isWaker ? { key: sequenceTask } : {}) });
}
