import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { verify, type VerificationReport } from '@rungs/credentials';
import { toHex } from '@rungs/credentials/bytes';
import { rotateIssuerKey } from '#keys';
import { stateOf } from '#log';
import { asInstance, inOrg, sql, type AppContext, type Store } from '#store';
import { ownStore, testId } from '#testing';
import {
  changeStatus,
  credentialText,
  issueMany,
  listStatusChanges,
  previewStatusChange,
  reinstate,
  revoke,
  statusListCredential,
  suspend,
  type StatusChange,
} from './index.ts';
import type { Award, AwardId, AwardState } from './model.ts';
import { decideChange } from './rules.ts';
import { doingOf, makeGrants, makeScene, type Scene } from './scene.fixture.ts';

let store: Store;
let app: AppContext;
let now = new Date('2026-11-24T09:00:00Z');

beforeAll(async () => {
  store = await ownStore(12);
  app = {
    db: store.db,
    clock: () => now,
    random: (size) => new Uint8Array(randomBytes(size)),
    publicUrl: 'http://localhost:3210',
    keyEncryptionKey: new Uint8Array(32).fill(7),
    net: () => Promise.reject(new Error('no way out in tests')),
  };
});

async function awarded(scene: Scene, count: number, tag = 'a'): Promise<Award[]> {
  const grants = await makeGrants(app, scene, count, tag);
  const results = await issueMany(app, doingOf(app), { orgId: scene.orgId, grants });
  return results.flatMap((result) => (result.outcome === 'refused' ? [] : [result.award]));
}

/** Verifies an award as a stranger would, with the lists that the server gives out. */
async function judged(award: Award): Promise<VerificationReport> {
  const kept = await inOrg(app.db, award.orgId, (tx) => credentialText(tx, award));
  return await verify(kept?.text ?? '', {
    now: app.clock(),
    policy: { allowedOrigins: [app.publicUrl] },
    fetch: async (url) => {
      const signed = await statusListCredential(app, { listId: url.split('/').at(-1) ?? '' });
      return new Response(signed?.text ?? '', {
        status: signed === null ? 404 : 200,
        headers: { 'content-type': 'application/vc' },
      });
    },
  });
}

function codeOf(report: VerificationReport): string {
  return report.checks.find((check) => check.id === 'status')?.code ?? report.outcome;
}

