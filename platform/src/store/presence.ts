import type pg from 'pg';
import { openPool, type DatabaseAddress } from './open.ts';

/** Tells other servers that this one lives, and frees the jobs of those that do not. */
export interface Presence {
  /** Says which workers are ours, so that their jobs can be freed when we die. */
  claim(workerIds: readonly string[]): Promise<void>;
  leave(): Promise<void>;
}

const serverLock = 7203;

/** How often the connection is looked at, and dead servers are looked for. */
const beatMs = 15_000;

/**
 * Enters this server into `store.server`. Each server holds an advisory lock on its number for as long as it
 * lives, so a lock that can be had belongs to a dead one, and its jobs are freed, now and at every beat. A
 * server that lost its connection enters again under a new number.
 */
export async function bePresent(address: DatabaseAddress): Promise<Presence> {
  const pool = openPool(address, 1);
  let workers: readonly string[] = [];
  let seat: Seat;
  try {
    seat = await takeSeat(pool, workers);
  } catch (error) {
    await pool.end();
    throw error;
  }
  let turn: Promise<void> = Promise.resolve();
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    turn = turn.then(work).catch(() => undefined);
    return turn;
  };
  const beat = setInterval(() => {
    void inTurn(async () => {
      try {
        await freeJobsOfTheDead(seat);
      } catch {
        seat.client.release(true);
        seat = await takeSeat(pool, workers);
      }
    });
  }, beatMs);
  beat.unref();
  return {
    claim: (workerIds) => {
      workers = workerIds;
      return inTurn(async () => {
        await seat.client.query('update store.server set workers = $2 where id = $1', [
          seat.id,
          [...workers],
        ]);
      });
    },
    leave: async () => {
      clearInterval(beat);
      await inTurn(async () => {
        await seat.client.query('delete from store.server where id = $1', [seat.id]);
      });
      seat.client.release(true);
      await pool.end();
    },
  };
}

interface Seat {
  readonly id: number;
  readonly client: pg.PoolClient;
}

async function takeSeat(pool: pg.Pool, workers: readonly string[]): Promise<Seat> {
  const client = await pool.connect();
  try {
    // Locked before anybody can see the row: a number without a lock always means a dead server.
    await client.query('begin');
    const row = await client.query<{ id: number }>(
      'insert into store.server (workers) values ($1) returning id, pg_advisory_lock($2, id::int)',
      [[...workers], serverLock],
    );
    await client.query('commit');
    const seat = { id: row.rows[0]?.id ?? 0, client };
    await freeJobsOfTheDead(seat);
    return seat;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

async function freeJobsOfTheDead({ id, client }: Seat): Promise<void> {
  const others = await client.query<{ id: number; workers: string[] }>(
    'select id, workers from store.server where id <> $1',
    [id],
  );
  for (const other of others.rows) {
    const lock = await client.query<{ got: boolean }>('select pg_try_advisory_lock($1, $2) as got', [
      serverLock,
      other.id,
    ]);
    if (lock.rows[0]?.got !== true) continue;
    await client.query('select jobs.force_unlock_workers($1)', [other.workers]);
    await client.query('delete from store.server where id = $1', [other.id]);
    await client.query('select pg_advisory_unlock($1, $2)', [serverLock, other.id]);
  }
}
