import { describe, expect, it } from 'vitest';
import type { Doing } from '#kernel';
import { append, fsck, latestCheckpoint, sequence, stateOf, type Entry, type LogReport } from '#log';
import { asInstance, openPool, sql, type AppContext } from '#store';
import { ownStore, seededRandom, testNow } from '#testing';
import { toHex } from '@rungs/credentials/bytes';
import { leafHash, treeRoot } from '@rungs/credentials/log';
import { sequenceSome, signHead } from './sequence.ts';

const random = seededRandom(11);
const doing: Doing = { now: testNow, random, actor: 'system' };
const entriesOf = (count: number): Entry[] =>
  Array.from({ length: count }, () => ({ hash: random(32), kind: 'award' }));

async function ownLog(size: number): Promise<{
  app: AppContext;
  owner: (statement: string) => Promise<void>;
  add: (count: number) => Promise<void>;
  kill: () => Promise<void>;
}> {
  const store = await ownStore();
  const app: AppContext = {
    db: store.db,
    clock: () => testNow,
    random: seededRandom(3),
    publicUrl: 'https://rungs.example',
    keyEncryptionKey: seededRandom(99)(32),
    net: () => Promise.reject(new Error('no network in tests')),
  };
  const add = (count: number) => asInstance(app.db, (tx) => append(tx, doing, { entries: entriesOf(count) }));
  const owner = async (statement: string): Promise<void> => {
    const pool = openPool(store.address, 1);
    try {
      await pool.query(
        `alter table log.leaf disable row level security; ${statement};
         alter table log.leaf enable row level security`,
      );
    } finally {
      await pool.end();
    }
  };
  const kill = async (): Promise<void> => {
    const pool = openPool(store.address, 1);
    await pool.query(`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and usename = current_user`);
    await pool.end();
  };
  for (let left = size; left > 0; left -= 7) {
    await add(Math.min(7, left));
    await sequence(app);
  }
  return { app, owner, add, kill };
}

const kinds = (report: LogReport) => new Set(report.problems.map((problem) => problem.kind));

describe('a sequencer that dies', () => {
  it('between giving indexes and signing is continued by the next run', async () => {
    const { app, add } = await ownLog(10);
    await add(5);
    expect(await asInstance(app.db, sequenceSome)).toBe(5);
    expect((await asInstance(app.db, latestCheckpoint))?.size).toBe(10);
    expect((await fsck(app)).problems).toEqual([]);
    await add(2);
    expect(await sequence(app)).toBe(2);
    expect((await asInstance(app.db, latestCheckpoint))?.size).toBe(17);
    expect(await fsck(app)).toMatchObject({ size: 17, problems: [] });
  });

  it('inside a step leaves nothing of that step behind', async () => {
    const { app, add } = await ownLog(10);
    await add(5);
    const dies = async (step: (tx: Parameters<typeof sequenceSome>[0]) => Promise<unknown>) => {
      await expect(
        asInstance(app.db, async (tx) => {
          await step(tx);
          throw new Error('killed');
        }),
      ).rejects.toThrow('killed');
    };
    await dies(sequenceSome);
    expect(await fsck(app)).toMatchObject({ size: 10, unsequenced: 5, problems: [] });
    await asInstance(app.db, sequenceSome);
    await dies((tx) => signHead(tx, app));
    expect((await asInstance(app.db, latestCheckpoint))?.size).toBe(10);
    await sequence(app);
    expect((await asInstance(app.db, latestCheckpoint))?.size).toBe(15);
  });

  it('at random moments, with its connections, never leaves a gap, a double or a second truth', async () => {
    const { app, kill } = await ownLog(3);
    const acknowledged = new Set<string>();
    const moments = seededRandom(5);
    const moment = (below: number) => (moments(1)[0] ?? 0) % below;
    for (let round = 0; round < 25; round++) {
      const entries = entriesOf(1 + moment(60));
      const appending = asInstance(app.db, (tx) => append(tx, doing, { entries }));
      const runs = Promise.allSettled([
        appending.then(() => entries.forEach((e) => acknowledged.add(toHex(e.hash)))),
        sequence(app),
        sequence(app),
      ]);
      // The first round is spared, so that there is something that must not be lost.
      if (round > 0) {
        await new Promise((wake) => setTimeout(wake, moment(25)));
        await kill();
      }
      await runs;
    }
    // The pool still holds connections that were killed; each is noticed by the call that gets it.
    for (let i = 0; i < 10; i++) await sequence(app).catch(() => undefined);
    await sequence(app);
    const report = await fsck(app);
    expect(report).toMatchObject({ unsequenced: 0, problems: [] });
    const there = await asInstance(app.db, (tx) =>
      stateOf(tx, { hashes: [...acknowledged].map((hex) => new Uint8Array(Buffer.from(hex, 'hex'))) }),
    );
    expect(there.size).toBe(acknowledged.size);
    expect(acknowledged.size).toBeGreaterThan(0);
  });
});

