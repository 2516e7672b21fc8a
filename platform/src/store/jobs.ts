import { Logger, run, type Runner, type TaskList } from 'graphile-worker';
import { openPool, type Store } from './open.ts';
import { bePresent, type Presence } from './presence.ts';

/** A job by name; it may run more than once, so it is idempotent by its own keys. */
export type Jobs = Readonly<Record<string, (payload: Readonly<Record<string, unknown>>) => Promise<void>>>;

/** Workers that run until `stop`, which waits for the jobs in hand. */
export interface Workers {
  stop(): Promise<void>;
}

/** Starts the workers of this process, after freeing the jobs of servers that died. */
export async function startWorkers(
  store: Store,
  jobs: Jobs,
  options: { concurrency: number; onError: (task: string, error: unknown) => void },
): Promise<Workers> {
  // The worker keeps one connection for LISTEN; two more than the concurrency keep it from starving.
  const pool = openPool(store.address, options.concurrency + 2);
  const presence = await bePresent(store.address);
  let runner: Runner;
  try {
    runner = await run({
      pgPool: pool,
      schema: 'jobs',
      taskList: taskListOf(jobs, options.onError),
      concurrency: options.concurrency,
      pollInterval: 2_000,
      preset: { plugins: [claimFirst(presence)] },
      noHandleSignals: true,
      logger: new Logger(() => () => undefined),
    });
  } catch (error) {
    await presence.leave();
    await pool.end();
    throw error;
  }
  return {
    stop: async () => {
      await runner.stop();
      await presence.leave();
      await pool.end();
    },
  };
}

/** Jobs are locked under the id of the pool, which is claimed before the first of them is taken. */
function claimFirst(presence: Presence): GraphileConfig.Plugin {
  return {
    name: 'rungs-presence',
    version: '1.0.0',
    worker: {
      hooks: { startWorker: (_ctx, { worker }) => presence.claim([worker.workerPool.id]) },
    },
  };
}

function taskListOf(jobs: Jobs, onError: (task: string, error: unknown) => void): TaskList {
  const tasks: TaskList = {};
  for (const [name, work] of Object.entries(jobs))
    tasks[name] = async (payload) => {
      try {
        await work(payload as Readonly<Record<string, unknown>>);
      } catch (error) {
        onError(name, error);
        throw error;
      }
    };
  return tasks;
}
