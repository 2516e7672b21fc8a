import { beforeAll, describe, expect, it } from 'vitest';
import { verify } from '@rungs/credentials';
import { randomBytes } from 'node:crypto';
import { retireVersion } from '#badges';
import type { OrgId } from '#kernel';
import { revokeIssuerKey, rotateIssuerKey } from '#keys';
import { sequence, stateOf } from '#log';
import { asInstance, inOrg, sql, type AppContext, type Store } from '#store';
import { ownStore, testId } from '#testing';
import { peerAccepts } from '../../../packages/credentials/test/peers/peers.ts';
import {
  credentialText,
  findAwardByCredential,
  issue,
  issueMany,
  listAwards,
  recoverIntents,
} from './index.ts';
import { issueChunk, type Step } from './issue-chunk.ts';
import type { Award, Grant, IssueResult } from './model.ts';
import { doingOf, makeGrants, makeScene, type Scene } from './scene.fixture.ts';

let store: Store;
let app: AppContext;

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
});

function awardsOf(results: readonly IssueResult[]): Award[] {
  return results.map((result) => {
    if (result.outcome === 'refused') throw new Error(`${result.code}: ${result.detail}`);
    return result.award;
  });
}

/** Counts what has to be exactly once: awards, used indexes, leaves and events. */
async function countsOf(orgId: OrgId): Promise<Record<string, number>> {
  const rows = await inOrg(app.db, orgId, (tx) =>
    sql<Record<string, number>>`select
      (select count(*)::int from awards.award where org_id = ${orgId}) as awards,
      (select count(distinct (badge_id, version, person_id, grant_key))::int from awards.award where org_id = ${orgId}) as people,
      (select count(distinct (list_id, idx))::int from awards.award where org_id = ${orgId}) as indexes,
      (select count(*)::int from awards.intent where org_id = ${orgId}) as intents,
      (select count(*)::int from store.event where org_id = ${orgId} and name = 'award.issued') as events,
      (select count(*)::int from awards.award a where org_id = ${orgId} and exists (
        select 1 from awards.abandoned b where b.org_id = a.org_id and b.list_id = a.list_id and b.idx = a.idx)) as reused`.execute(
      tx,
    ),
  );
  return rows.rows[0] ?? {};
}

async function leavesOf(orgId: OrgId): Promise<{ readonly awards: number; readonly once: number }> {
  await sequence(app);
  const hashes = await inOrg(app.db, orgId, (tx) =>
    sql<{ hash: Buffer }>`select leaf_hash as hash from awards.award where org_id = ${orgId}`.execute(tx),
  );
  const states = await asInstance(app.db, (tx) => stateOf(tx, { hashes: hashes.rows.map((r) => r.hash) }));
  const indexes = new Set([...states.values()].map((state) => state.index ?? -1));
  indexes.delete(-1);
  return { awards: hashes.rows.length, once: indexes.size };
}