describe('a log that was changed behind its back', () => {
  it('signs nothing when entries behind its newest checkpoint are gone', async () => {
    const { app, owner, add } = await ownLog(20);
    await owner('delete from log.leaf where idx >= 18');
    await expect(asInstance(app.db, (tx) => signHead(tx, app))).rejects.toThrow(/log_tree_shrunk/);
    await add(1);
    await expect(sequence(app)).rejects.toThrow(/log_tree_/);
    expect((await asInstance(app.db, latestCheckpoint))?.size).toBe(20);
    expect(kinds(await fsck(app)).size).toBeGreaterThan(0);
  });

  it('signs nothing when an entry or a subtree on the edge of the signed tree is another one', async () => {
    for (const change of [
      `update log.leaf set hash = sha256('other') where idx = 22`,
      `update log.node set hash = sha256('other') where level = 4 and idx = 0`,
    ]) {
      const { app, owner, add } = await ownLog(23);
      await owner(change);
      await add(4);
      await expect(sequence(app)).rejects.toThrow(/log_tree_inconsistent/);
      expect((await asInstance(app.db, latestCheckpoint))?.size).toBe(23);
    }
  });

  it('signs no second version of a state', async () => {
    const { app, owner } = await ownLog(9);
    await owner(`update log.head set root = sha256('another truth')`);
    await expect(asInstance(app.db, (tx) => signHead(tx, app))).rejects.toThrow(/log_tree_inconsistent/);
  });

  const changes: readonly (readonly [string, string])[] = [
    [
      'a flipped byte of an entry',
      `update log.leaf set hash = set_byte(hash, 3, get_byte(hash, 3) # 1) where idx = 5`,
    ],
    [
      'two entries in exchanged places',
      `update log.leaf set idx = case idx when 3 then 1000 else 3 end where idx in (3, 8);
      update log.leaf set idx = 8 where idx = 1000`,
    ],
    ['a deleted entry in the middle', 'delete from log.leaf where idx = 11'],
    ['a deleted tail', 'delete from log.leaf where idx >= 25'],
    [
      'a deleted tail with its subtrees',
      `delete from log.leaf where idx >= 16; delete from log.node where (idx + 1) * 2 ^ level > 16`,
    ],
    [
      'a flipped byte of a subtree',
      `update log.node set hash = set_byte(hash, 31, get_byte(hash, 31) # 128) where level = 2 and idx = 1`,
    ],
    ['a missing subtree', 'delete from log.node where level = 1 and idx = 7'],
    ['a subtree over nothing', `insert into log.node values (5, 1, sha256('x'))`],
    ['another root in a checkpoint', `update log.checkpoint set root = sha256('x') where size = 14`],
    [
      'a changed letter in a checkpoint',
      `update log.checkpoint set note = replace(note, 'rungs', 'rings') where size = 14`,
    ],
    ['a checkpoint moved to another size', 'update log.checkpoint set size = 13 where size = 14'],
    ['a deleted newest checkpoint', 'delete from log.checkpoint where size = 28'],
    [
      'a head that was set back',
      `update log.head set (size, root, note) =
      (select size, root, note from log.checkpoint where size = 21)`,
    ],
    [
      'a set-back head without its checkpoint',
      `delete from log.checkpoint where size > 21; update log.head set (size, root, note) =
      (select size, root, note from log.checkpoint where size = 21); delete from log.leaf where idx >= 20`,
    ],
  ];

  it.each(changes)('is found out: %s', async (_what, change) => {
    const { app, owner } = await ownLog(28);
    expect((await fsck(app)).problems).toEqual([]);
    await owner(change);
    expect((await fsck(app)).problems).not.toEqual([]);
  });

  it('is found out at every byte of every entry, subtree and root', async () => {
    const { app, owner } = await ownLog(13);
    const flips = seededRandom(21);
    for (const [table, where] of [
      ['log.leaf', 'idx'],
      ['log.node', 'level = 1 and idx'],
      ['log.checkpoint', 'size = 7 and size - 7'],
    ] as const)
      for (let i = 0; i < 8; i++) {
        const column = table === 'log.checkpoint' ? 'root' : 'hash';
        const at = (flips(1)[0] ?? 0) % 32;
        const row = table === 'log.checkpoint' ? 0 : (flips(1)[0] ?? 0) % 6;
        const bit = 1 << ((flips(1)[0] ?? 0) % 8);
        const flip = `update ${table} set ${column} = set_byte(${column}, ${String(at)}, get_byte(${column}, ${String(at)}) # ${String(bit)})
          where ${where} = ${String(row)}`;
        await owner(flip);
        expect((await fsck(app)).problems, flip).not.toEqual([]);
        await owner(flip);
      }
    expect((await fsck(app)).problems).toEqual([]);
  });

  it('that was set back as a whole is found out by whoever kept a newer checkpoint', async () => {
    const { app, owner } = await ownLog(28);
    const kept = (await asInstance(app.db, latestCheckpoint))?.note ?? '';
    expect((await fsck(app, { known: [kept] })).problems).toEqual([]);
    await owner(`delete from log.checkpoint where size > 14;
      update log.head set (size, root, note) = (select size, root, note from log.checkpoint where size = 14);
      delete from log.leaf where idx >= 14; delete from log.node where (idx + 1) * 2 ^ level > 14`);
    expect((await fsck(app)).problems).toEqual([]);
    expect(kinds(await fsck(app, { known: [kept] }))).toEqual(new Set(['known_checkpoint']));
    await asInstance(app.db, (tx) => append(tx, doing, { entries: entriesOf(20) }));
    await sequence(app);
    expect((await fsck(app)).problems).toEqual([]);
    expect(kinds(await fsck(app, { known: [kept] }))).toEqual(new Set(['known_checkpoint']));
  });

  it('does not take a note of another log for its own', async () => {
    const one = await ownLog(3);
    const two = await ownLog(5);
    const foreign = (await asInstance(two.app.db, latestCheckpoint))?.note ?? '';
    const report = await fsck(one.app, { known: [foreign, 'not a note'] });
    expect(report.problems.map((problem) => problem.kind)).toEqual(['known_checkpoint', 'known_checkpoint']);
  });

  it('rows waiting for an index are counted and are no problem', async () => {
    const { app, add } = await ownLog(4);
    await add(3);
    const rows = await asInstance(app.db, (tx) =>
      sql<{ hash: Buffer }>`select hash from log.leaf where idx is not null order by idx`.execute(tx),
    );
    const root = treeRoot(rows.rows.map((row) => leafHash(new Uint8Array(row.hash))));
    expect((await asInstance(app.db, latestCheckpoint))?.root).toEqual(root);
    expect(await fsck(app)).toMatchObject({ size: 4, unsequenced: 3, problems: [] });
  });
});
