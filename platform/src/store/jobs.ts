import { EventEmitter } from 'node:events';
import { Logger, run, type Runner, type TaskList, type WorkerEvents } from 'graphile-worker';
import type { Store } from './open.ts';
import { openPool } from './open.ts';

/** A job by name; it may run more than once, so it is idempotent by its own keys. */
export type Jobs = Readonly<Record<string, (payload: Readonly<Record<string, unknown>>) => Promise<void>>>;

/** Workers that run until `stop`, which waits for the jobs in hand. */
export interface Workers {
  stop(): Promise<void>;
}

/**
 * Starts the workers of this process. First frees the jobs of servers that died: each server holds an
 * advisory lock on its number for as long as it lives, so a lock that can be had belongs to a dead one.
 */
export async function startWorkers(
  store: Store,
  jobs: Jobs,
  options: { concurrency: number; onError: (task: string, error: unknown) => void },
): Promise<Workers> {
  // The worker keeps one connection for LISTEN; two more than the concurrency keep it from starving.
  const pool = openPool(store.address, options.concurrency + 2);
  const presence = openPool(store.address, 1);
  const holder = await presence.connect();
  const row = await holder.query<{ id: number }>('insert into store.server default values returning id');
  const serverId = row.rows[0]?.id ?? 0;
  await holder.query('select pg_advisory_lock(7203, $1)', [serverId]);
  await freeJobsOfDeadServers(holder, serverId);

  const taskList: TaskList = {};
  for (const [name, work] of Object.entries(jobs))
    taskList[name] = async (payload) => {
      try {
        await work(payload as Readonly<Record<string, unknown>>);
      } catch (error) {
        options.onError(name, error);
        throw error;
      }
    };
  const workerIds: string[] = [];
  const events = new EventEmitter() as WorkerEvents;
  events.on('worker:create', ({ worker }) => {
    workerIds.push(worker.workerId);
    void holder
      .query('update store.server set workers = $2 where id = $1', [serverId, workerIds])
      .catch(() => undefined);
  });
  let runner: Runner;
  try {
    runner = await run({
      pgPool: pool,
      schema: 'jobs',
      taskList,
      concurrency: options.concurrency,
      pollInterval: 2_000,
      events,
      noHandleSignals: true,
      logger: new Logger(() => () => undefined),
    });
  } catch (error) {
    holder.release();
    await presence.end();
    await pool.end();
    throw error;
  }
  return {
    stop: async () => {
      await runner.stop();
      await holder.query('delete from store.server where id = $1', [serverId]).catch(() => undefined);
      holder.release();
      await presence.end();
      await pool.end();
    },
  };
}

async function freeJobsOfDeadServers(
  holder: { query: (text: string, values?: unknown[]) => Promise<{ rows: unknown[] }> },
  ownId: number,
): Promise<void> {
  const others = (await holder.query('select id, workers from store.server where id <> $1', [ownId]))
    .rows as {
    id: number;
    workers: string[];
  }[];
  for (const other of others) {
    const got = (await holder.query('select pg_try_advisory_lock(7203, $1) as got', [other.id])).rows as {
      got: boolean;
    }[];
    if (got[0]?.got !== true) continue;
    await holder.query('select jobs.force_unlock_workers($1)', [other.workers]);
    await holder.query('delete from store.server where id = $1', [other.id]);
    await holder.query('select pg_advisory_unlock(7203, $1)', [other.id]);
  }
}