describe('the status of an award', () => {
  it('is seen by a verifier at once when it changes', async () => {
    const scene = await makeScene(app);
    const [award, other] = (await awarded(scene, 2)) as [Award, Award];
    const { orgId, awardId } = award;
    const change = (verb: typeof revoke): Promise<Award> =>
      inOrg(app.db, orgId, (tx) => verb(tx, doingOf(app), { orgId, awardId, reason: 'Checked again.' }));
    expect(codeOf(await judged(award))).toBe('valid');
    expect((await change(suspend)).state).toBe('suspended');
    expect(codeOf(await judged(award))).toBe('suspended');
    await change(reinstate);
    expect(codeOf(await judged(award))).toBe('valid');
    await change(revoke);
    expect(codeOf(await judged(award))).toBe('revoked');
    expect(codeOf(await judged(other))).toBe('valid');
    await expect(change(reinstate)).rejects.toMatchObject({ code: 'award_revoked' });
    expect((await change(revoke)).stateSequence).toBe(3);
  });

  it('is written down change by change, each with a leaf in the log and an event', async () => {
    const scene = await makeScene(app);
    const [award] = (await awarded(scene, 1)) as [Award];
    const { orgId, awardId } = award;
    for (const verb of [suspend, suspend, reinstate, revoke])
      await inOrg(app.db, orgId, (tx) => verb(tx, doingOf(app), { orgId, awardId, reason: 'So it is.' }));
    const changes = await inOrg(app.db, orgId, (tx) => listStatusChanges(tx, { orgId, awardId }));
    expect(changes.map((c) => [c.sequence, c.state])).toEqual([
      [1, 'suspended'],
      [2, 'active'],
      [3, 'revoked'],
    ]);
    const states = await asInstance(app.db, (tx) => stateOf(tx, { hashes: changes.map((c) => c.leafHash) }));
    expect([...states.keys()].sort()).toEqual(changes.map((c) => toHex(c.leafHash)).sort());
    const events = await inOrg(app.db, orgId, (tx) =>
      sql<{
        sequence: number;
        state: string;
      }>`select (payload ->> 'sequence')::int as sequence, payload ->> 'state' as state
        from store.event where org_id = ${orgId} and name = 'award.status_changed' order by id`.execute(tx),
    );
    expect(events.rows.map((e) => [e.sequence, e.state])).toEqual(changes.map((c) => [c.sequence, c.state]));
  });

  it('can be tried for many awards before it is changed, with the same answer', async () => {
    const scene = await makeScene(app);
    const awards = await awarded(scene, 3);
    const { orgId } = scene;
    const unknown = testId('awd');
    const first = awards[0] as Award;
    await inOrg(app.db, orgId, (tx) =>
      revoke(tx, doingOf(app), { orgId, awardId: first.awardId, reason: 'Cheated.' }),
    );
    const awardIds = [unknown, ...awards.map((a) => a.awardId)];
    const input = { orgId, awardIds, change: 'suspend' as StatusChange };
    const tried = await inOrg(app.db, orgId, (tx) => previewStatusChange(tx, input));
    expect(await inOrg(app.db, orgId, (tx) => previewStatusChange(tx, input))).toEqual(tried);
    const done = await inOrg(app.db, orgId, (tx) =>
      changeStatus(tx, doingOf(app), { ...input, reason: 'Audit.' }),
    );
    expect(done).toEqual(tried);
    expect(done.map((o) => o.code ?? o.outcome)).toEqual([
      'award_unknown',
      'award_revoked',
      'changed',
      'changed',
    ]);
  });

  it('of another organisation cannot be changed', async () => {
    const [award] = (await awarded(await makeScene(app), 1)) as [Award];
    const other = await makeScene(app, 'Other school');
    const input = { orgId: other.orgId, awardId: award.awardId, reason: 'Not mine.' };
    await expect(inOrg(app.db, other.orgId, (tx) => revoke(tx, doingOf(app), input))).rejects.toMatchObject({
      code: 'award_unknown',
    });
  });

  it('is the same in the lists as in the awards, after any changes by many at once', async () => {
    const scene = await makeScene(app);
    const awards = await awarded(scene, 6);
    const expected = new Map<AwardId, AwardState>(awards.map((a) => [a.awardId, 'active']));
    const change = fc.constantFrom<StatusChange>('revoke', 'suspend', 'reinstate');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(change, fc.subarray(awards)), { maxLength: 4 }), async (rounds) => {
        for (const [what, some] of rounds) {
          const input = {
            orgId: scene.orgId,
            awardIds: some.map((a) => a.awardId),
            change: what,
            reason: 'Because.',
          };
          await inOrg(app.db, scene.orgId, (tx) => changeStatus(tx, doingOf(app), input));
          for (const award of some) {
            const decision = decideChange(expected.get(award.awardId) ?? 'active', what);
            if (decision.kind === 'change') expected.set(award.awardId, decision.to);
          }
        }
        for (const award of awards) {
          const state = expected.get(award.awardId);
          expect(codeOf(await judged(award))).toBe(state === 'active' ? 'valid' : state);
        }
      }),
      { numRuns: 8 },
    );
  });

  it('loses no change when many are made side by side', async () => {
    const scene = await makeScene(app);
    const awards = await awarded(scene, 30);
    const { orgId } = scene;
    await Promise.all(
      awards.map((a) =>
        inOrg(app.db, orgId, (tx) =>
          revoke(tx, doingOf(app), { orgId, awardId: a.awardId, reason: 'All of it.' }),
        ),
      ),
    );
    const list = await statusListCredential(app, { listId: (awards[0] as Award).listId });
    expect(list?.version).toBe(30);
    for (const award of awards.slice(0, 5)) expect(codeOf(await judged(award))).toBe('revoked');
  });
});

describe('a signed status list', () => {
  it('is signed once for all who ask, and again when a bit changes or half its time is over', async () => {
    const scene = await makeScene(app);
    const [award] = (await awarded(scene, 1)) as [Award];
    const ask = (): ReturnType<typeof statusListCredential> =>
      statusListCredential(app, { listId: award.listId });
    const many = await Promise.all(Array.from({ length: 12 }, ask));
    expect(new Set(many.map((list) => list?.text)).size).toBe(1);
    expect((await ask())?.version).toBe(0);
    now = new Date(now.getTime() + 13 * 3_600_000);
    const later = await ask();
    expect(later?.text).not.toBe(many[0]?.text);
    expect(later?.version).toBe(0);
    await inOrg(app.db, scene.orgId, (tx) =>
      suspend(tx, doingOf(app), { orgId: scene.orgId, awardId: award.awardId, reason: 'Looked into.' }),
    );
    expect((await ask())?.version).toBe(1);
  });

  it('is not there under an id that nobody made', async () => {
    expect(await statusListCredential(app, { listId: testId('sls') })).toBeNull();
    expect(await statusListCredential(app, { listId: '' })).toBeNull();
  });

  it('stays that of its issuer when the key is rotated: new credentials point to a new one', async () => {
    const scene = await makeScene(app);
    const [before] = (await awarded(scene, 1)) as [Award];
    await inOrg(app.db, scene.orgId, (tx) => rotateIssuerKey(tx, doingOf(app), app, { orgId: scene.orgId }));
    const [after] = (await awarded(scene, 1, 'b')) as [Award];
    expect(after.listId).not.toBe(before.listId);
    expect(codeOf(await judged(before))).toBe('valid');
    expect(codeOf(await judged(after))).toBe('valid');
    await inOrg(app.db, scene.orgId, (tx) =>
      revoke(tx, doingOf(app), {
        orgId: scene.orgId,
        awardId: before.awardId,
        reason: 'After the rotation.',
      }),
    );
    expect(codeOf(await judged(before))).toBe('revoked');
  });
});