describe('an award', () => {
  let scene: Scene;
  let grants: Grant[];
  let award: Award;
  let text: string;

  beforeAll(async () => {
    scene = await makeScene(app);
    grants = await makeGrants(app, scene, 3);
    award = await issue(app, doingOf(app), { orgId: scene.orgId, grant: grants[0] as Grant });
    const kept = await inOrg(app.db, scene.orgId, (tx) => credentialText(tx, award));
    text = kept?.text ?? '';
  });

  it('is a credential that the peer library accepts, and refuses with one letter changed', async () => {
    const now = app.clock();
    expect(await peerAccepts(text, 'eddsa-rdfc-2022', now)).toBe(true);
    expect(
      await peerAccepts(text.replace('sound conclusions', 'soumd conclusions'), 'eddsa-rdfc-2022', now),
    ).toBe(false);
  });

  it('says what was awarded to whom, by which results, under which status', async () => {
    const document = JSON.parse(text) as Record<string, never>;
    expect(document).toMatchObject({
      id: award.credentialId,
      issuer: { type: ['Profile'], name: 'School of Data' },
      credentialSubject: {
        achievement: { id: `${app.publicUrl}/b/${scene.badgeId}/1`, name: 'Statistical Reasoning' },
        result: [{ achievedLevel: `${app.publicUrl}/b/${scene.badgeId}/1#reading/sound` }],
      },
      credentialStatus: [{ statusPurpose: 'revocation' }, { statusPurpose: 'suspension' }],
    });
    expect(text).not.toContain('person-a-0@example.org');
    const report = await verify(text, {
      now: app.clock(),
      fetch: () => Promise.reject(new Error('offline')),
      policy: { allowedOrigins: [app.publicUrl] },
    });
    expect(report.outcome).toBe('undetermined');
    expect(report.checks.filter((c) => c.status === 'fail')).toEqual([]);
  });

  it('is made once however often it is asked for', async () => {
    const again = await issueMany(app, doingOf(app), {
      orgId: scene.orgId,
      grants: [grants[0], grants[0]] as Grant[],
    });
    expect(again.map((r) => r.outcome)).toEqual(['existing', 'existing']);
    expect(awardsOf(again).map((a) => a.awardId)).toEqual([award.awardId, award.awardId]);
    const other = { ...(grants[0] as Grant), grantKey: 'second' };
    const second = await issue(app, doingOf(app), { orgId: scene.orgId, grant: other });
    expect(second.awardId).not.toBe(award.awardId);
  });

  it('names its parts, its note and its end, and that its evidence is made up', async () => {
    const grant: Grant = {
      ...(grants[0] as Grant),
      grantKey: 'stack:one',
      source: 'stack',
      parts: [award.awardId],
      evidenceNote: 'Three data sets.',
      validUntil: new Date('2031-01-01T00:00:00Z'),
      isSynthetic: true,
    };
    const whole = await issue(app, doingOf(app), { orgId: scene.orgId, grant });
    expect(whole.parts).toEqual([award.awardId]);
    const kept = await inOrg(app.db, scene.orgId, (tx) => credentialText(tx, whole));
    expect(JSON.parse(kept?.text ?? '{}')).toMatchObject({
      validUntil: '2031-01-01T00:00:00Z',
      evidence: [
        { id: award.credentialId, name: 'Statistical Reasoning' },
        { narrative: 'Three data sets.' },
        { genre: 'Synthetic' },
      ],
    });
    expect(await peerAccepts(kept?.text ?? '', 'eddsa-rdfc-2022', app.clock())).toBe(true);
  });

  it('is found by its credential without knowing the issuer, and by nothing else', async () => {
    const uuid = award.credentialId.slice('urn:uuid:'.length);
    expect((await findAwardByCredential(app.db, uuid))?.award.awardId).toBe(award.awardId);
    expect(await findAwardByCredential(app.db, '00000000-0000-4000-8000-000000000000')).toBeNull();
    const rows = await asInstance(app.db, (tx) => sql`select 1 from awards.award`.execute(tx));
    expect(rows.rows).toEqual([]);
    const other = await inOrg(app.db, testId('org'), (tx) => credentialText(tx, award));
    expect(other).toBeNull();
  });

  it('is refused for one person without touching the others', async () => {
    const stranger = { ...(grants[1] as Grant), personId: testId('org') };
    const results = await issueMany(app, doingOf(app), {
      orgId: scene.orgId,
      grants: [stranger, grants[1] as Grant, { ...(grants[2] as Grant), version: 9 }],
    });
    expect(results.map((r) => (r.outcome === 'refused' ? r.code : r.outcome))).toEqual([
      'recipient_unknown',
      'issued',
      'badge_version_closed',
    ]);
  });

  it('is not made when the lint refuses it, and leaves nothing behind', async () => {
    const before = await countsOf(scene.orgId);
    // Ends before it begins: the badge is fine, this one credential is not.
    const grant = { ...(grants[2] as Grant), validUntil: new Date('2001-01-01T00:00:00Z') };
    await expect(issue(app, doingOf(app), { orgId: scene.orgId, grant })).rejects.toMatchObject({
      code: 'credential_refused',
    });
    expect(await countsOf(scene.orgId)).toEqual(before);
  });

  it('pages through a list, the newest first', async () => {
    const first = await inOrg(app.db, scene.orgId, (tx) =>
      listAwards(tx, { orgId: scene.orgId, page: { limit: 2 } }),
    );
    const rest = await inOrg(app.db, scene.orgId, (tx) =>
      listAwards(tx, { orgId: scene.orgId, page: { limit: 200, after: first.next ?? '' } }),
    );
    const ids = [...first.items, ...rest.items].map((a) => a.awardId);
    expect(ids).toEqual([...ids].sort().reverse());
    expect(new Set(ids).size).toBe((await countsOf(scene.orgId))['awards']);
  });

  it('is refused once its badge version is retired', async () => {
    const { orgId, badgeId, version } = scene;
    await inOrg(app.db, orgId, (tx) => retireVersion(tx, doingOf(app), { orgId, badgeId, version }));
    await expect(
      issue(app, doingOf(app), { orgId, grant: { ...(grants[0] as Grant), grantKey: 'late' } }),
    ).rejects.toMatchObject({ code: 'badge_version_closed' });
    const [before] = await issueMany(app, doingOf(app), { orgId, grants: [grants[0] as Grant] });
    expect(before?.outcome).toBe('existing');
  });
});

describe('issuing side by side', () => {
  it('uses no status index twice and makes no award twice', async () => {
    const scene = await makeScene(app);
    const grants = await makeGrants(app, scene, 60);
    const rounds = [grants.slice(0, 40), grants.slice(20), grants.toReversed(), grants.slice(10, 50)];
    const all = await Promise.all(
      rounds.map((part) => issueMany(app, doingOf(app), { orgId: scene.orgId, grants: part })),
    );
    const byPerson = new Map<string, Set<string>>();
    for (const award of all.flatMap(awardsOf))
      byPerson.set(award.personId, (byPerson.get(award.personId) ?? new Set()).add(award.awardId));
    expect([...byPerson.values()].every((ids) => ids.size === 1)).toBe(true);
    expect(await countsOf(scene.orgId)).toEqual({
      awards: 60,
      people: 60,
      indexes: 60,
      intents: 0,
      events: 60,
      reused: 0,
    });
    expect(await leavesOf(scene.orgId)).toEqual({ awards: 60, once: 60 });
  });
});

