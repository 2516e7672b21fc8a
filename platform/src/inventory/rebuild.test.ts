import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { OrgId } from '#kernel';
import {
  deliverLane,
  deliveryState,
  inOrg,
  lanes,
  registerSubscriptions,
  tell,
  type Delivered,
  type Store,
  type Subscription,
  type Tx,
} from '#store';
import { guardedTables, ownStore, rolledBack, seededRandom, testId, testNow, tryWall } from '#testing';
import { apply, applyMany, snapshot, sourceEvents, sweep } from './index.ts';
import { streams } from './streams.fixture.ts';
import { hired, issued, person, rebuilt, told } from './told.fixture.ts';

const runs = process.env['RUNGS_TEST_DEEP'] === '1' ? 1_000 : 60;
const at = (days: number) => new Date(testNow.getTime() + days * 86_400_000);
const doingAt = (days: number) => ({ now: at(days), random: seededRandom(1), actor: 'system' });
const doing = doingAt(0);

describe('an inventory', () => {
  let store: Store;
  beforeAll(async () => {
    store = await ownStore();
  });
  const scenario = (work: (tx: Tx, orgId: OrgId) => Promise<void>) => {
    const orgId = testId('org');
    return rolledBack(store.db, orgId, (tx) => work(tx, orgId));
  };

  it('equals its rebuild byte for byte after any stream with revocations, repetitions and reordering', async () => {
    await fc.assert(
      fc.asyncProperty(
        streams,
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: -2, max: 5 })), { maxLength: 3 }),
        async (stream, sweeps) => {
          await scenario(async (tx, orgId) => {
            const events = await told(tx, orgId, stream.events);
            for (const [i, arrival] of stream.arrivals.entries()) {
              for (const [when, days] of sweeps)
                if (when % stream.arrivals.length === i) await sweep(tx, doingAt(days), { orgId });
              const event = events[arrival.id - 1];
              if (event !== undefined) await apply(tx, doing, event);
            }
            const { live, again } = await rebuilt(tx, orgId);
            expect(live).toBe(again);
          });
        },
      ),
      { numRuns: runs },
    );
  });

  it('is the same whether events come one by one or many at once', async () => {
    await fc.assert(
      fc.asyncProperty(streams, async (stream) => {
        await scenario(async (tx, orgId) => {
          const events = await told(tx, orgId, stream.events);
          await applyMany(
            tx,
            doing,
            stream.arrivals.flatMap((a) => events[a.id - 1] ?? []),
          );
          const { live, again } = await rebuilt(tx, orgId);
          expect(live).toBe(again);
        });
      }),
      { numRuns: Math.floor(runs / 3) },
    );
  });

  it('differs from its rebuild when one event never arrived', async () => {
    await fc.assert(
      fc.asyncProperty(streams, fc.nat(), async (stream, pick) => {
        await scenario(async (tx, orgId) => {
          const before = [hired, issued('awd_kept')];
          const planted = {
            name: 'award.status_changed',
            payload: { awardId: 'awd_kept', personId: person, state: 'revoked', sequence: 1 },
          };
          const all = [...before, ...stream.events, planted];
          const events = await told(tx, orgId, all);
          const missed = [0, 1, all.length - 1][pick % 3];
          for (const [i, event] of events.entries()) if (i !== missed) await apply(tx, doing, event);
          const { live, again } = await rebuilt(tx, orgId);
          expect(live).not.toBe(again);
        });
      }),
      { numRuns: 20 },
    );
  });

  it('agrees with its rebuild when many people change side by side', async () => {
    const orgId = testId('org');
    const skills = [1, 2, 3, 4, 5].map((n) => ({ framework: 'esco', code: `S${String(n)}`, level: n % 2 }));
    const events = await inOrg(store.db, orgId, (tx) =>
      told(
        tx,
        orgId,
        Array.from({ length: 24 }, (_, i) => {
          const personId = `org_${String(i % 8)}`;
          const alignments = i % 2 === 0 ? skills : [...skills].reverse().slice(i % 4);
          return i < 8
            ? { name: 'employment.started', payload: { personId } }
            : { name: 'award.issued', payload: { awardId: `awd_${String(i)}`, personId, alignments } };
        }),
      ),
    );
    const one = (event: Delivered) => inOrg(store.db, orgId, (tx) => apply(tx, doing, event));
    await Promise.all([...events, ...[...events].reverse()].map(one));
    const { live, again } = await inOrg(store.db, orgId, (tx) => rebuilt(tx, orgId));
    expect(live).toBe(again);
    expect(live).toContain('"people":8');
  });

  it('takes what a lane has pending in one go, and no bad event keeps the others out', async () => {
    const orgId = testId('org');
    const subscription: Subscription = {
      subscriber: 'inventory.apply',
      events: [...sourceEvents],
      reaction: {
        kind: 'inTxTogether',
        space: (event) => event.orgId,
        run: (tx, events) => applyMany(tx, doing, events),
      },
    };
    await registerSubscriptions(store.db, [subscription]);
    const all = Array.from({ length: 40 }, (_, i) => `org_${String(i)}`).flatMap((personId, i) => [
      { name: 'employment.started', payload: { personId } },
      issued(`awd_${String(i)}`, { personId, ...(i === 7 ? { alignments: 'nonsense' } : {}) }),
    ]);
    await inOrg(store.db, orgId, (tx) =>
      tell(
        tx,
        all.map(({ name, payload }) => ({ name, key: String(payload['personId']), orgId, payload })),
      ),
    );
    for (let lane = 0; lane < lanes; lane++) await deliverLane(store.db, lane, [subscription], () => testNow);
    await registerSubscriptions(store.db, []);
    expect(await inOrg(store.db, orgId, (tx) => snapshot(tx, { orgId }))).toContain('"people":39');
    expect(await deliveryState(store.db)).toMatchObject({ pending: 1, failing: 1 });
  });

  it('is seen by its own organisation only', async () => {
    const [orgId, stranger] = [testId('org'), testId('org')];
    await inOrg(store.db, orgId, async (tx) => {
      await applyMany(tx, doing, await told(tx, orgId, [hired, issued('awd_1')]));
      await sweep(tx, doing, { orgId });
    });
    for (const table of await guardedTables(store.db, 'inventory'))
      expect({ table, ...(await tryWall(store.db, table, orgId, stranger)) }).toEqual({
        table,
        own: 1,
        seen: 0,
        insert: 'refused',
        update: '0',
        remove: '0',
      });
  });
});
