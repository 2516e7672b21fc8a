import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Doing } from '#kernel';
import { logSigner } from '#keys';
import { append, consistencyProof, fsck, inclusionProof, latestCheckpoint, sequence, stateOf } from '#log';
import { asInstance, openPool, sql, type AppContext, type Store } from '#store';
import { ownStore, seededRandom, testNow } from '#testing';
import { toHex } from '@rungs/credentials/bytes';
import {
  leafHash,
  parseCheckpoint,
  treeRoot,
  verifyConsistency,
  verifyInclusion,
  verifyNote,
} from '@rungs/credentials/log';

let nth = 0;
const random = seededRandom(7);
const doing: Doing = { now: testNow, random, actor: 'system' };
const entry = () => ({ hash: random(32), kind: 'award' as const });

function appOver(store: Store): AppContext {
  return {
    db: store.db,
    clock: () => testNow,
    random: seededRandom(++nth),
    publicUrl: 'http://localhost:4000',
    keyEncryptionKey: seededRandom(99)(32),
    net: () => Promise.reject(new Error('no network in tests')),
  };
}

const hashesInOrder = async (app: AppContext): Promise<Uint8Array[]> => {
  const rows = await asInstance(app.db, (tx) =>
    sql<{
      idx: number;
      hash: Buffer;
    }>`select idx, hash from log.leaf where idx is not null order by idx`.execute(tx),
  );
  expect(rows.rows.map((row) => row.idx)).toEqual(rows.rows.map((_, i) => i));
  return rows.rows.map((row) => new Uint8Array(row.hash));
};

const appendMany = async (app: AppContext, count: number): Promise<Uint8Array[]> => {
  const entries = Array.from({ length: count }, entry);
  await asInstance(app.db, (tx) => append(tx, doing, { entries }));
  return entries.map((e) => e.hash);
};

