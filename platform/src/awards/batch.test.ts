import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { inOrg, sql, startWorkers, type AppContext, type Store } from '#store';
import { ownStore, testId } from '#testing';
import {
  awardJobs,
  awardPerson,
  createBatch,
  findBatch,
  listBatchRows,
  previewBatch,
  runBatch,
  type Batch,
} from './index.ts';
import { doingOf, makeScene, peopleOf, type Scene } from './scene.fixture.ts';

let store: Store;
let app: AppContext;
let scene: Scene;

beforeAll(async () => {
  store = await ownStore(12);
  app = {
    db: store.db,
    clock: () => new Date(),
    random: (size) => new Uint8Array(randomBytes(size)),
    publicUrl: 'http://localhost:3210',
    keyEncryptionKey: new Uint8Array(32).fill(7),
    net: () => Promise.reject(new Error('no way out in tests')),
  };
  scene = await makeScene(app);
});

type Rows = readonly unknown[];

function create(idempotencyKey: string, rows: Rows): ReturnType<typeof createBatch> {
  const { orgId, badgeId } = scene;
  return inOrg(app.db, orgId, (tx) =>
    createBatch(tx, doingOf(app), { orgId, badgeId, idempotencyKey, rows }),
  );
}

async function run(batch: Batch): Promise<Batch> {
  return await runBatch(app, doingOf(app), batch);
}

const bad = [{ email: 'nobody', name: 'No' }, { email: 'x@example.org' }, 'text'];

describe('a batch', () => {
  it('awards every row that is right and reports every row that is not', async () => {
    const { batch, report } = await create('first', [...peopleOf(5, 'f'), ...bad]);
    expect(report).toMatchObject({ rowCount: 8, acceptedCount: 5 });
    expect(report.problems.map((p) => [p.row, p.problems[0]?.field])).toEqual([
      [6, 'email'],
      [7, 'name'],
      [8, ''],
    ]);
    expect(batch).toMatchObject({ state: 'waiting', waitingCount: 5, failedCount: 3, issuedCount: 0 });
    expect(await run(batch)).toMatchObject({
      state: 'done',
      waitingCount: 0,
      failedCount: 3,
      issuedCount: 5,
    });
    const failed = await inOrg(app.db, scene.orgId, (tx) =>
      listBatchRows(tx, { ...batch, state: 'failed', page: { limit: 2 } }),
    );
    expect(failed.items.map((r) => [r.row, r.problems[0]?.field])).toEqual([
      [6, 'email'],
      [7, 'name'],
    ]);
    const issued = await inOrg(app.db, scene.orgId, (tx) =>
      listBatchRows(tx, { ...batch, state: 'issued', page: { limit: 200 } }),
    );
    expect(new Set(issued.items.map((r) => r.awardId)).size).toBe(5);
  });

  it('is the same batch when the same request comes again, and a problem when another does', async () => {
    const rows = peopleOf(2, 'again');
    const first = await create('same key', rows);
    const again = await create('same key', rows);
    expect(again.batch.batchId).toBe(first.batch.batchId);
    await expect(create('same key', peopleOf(3, 'again'))).rejects.toMatchObject({
      code: 'batch_key_reused',
    });
    const twins = await Promise.all([create('twin', rows), create('twin', rows), create('twin', rows)]);
    expect(new Set(twins.map((t) => t.batch.batchId)).size).toBe(1);
  });

  it('can be tried without writing anything', async () => {
    const before = await inOrg(app.db, scene.orgId, (tx) => sql`select 1 from awards.batch_row`.execute(tx));
    const rows = [...peopleOf(3, 'dry'), ...bad];
    const { orgId, badgeId } = scene;
    const tried = await inOrg(app.db, orgId, (tx) => previewBatch(tx, { orgId, badgeId, rows }));
    const after = await inOrg(app.db, scene.orgId, (tx) => sql`select 1 from awards.batch_row`.execute(tx));
    expect(after.rows.length).toBe(before.rows.length);
    expect((await create('dry', rows)).report).toEqual(tried);
  });

  it('does not award again what a person has, and says so', async () => {
    await run((await create('once', peopleOf(3, 'has'))).batch);
    const second = await run((await create('twice', peopleOf(4, 'has'))).batch);
    expect(second).toMatchObject({ issuedCount: 1, existingCount: 3, failedCount: 0 });
  });

  it('may be run beside itself and again', async () => {
    const { batch } = await create('beside', peopleOf(250, 'beside'));
    await Promise.all([run(batch), run(batch)]);
    expect(await run(batch)).toMatchObject({ state: 'done', issuedCount: 250, waitingCount: 0 });
    const rows = await inOrg(app.db, scene.orgId, (tx) =>
      sql<{
        n: number;
      }>`select count(*)::int as n from awards.award where batch_id = ${batch.batchId}`.execute(tx),
    );
    expect(rows.rows[0]?.n).toBe(250);
  });

  it('of a badge that is not there is refused, and its key stays free', async () => {
    const { orgId } = scene;
    const wrong = { orgId, badgeId: testId('bdg'), idempotencyKey: 'free', rows: peopleOf(1) };
    await expect(inOrg(app.db, orgId, (tx) => createBatch(tx, doingOf(app), wrong))).rejects.toMatchObject({
      code: 'badge_not_found',
    });
    expect((await create('free', peopleOf(1, 'free'))).batch.state).toBe('waiting');
  });

  it('is run by a job that was added with it', async () => {
    // An issuer of its own: batches of one issuer run one after the other, and others wait above.
    const { orgId, badgeId } = await makeScene(app, 'Night school');
    const rows = peopleOf(12, 'job');
    const { batch } = await inOrg(app.db, orgId, (tx) =>
      createBatch(tx, doingOf(app), { orgId, badgeId, idempotencyKey: 'by job', rows }),
    );
    const workers = await startWorkers(
      store,
      { ...awardJobs(app), 'log.sequence': () => Promise.resolve() },
      {
        concurrency: 2,
        onError: () => undefined,
      },
    );
    await expect
      .poll(() => inOrg(app.db, orgId, (tx) => findBatch(tx, batch)), { timeout: 20_000 })
      .toMatchObject({ state: 'done', issuedCount: 12 });
    await workers.stop();
  });

  it('keeps no name and no address in its rows', async () => {
    const { batch } = await create('private', peopleOf(1, 'canary'));
    await run(batch);
    const kept = await inOrg(app.db, scene.orgId, (tx) =>
      sql<{ text: string }>`select r::text as text from awards.batch_row r union all
        select e.payload::text from store.event e where e.org_id = ${scene.orgId}`.execute(tx),
    );
    expect(kept.rows.some((r) => r.text.includes('canary'))).toBe(false);
  });
});

describe('awarding one person directly', () => {
  it('makes their space and gives them the badge once', async () => {
    const request = { badgeId: scene.badgeId, recipient: { email: 'Direct@Example.org', name: 'Dee' } };
    const first = await awardPerson(app, doingOf(app), { orgId: scene.orgId, request });
    const again = await awardPerson(app, doingOf(app), {
      orgId: scene.orgId,
      request: { ...request, recipient: { email: 'direct@example.org', name: 'Dee' } },
    });
    expect(again.awardId).toBe(first.awardId);
    expect(first.source).toBe('direct');
  });
});