class Crash extends Error {}

const steps: readonly Step[] = ['reserved', 'prepared', 'intended', 'signed', 'checked', 'saved'];

describe.each(steps)('a crash after the step "%s"', (step) => {
  it('loses nothing and doubles nothing, whoever goes on', async () => {
    const scene = await makeScene(app);
    const { orgId } = scene;
    const grants = await makeGrants(app, scene, 8);
    const crash = (at: Step): void => {
      if (at === step) throw new Crash();
    };
    await expect(issueChunk(app, doingOf(app), { orgId, grants }, crash)).rejects.toThrow(Crash);
    const written = await inOrg(app.db, orgId, (tx) =>
      sql<{ award_id: string; document: string }>`select award_id, document from awards.intent
        where org_id = ${orgId} order by award_id`.execute(tx),
    );
    expect(written.rows.length).toBe(['intended', 'signed', 'checked'].includes(step) ? 8 : 0);
    const recovered = await recoverIntents(app, doingOf(app), { orgId });
    expect(recovered).toEqual({ finished: written.rows.length, abandoned: 0 });
    const results = await issueMany(app, doingOf(app), { orgId, grants });
    const awards = awardsOf(results);
    if (written.rows.length > 0) {
      expect(awards.map((a) => a.awardId).sort()).toEqual(written.rows.map((r) => r.award_id));
      const kept = await inOrg(app.db, orgId, (tx) => credentialText(tx, awards[0] as Award));
      const intended = written.rows.find((r) => r.award_id === awards[0]?.awardId)?.document ?? '';
      expect(kept?.text.startsWith(intended.slice(0, -2))).toBe(true);
    }
    expect(await countsOf(orgId)).toEqual({
      awards: 8,
      people: 8,
      indexes: 8,
      intents: 0,
      events: 8,
      reused: 0,
    });
    expect(await leavesOf(orgId)).toEqual({ awards: 8, once: 8 });
  });
});

describe('a key that is replaced while credentials wait for it', () => {
  it.each(['rotated', 'revoked'] as const)(
    'is not used once it is %s, and its ids and indexes stay burnt',
    async (how) => {
      const scene = await makeScene(app);
      const { orgId } = scene;
      const grants = await makeGrants(app, scene, 4);
      const stop = (at: Step): void => {
        if (at === 'intended') throw new Crash();
      };
      await expect(issueChunk(app, doingOf(app), { orgId, grants }, stop)).rejects.toThrow(Crash);
      const before = await inOrg(app.db, orgId, (tx) =>
        sql<{
          award_id: string;
          key_id: string;
        }>`select award_id, key_id from awards.intent where org_id = ${orgId}`.execute(tx),
      );
      const keyId = before.rows[0]?.key_id ?? '';
      await inOrg(app.db, orgId, async (tx) => {
        if (how === 'rotated') await rotateIssuerKey(tx, doingOf(app), app, { orgId });
        else await revokeIssuerKey(tx, doingOf(app), app, { orgId, keyId, reason: 'Stolen.' });
      });
      const awards = awardsOf(await issueMany(app, doingOf(app), { orgId, grants }));
      const burnt = new Set(before.rows.map((r) => r.award_id));
      expect(awards.some((a) => burnt.has(a.awardId) || a.keyId === keyId)).toBe(false);
      expect(await countsOf(orgId)).toMatchObject({ awards: 4, intents: 0, events: 4, reused: 0 });
      const gone = await inOrg(app.db, orgId, (tx) =>
        sql<{ reason: string }>`select reason from awards.abandoned where org_id = ${orgId}`.execute(tx),
      );
      expect(gone.rows.map((r) => r.reason)).toEqual(new Array(4).fill('key_replaced'));
    },
  );

  it('is noticed when it is replaced between the signature and the saving', async () => {
    const scene = await makeScene(app);
    const { orgId } = scene;
    const grants = await makeGrants(app, scene, 3);
    const rotations: Promise<unknown>[] = [];
    const rotate = (at: Step): void => {
      if (at === 'reserved' && rotations.length === 0)
        rotations.push(inOrg(app.db, orgId, (tx) => rotateIssuerKey(tx, doingOf(app), app, { orgId })));
    };
    const results = await issueChunk(app, doingOf(app), { orgId, grants }, rotate);
    await Promise.all(rotations);
    expect(results.map((r) => r.outcome)).toEqual(['issued', 'issued', 'issued']);
    expect(await countsOf(orgId)).toMatchObject({ awards: 3, intents: 0, events: 3, reused: 0 });
  });
});