describe('the transparency log', () => {
  let store: Store;
  let app: AppContext;
  beforeAll(async () => {
    store = await ownStore();
    app = appOver(store);
  });

  it('has no checkpoint and proves nothing before its first entry', async () => {
    expect(await sequence(app)).toBe(0);
    await asInstance(app.db, async (tx) => {
      expect(await latestCheckpoint(tx)).toBeNull();
      expect(await inclusionProof(tx, { hash: random(32) })).toBeNull();
      expect(await consistencyProof(tx, { from: 0 })).toBeNull();
    });
    expect((await fsck(app)).problems).toEqual([]);
  });

  it('gives an entry no index and no proof until it is sequenced, and none at all when it was rolled back', async () => {
    const [kept, lost] = [entry(), entry()];
    await asInstance(app.db, (tx) => append(tx, doing, { entries: [kept, kept] }));
    await expect(
      asInstance(app.db, async (tx) => {
        await append(tx, doing, { entries: [lost] });
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    const hashes = [kept.hash, lost.hash];
    const before = await asInstance(app.db, (tx) => stateOf(tx, { hashes }));
    expect([...before]).toEqual([[toHex(kept.hash), { index: null }]]);
    expect(await asInstance(app.db, (tx) => inclusionProof(tx, { hash: kept.hash }))).toBeNull();
    expect(await sequence(app)).toBe(1);
    expect(await sequence(app)).toBe(0);
    const after = await asInstance(app.db, (tx) => stateOf(tx, { hashes }));
    expect([...after]).toEqual([[toHex(kept.hash), { index: 0 }]]);
    await asInstance(app.db, (tx) => append(tx, doing, { entries: [kept] }));
    expect(await sequence(app)).toBe(0);
  });

  it('refuses an entry that is no hash of 32 bytes', async () => {
    await expect(
      asInstance(app.db, (tx) => append(tx, doing, { entries: [{ hash: random(31), kind: 'key' }] })),
    ).rejects.toThrow(RangeError);
  });

  it('asks for one run of the sequencer however many transactions appended', async () => {
    for (let i = 0; i < 3; i++) await appendMany(app, 2);
    const owner = openPool(store.address, 1);
    const jobs = await owner.query(`select key from jobs.jobs where task_identifier = 'log.sequence'`);
    await owner.end();
    expect(jobs.rows).toEqual([{ key: 'log.sequence' }]);
    expect(await sequence(app)).toBe(6);
  });

  it('makes no transaction wait for another that appends, and leaves a run for each', async () => {
    const [first, second] = [entry(), entry()];
    await asInstance(app.db, async (outer) => {
      await append(outer, doing, { entries: [first] });
      await asInstance(app.db, (tx) => append(tx, doing, { entries: [second] }));
    });
    const owner = openPool(store.address, 1);
    const jobs = await owner.query(
      `select key from jobs.jobs where task_identifier = 'log.sequence' order by key`,
    );
    await owner.end();
    expect(jobs.rows).toEqual([{ key: 'log.sequence' }, { key: null }]);
    expect(await sequence(app)).toBe(2);
  });

  it('signs its state under its own name with a key that is no issuer key', async () => {
    const signer = await asInstance(app.db, (tx) => logSigner(tx, app));
    const checkpoint = await asInstance(app.db, latestCheckpoint);
    const opened = await verifyNote(checkpoint?.note ?? '', [signer]);
    const said = parseCheckpoint(opened?.text ?? '');
    expect(said?.origin).toBe('localhost:4000/log');
    expect(said?.size).toBe(checkpoint?.size);
    expect(said?.root).toEqual(treeRoot((await hashesInOrder(app)).map(leafHash)));
  });

  it('keeps an index that was given and a hash that was added, whatever the application tries', async () => {
    const change = (statement: string) => asInstance(app.db, (tx) => sql.raw(statement).execute(tx));
    await expect(change(`update log.leaf set hash = sha256('x')`)).rejects.toThrow(/permission denied/);
    await expect(change(`delete from log.leaf`)).rejects.toThrow(/permission denied/);
    await expect(change(`delete from log.node`)).rejects.toThrow(/permission denied/);
    await expect(change(`update log.checkpoint set note = ''`)).rejects.toThrow(/permission denied/);
    const moved = await change(`update log.leaf set idx = idx + 1000 where idx = 0`);
    expect(moved.numAffectedRows).toBe(0n);
  });
});

describe('proofs of the log', () => {
  it('hold at every size up to 70: around powers of two for every entry and every older state', async () => {
    const app = appOver(await ownStore());
    const hashes: Uint8Array[] = [];
    const roots: Uint8Array[] = [];
    for (let size = 1; size <= 70; size++) {
      hashes.push(...(await appendMany(app, 1)));
      await sequence(app);
      await asInstance(app.db, async (tx) => {
        const head = await latestCheckpoint(tx);
        expect(head?.size).toBe(size);
        const root = treeRoot(hashes.map(leafHash));
        expect(head?.root).toEqual(root);
        roots.push(root);
        const isTelling = [size - 1, size, size + 1].some((n) => (n & (n - 1)) === 0) || size === 70;
        const every = Array.from({ length: size }, (_, i) => i);
        for (const index of isTelling ? every : new Set([0, size - 1, size >> 1, Math.floor(size / 3)])) {
          const hash = hashes[index] ?? new Uint8Array();
          const proven = await inclusionProof(tx, { hash });
          expect(proven).toMatchObject({ index, size, checkpoint: head?.note });
          const proof = proven?.proof ?? [];
          expect(verifyInclusion({ leaf: leafHash(hash), index, size, root, proof })).toBe(true);
        }
        for (const from of isTelling ? every.map((i) => i + 1) : [1, Math.ceil(size / 2), size]) {
          const proven = await consistencyProof(tx, { from });
          const firstRoot = roots[from - 1] ?? new Uint8Array();
          const proof = proven?.proof ?? [];
          expect(verifyConsistency({ firstSize: from, firstRoot, size, root, proof })).toBe(true);
        }
        expect(await consistencyProof(tx, { from: size + 1 })).toBeNull();
      });
    }
    expect((await fsck(app)).problems).toEqual([]);
  });

  it('hold in a tree of several thousand entries', async () => {
    const app = appOver(await ownStore());
    const hashes = await appendMany(app, 1_357);
    await sequence(app);
    const older = await asInstance(app.db, latestCheckpoint);
    hashes.push(...(await appendMany(app, 3_210)));
    expect(await sequence(app)).toBe(3_210);
    const root = treeRoot(hashes.map(leafHash));
    const size = hashes.length;
    await asInstance(app.db, async (tx) => {
      for (const index of [0, 1, 1_356, 1_357, 2_047, 2_048, 4_095, 4_096, size - 1]) {
        const hash = hashes[index] ?? new Uint8Array();
        const proof = (await inclusionProof(tx, { hash }))?.proof ?? [];
        expect(verifyInclusion({ leaf: leafHash(hash), index, size, root, proof })).toBe(true);
      }
      const proof = (await consistencyProof(tx, { from: 1_357 }))?.proof ?? [];
      const firstRoot = older?.root ?? new Uint8Array();
      expect(verifyConsistency({ firstSize: 1_357, firstRoot, size, root, proof })).toBe(true);
    });
    expect(await fsck(app)).toMatchObject({ size, checkpoints: 2, unsequenced: 0, problems: [] });
  });
});

describe('sequencing', () => {
  it('gives every committed entry one index without a gap, however appends and runs fall together', async () => {
    const app = appOver(await ownStore());
    const all = new Set<string>();
    const step = fc.oneof(
      fc.record({
        do: fc.constant('append' as const),
        count: fc.integer({ min: 1, max: 9 }),
        commits: fc.boolean(),
      }),
      fc.record({ do: fc.constant('sequence' as const) }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { maxLength: 8 }),
        async (rounds) => {
          for (const round of rounds)
            await Promise.all(
              round.map(async (one) => {
                if (one.do === 'sequence') return void (await sequence(app));
                const entries = Array.from({ length: one.count }, entry);
                const outcome = asInstance(app.db, async (tx) => {
                  await append(tx, doing, { entries });
                  if (!one.commits) throw new Error('rolled back');
                });
                if (!one.commits) return void (await outcome.catch(() => undefined));
                await outcome;
                for (const e of entries) all.add(toHex(e.hash));
              }),
            );
          await sequence(app);
          const hashes = await hashesInOrder(app);
          expect(hashes.length).toBe(all.size);
          expect(new Set(hashes.map(toHex))).toEqual(all);
          const head = await asInstance(app.db, latestCheckpoint);
          if (hashes.length > 0) expect(head?.root).toEqual(treeRoot(hashes.map(leafHash)));
          expect((await fsck(app)).problems).toEqual([]);
        },
      ),
      { numRuns: 12, seed: 20261124 },
    );
  });

  it('follows the order in which the entries of a transaction were appended', async () => {
    const app = appOver(await ownStore());
    const hashes = [...(await appendMany(app, 40)), ...(await appendMany(app, 60))];
    await sequence(app);
    expect((await hashesInOrder(app)).map(toHex)).toEqual(hashes.map(toHex));
  });

  it('is shared by two servers without a gap or a double', async () => {
    const store = await ownStore();
    const [one, two] = [appOver(store), appOver(store)];
    const work = async (app: AppContext): Promise<number> => {
      let done = 0;
      for (let i = 0; i < 15; i++) {
        await appendMany(app, 20);
        done += await sequence(app);
      }
      return done;
    };
    const [a, b] = await Promise.all([work(one), work(two)]);
    expect(a + b).toBe(600);
    expect((await hashesInOrder(one)).length).toBe(600);
    expect((await fsck(one)).problems).toEqual([]);
  });

  it('takes on entries at a rate that does not fall with the size of the log', async () => {
    const app = appOver(await ownStore());
    for (let i = 0; i < 4; i++) {
      await appendMany(app, 2_500);
      expect(await sequence(app)).toBe(2_500);
    }
    const nodes = await asInstance(app.db, (tx) =>
      sql<{ n: number }>`select count(*)::int as n from log.node`.execute(tx),
    );
    // A tree of n leaves has as many complete subtrees above them as n has, less its one-bits.
    expect(nodes.rows[0]?.n).toBe(10_000 - 5);
  });
});
