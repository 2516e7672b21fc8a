import { beforeAll, describe, expect, it } from 'vitest';
import {
  asInstance,
  deliverLane,
  inOrg,
  lanes,
  registerSubscriptions,
  sql,
  tell,
  type Store,
  type Subscription,
} from '#store';
import { ownStore, testId } from '#testing';

describe('the outbox', () => {
  let store: Store;
  beforeAll(async () => {
    store = await ownStore();
  });

  it('is loaded from source', () => {
    expect(import.meta.resolve('#store')).toContain('/src/');
  });

  it('delivers an event that committed, once, and none that was rolled back', async () => {
    const seen: string[] = [];
    const subscription: Subscription = {
      subscriber: 'test',
      events: ['thing.happened'],
      reaction: {
        kind: 'inTx',
        space: (e) => e.orgId,
        run: (_tx, e) => {
          seen.push(e.key);
          return Promise.resolve();
        },
      },
    };
    await registerSubscriptions(store.db, [subscription]);
    const orgId = testId('org');
    await inOrg(store.db, orgId, (tx) =>
      tell(tx, [{ name: 'thing.happened', key: 'a', orgId, payload: {} }]),
    );
    await expect(
      inOrg(store.db, orgId, async (tx) => {
        await tell(tx, [{ name: 'thing.happened', key: 'b', orgId, payload: {} }]);
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    for (let round = 0; round < 2; round++)
      for (let lane = 0; lane < lanes; lane++)
        await deliverLane(store.db, lane, [subscription], () => new Date());
    expect(seen).toEqual(['a']);
    const jobs = await asInstance(store.db, (tx) =>
      sql<{ n: number }>`select count(*)::int as n from store.event`.execute(tx),
    );
    expect(jobs.rows[0]?.n).toBe(1);
  });
});
