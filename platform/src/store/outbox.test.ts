import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OrgId } from '#kernel';
import {
  asInstance,
  deliverLane,
  deliveryState,
  inOrg,
  lanes,
  readEvents,
  registerSubscriptions,
  replayFailed,
  sql,
  tell,
  type Delivered,
  type Store,
  type Subscription,
} from '#store';
import { ownStore, testId } from '#testing';

let store: Store;
let clock = new Date('2026-11-24T09:00:00Z');
const now = (): Date => clock;

beforeAll(async () => {
  store = await ownStore();
});
beforeEach(async () => {
  clock = new Date('2026-11-24T09:00:00Z');
  await store.pool.query('truncate store.event, store.delivery, store.subscription');
  await store.pool.query(
    'create table if not exists store.seen (n bigint generated always as identity, key text, i int)',
  );
  await store.pool.query('truncate store.seen; grant all on store.seen to rungs_app');
});

function inTx(
  subscriber: string,
  run: (event: Delivered) => Promise<void> | void,
  events = ['thing.happened'],
): Subscription {
  return {
    subscriber,
    events,
    reaction: {
      kind: 'inTx',
      space: (e) => e.orgId,
      run: async (_tx, e) => {
        await run(e);
      },
    },
  };
}

function withApp(subscriber: string, run: (event: Delivered) => Promise<void> | void): Subscription {
  return {
    subscriber,
    events: ['thing.happened'],
    reaction: {
      kind: 'withApp',
      run: async (e) => {
        await run(e);
      },
    },
  };
}

async function happen(orgId: OrgId, keys: readonly string[], from = 0): Promise<void> {
  await inOrg(store.db, orgId, (tx) =>
    tell(
      tx,
      keys.map((key, i) => ({ name: 'thing.happened', key, orgId, payload: { i: from + i } })),
    ),
  );
}

async function deliverAll(subscriptions: readonly Subscription[]): Promise<number> {
  let delivered = 0;
  for (let lane = 0; lane < lanes; lane++)
    delivered += (await deliverLane(store.db, lane, subscriptions, now)).delivered;
  return delivered;
}

