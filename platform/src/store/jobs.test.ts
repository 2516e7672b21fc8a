import { beforeAll, describe, expect, it } from 'vitest';
import {
  addJob,
  asInstance,
  deliverLane,
  deliveryState,
  inOrg,
  registerSubscriptions,
  startWorkers,
  tell,
  wakeLanes,
  type Store,
  type Subscription,
} from '#store';
import { ownStore, runScript, testId } from '#testing';

let store: Store;
beforeAll(async () => {
  store = await ownStore();
});

const quiet = { concurrency: 4, onError: () => undefined };

async function until(what: () => Promise<boolean> | boolean): Promise<void> {
  for (let i = 0; i < 1_000; i++) {
    if (await what()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('it did not come to that');
}

describe('a job', () => {
  it('runs when its transaction commits, and not when that is rolled back', async () => {
    const ran: unknown[] = [];
    const workers = await startWorkers(store, { note: async (p) => void ran.push(p['n']) }, quiet);
    await asInstance(store.db, (tx) => addJob(tx, { task: 'note', payload: { n: 1 } }));
    await expect(
      asInstance(store.db, async (tx) => {
        await addJob(tx, { task: 'note', payload: { n: 2 } });
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    await asInstance(store.db, (tx) => addJob(tx, { task: 'note', payload: { n: 3 } }));
    await until(() => ran.length === 2);
    await workers.stop();
    expect(ran.sort()).toEqual([1, 3]);
  });

  it('is shared by two servers, and each runs once', async () => {
    const ran: unknown[] = [];
    const work = { note: async (p: Readonly<Record<string, unknown>>) => void ran.push(p['n']) };
    const one = await startWorkers(store, work, quiet);
    const two = await startWorkers(store, work, quiet);
    await asInstance(store.db, async (tx) => {
      for (let n = 0; n < 100; n++) await addJob(tx, { task: 'note', payload: { n } });
    });
    await until(() => ran.length >= 100);
    await one.stop();
    await two.stop();
    expect(new Set(ran).size).toBe(100);
    expect(ran).toHaveLength(100);
  });

  it('of a server that was killed is done by the next one', async () => {
    const script = runScript(`import { openStore, readMigrations, startWorkers } from '#store';
      const store = await openStore(${JSON.stringify(store.address)}, { migrations: readMigrations('migrations') });
      await startWorkers(store, { held: async () => { console.log('has it'); await new Promise(() => {}); } },
        { concurrency: 1, onError: () => {} });
      console.log('works');`);
    await script.says('works');
    await asInstance(store.db, (tx) => addJob(tx, { task: 'held', payload: {} }));
    await script.says('has it');
    await script.kill('SIGKILL');
    let ran = 0;
    const next = await startWorkers(store, { held: async () => void ran++ }, quiet);
    await until(() => ran === 1);
    await next.stop();
    const servers = await store.pool.query('select 1 from store.server');
    expect(servers.rowCount).toBe(0);
  });
});

describe('told events', () => {
  it('reach their subscribers by themselves, also those that were told while nobody worked', async () => {
    const seen: string[] = [];
    const subscription: Subscription = {
      subscriber: 'test',
      events: ['thing.happened'],
      reaction: { kind: 'withApp', run: async (e) => void seen.push(e.key) },
    };
    await registerSubscriptions(store.db, [subscription]);
    const orgId = testId('org');
    const happen = (key: string): Promise<void> =>
      inOrg(store.db, orgId, (tx) => tell(tx, [{ name: 'thing.happened', key, orgId, payload: {} }]));
    await happen('before');
    const workers = await startWorkers(
      store,
      {
        deliver: async (p) => {
          await deliverLane(store.db, Number(p['lane']), [subscription], () => new Date());
        },
      },
      quiet,
    );
    await asInstance(store.db, wakeLanes);
    await Promise.all(Array.from({ length: 30 }, (_, i) => happen(`k${String(i)}`)));
    await until(() => seen.length === 31);
    await until(async () => (await deliveryState(store.db)).pending === 0);
    await workers.stop();
    expect(new Set(seen).size).toBe(31);
  });
});