describe('the outbox', () => {
  it('is loaded from source', () => {
    expect(import.meta.resolve('#store')).toContain('/src/');
  });

  it('delivers an event that committed, once, and none that was rolled back', async () => {
    const seen: string[] = [];
    const subscription = inTx('test', (e) => void seen.push(e.key));
    await registerSubscriptions(store.db, [subscription]);
    const orgId = testId('org');
    await happen(orgId, ['a']);
    await expect(
      inOrg(store.db, orgId, async (tx) => {
        await tell(tx, [{ name: 'thing.happened', key: 'b', orgId, payload: {} }]);
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    expect(await deliverAll([subscription])).toBe(1);
    expect(await deliverAll([subscription])).toBe(0);
    expect(seen).toEqual(['a']);
    const jobs = await asInstance(store.db, (tx) =>
      sql<{ n: number }>`select count(*)::int as n from store.event`.execute(tx),
    );
    expect(jobs.rows[0]?.n).toBe(1);
  });

  it('keeps the events of one key in order, whatever else is told between them', async () => {
    const seen: { key: string; i: unknown }[] = [];
    const subscription = inTx('test', (e) => void seen.push({ key: e.key, i: e.payload['i'] }));
    await registerSubscriptions(store.db, [subscription]);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 40 }), { maxLength: 6 }),
        async (tellings) => {
          seen.length = 0;
          const orgId = testId('org');
          let i = 0;
          for (const keys of tellings) {
            await happen(orgId, keys, i);
            i += keys.length;
          }
          await Promise.all(
            Array.from({ length: lanes }, (_, lane) => deliverLane(store.db, lane, [subscription], now)),
          );
          for (const key of 'abcde') {
            const told = tellings.flat().flatMap((k, n) => (k === key ? [n] : []));
            expect(seen.filter((s) => s.key === key).map((s) => s.i)).toEqual(told);
          }
        },
      ),
      { numRuns: 15 },
    );
  });

  it('holds back only the events behind a failed one of the same key', async () => {
    for (const make of [inTx, withApp]) {
      await store.pool.query('truncate store.event, store.delivery');
      let isBroken = true;
      const seen: string[] = [];
      const subscription = make('test', (e) => {
        if (isBroken && e.key === 'bad' && e.payload['i'] === 0) throw new Error('not today');
        seen.push(`${e.key}${String(e.payload['i'])}`);
      });
      await registerSubscriptions(store.db, [subscription]);
      const orgId = testId('org');
      await happen(orgId, ['bad', 'good', 'bad', 'good']);
      expect(await deliverAll([subscription])).toBe(2);
      expect(await deliveryState(store.db)).toEqual({ pending: 2, failing: 1 });
      expect(await deliverAll([subscription])).toBe(0);

      // Before its time it is not tried again, and later events of its key still wait.
      await happen(orgId, ['bad'], 4);
      expect(await deliverAll([subscription])).toBe(0);

      isBroken = false;
      seen.length = 0;
      clock = new Date(clock.getTime() + 3_600_000);
      expect(await deliverAll([subscription])).toBe(3);
      expect(seen).toEqual(['bad0', 'bad2', 'bad4']);
      expect(await deliveryState(store.db)).toEqual({ pending: 0, failing: 0 });
    }
  });

  it('says when the next retry is due, and can be told not to wait', async () => {
    let isBroken = true;
    const subscription = inTx('test', () => {
      if (isBroken) throw new Error('not today');
    });
    await registerSubscriptions(store.db, [subscription]);
    await happen(testId('org'), ['k', 'k']);
    const due: (Date | null)[] = [];
    for (let lane = 0; lane < lanes; lane++)
      due.push((await deliverLane(store.db, lane, [subscription], now)).retryAt);
    expect(due.filter((at) => at !== null)).toEqual([new Date(clock.getTime() + 1_000)]);
    isBroken = false;
    expect(await replayFailed(store.db)).toBe(1);
    expect(await deliverAll([subscription])).toBe(2);
  });

  it('writes the effect of an event once, though the one beside it failed', async () => {
    const subscription: Subscription = {
      subscriber: 'test',
      events: ['thing.happened'],
      reaction: {
        kind: 'inTx',
        space: (e) => e.orgId,
        run: async (tx, e) => {
          await sql`insert into store.seen (key, i) values (${e.key}, ${e.payload['i']})`.execute(tx);
          if (e.key === 'bad') throw new Error('not today');
        },
      },
    };
    await registerSubscriptions(store.db, [subscription]);
    await happen(testId('org'), ['a', 'b', 'bad', 'c', 'd', 'e', 'f']);
    expect(await deliverAll([subscription])).toBe(6);
    const seen = await store.pool.query<{ key: string }>('select key from store.seen order by key');
    expect(seen.rows.map((r) => r.key)).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  });

  it('never delivers one event twice at once, when a lane is worked on from several sides', async () => {
    const atWork = new Map<number, number>();
    const times = new Map<number, number>();
    let most = 0;
    const subscription = withApp('test', async (e) => {
      atWork.set(e.id, (atWork.get(e.id) ?? 0) + 1);
      most = Math.max(most, atWork.get(e.id) ?? 0);
      times.set(e.id, (times.get(e.id) ?? 0) + 1);
      await new Promise((resolve) => setTimeout(resolve, 1));
      atWork.set(e.id, (atWork.get(e.id) ?? 0) - 1);
    });
    await registerSubscriptions(store.db, [subscription]);
    await happen(
      testId('org'),
      Array.from({ length: 60 }, (_, i) => `k${String(i)}`),
    );
    await Promise.all([deliverAll([subscription]), deliverAll([subscription]), deliverAll([subscription])]);
    expect(most).toBe(1);
    expect(times.size).toBe(60);
    expect([...times.values()].every((n) => n === 1)).toBe(true);
  });

  it('lets lanes meet in one space without a deadlock', async () => {
    await store.pool.query('create table if not exists store.tally (key text primary key, n int not null)');
    await store.pool.query('truncate store.tally; grant all on store.tally to rungs_app');
    const add = (key: string) => sql`insert into store.tally (key, n) values (${key}, 1)
      on conflict (key) do update set n = store.tally.n + 1`;
    const subscription: Subscription = {
      subscriber: 'test',
      events: ['thing.happened'],
      reaction: {
        kind: 'inTx',
        space: (e) => e.orgId,
        run: async (tx, e) => {
          const i = Number(e.payload['i']);
          await add(`skill${String(i % 2)}`).execute(tx);
          await add(`skill${String((i + 1) % 2)}`).execute(tx);
        },
      },
    };
    await registerSubscriptions(store.db, [subscription]);
    await happen(
      testId('org'),
      Array.from({ length: 200 }, (_, i) => `k${String(i)}`),
    );
    await Promise.all(
      Array.from({ length: lanes }, (_, lane) => deliverLane(store.db, lane, [subscription], now)),
    );
    expect(await deliveryState(store.db)).toEqual({ pending: 0, failing: 0 });
    const tally = await store.pool.query<{ n: number }>('select n from store.tally');
    expect(tally.rows.map((r) => r.n)).toEqual([200, 200]);
    const errors = await store.pool.query('select 1 from store.delivery where attempts > 1');
    expect(errors.rowCount).toBe(0);
  });

  it('gives a tenant its own events back, from which a projection can be rebuilt', async () => {
    const orgId = testId('org');
    await happen(orgId, ['a', 'b', 'a']);
    await happen(testId('org'), ['x']);
    const read = await inOrg(store.db, orgId, (tx) =>
      readEvents(tx, { orgId, names: ['thing.happened'], afterId: 0, limit: 2 }),
    );
    const rest = await inOrg(store.db, orgId, (tx) =>
      readEvents(tx, { orgId, names: ['thing.happened'], afterId: read.at(-1)?.id ?? 0, limit: 2 }),
    );
    expect([...read, ...rest].map((e) => e.key)).toEqual(['a', 'b', 'a']);
  });
});
