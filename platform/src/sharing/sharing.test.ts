import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { issue, revoke, type Award } from '#awards';
import { createBadge, publishVersion, type BadgeId } from '#badges';
import type { Doing, OrgId } from '#kernel';
import { createOrg, ensurePeople, rememberContacts } from '#parties';
import {
  asInstance,
  inOrg,
  readEvents,
  sql,
  type AppContext,
  type Delivered,
  type Store,
  type Tx,
} from '#store';
import { guardedTables, ownStore, seededRandom, testNow, tryWall } from '#testing';
import {
  countUse,
  credentialFile,
  endConsent,
  grantConsent,
  listConsents,
  listCredentials,
  listShares,
  listViews,
  openShare,
  publicCredential,
  receive,
  recordView,
  sendClaimLink,
  setVisibility,
  sharingJobs,
} from './index.ts';

let now = testNow;
const random = seededRandom(11);
const doing = (): Doing => ({ now, random, actor: 'usr_test' });
const day = (n: number): Date => new Date(testNow.getTime() + n * 86_400_000);
let store: Store;
let app: AppContext;
let issuer: OrgId;
let asker: OrgId;
let badgeId: BadgeId;
let person: OrgId;
let award: Award;
let people = 0;

beforeAll(async () => {
  store = await ownStore(8);
  app = {
    db: store.db,
    clock: () => now,
    random,
    publicUrl: 'http://localhost:3210',
    keyEncryptionKey: new Uint8Array(32).fill(7),
    net: () => Promise.reject(new Error('no way out in tests')),
  };
  const made = (name: string) => asInstance(store.db, (tx) => createOrg(tx, doing(), { name }));
  issuer = (await made('School of Data')).orgId;
  asker = (await made('Northwind')).orgId;
  badgeId = await inOrg(store.db, issuer, async (tx) => {
    const draft = { name: 'Datos, ¡sí! v2', objective: 'Draws conclusions.', criteria: 'Show it.' };
    const badge = await createBadge(tx, doing(), { orgId: issuer, draft });
    await publishVersion(tx, doing(), { orgId: issuer, badgeId: badge.badgeId });
    return badge.badgeId;
  });
});

beforeEach(async () => {
  now = testNow;
  const someone = { email: `p${String(people)}@example.org`, name: `Person ${String(people++)}` };
  person = await inOrg(store.db, issuer, async (tx) => {
    const [personId] = await ensurePeople(tx, doing(), { people: [someone] });
    if (personId === undefined) throw new Error('one person was asked for');
    await rememberContacts(tx, doing(), { orgId: issuer, people: [{ ...someone, personId }] });
    return personId;
  });
  const grant = { badgeId, version: 1, personId: person, grantKey: 'once', source: 'direct' as const };
  award = await issue(app, doing(), { orgId: issuer, grant });
  await deliver();
});

const atHome = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => inOrg(store.db, person, work);
const inAsker = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => inOrg(store.db, asker, work);

async function events(): Promise<Delivered[]> {
  const names = ['award.issued', 'award.status_changed'];
  const all = await inOrg(store.db, issuer, (tx) =>
    readEvents(tx, { orgId: issuer, names, afterId: 0, limit: 999 }),
  );
  return all.filter((e) => e.key === person);
}

/** What the subscription does: each event in the person's space; more than once here, and in any order. */
async function deliver(order: (all: Delivered[]) => Delivered[] = (all) => [...all, ...all]): Promise<void> {
  for (const event of order(await events())) await atHome((tx) => receive(tx, doing(), event));
}

const revokeIt = () =>
  inOrg(store.db, issuer, (tx) =>
    revoke(tx, doing(), { orgId: issuer, awardId: award.awardId, reason: 'Wrong person.' }),
  );
const share = (until = day(30)) =>
  atHome((tx) =>
    grantConsent(tx, doing(), {
      personId: person,
      askerOrgId: asker,
      awardIds: [award.awardId],
      purpose: 'Application for a job',
      until,
    }),
  );
const shares = () => inAsker((tx) => listShares(tx, { orgId: asker, personId: person, at: now, limit: 10 }));
const toldToAsker = async (name: string) =>
  (await inAsker((tx) => readEvents(tx, { orgId: asker, names: [name], afterId: 0, limit: 999 })))
    .filter((e) => e.key === person)
    .map((e) => e.payload);

describe('a learner’s copy', () => {
  it('arrives once in the learner’s space, with the text exactly as it was signed', async () => {
    const { items } = await atHome((tx) => listCredentials(tx, { personId: person, limit: 10 }));
    expect(items).toMatchObject([
      { awardId: award.awardId, issuerId: issuer, visibility: 'link', state: 'active' },
    ]);
    const credentialId = award.credentialId;
    const file = await atHome((tx) => credentialFile(tx, { personId: person, credentialId }));
    expect(file.fileName).toBe(`datos-si-v2-${credentialId.slice(9, 17)}.json`);
    expect(JSON.parse(file.text)).toMatchObject({ id: credentialId });
  });

  it('follows the latest status, also when that arrives before the copy', async () => {
    await revokeIt();
    await atHome((tx) => sql`delete from sharing.standing where org_id = ${person}`.execute(tx));
    await deliver((all) => [...all].reverse());
    const { items } = await atHome((tx) => listCredentials(tx, { personId: person, limit: 10 }));
    expect(items).toMatchObject([{ state: 'revoked', reason: 'Wrong person.', sequence: 1 }]);
  });

  it('is seen by whoever has its address, with its state, until it is closed', async () => {
    const id = award.credentialId.replace('urn:uuid:', '');
    expect(await publicCredential(store.db, id)).toMatchObject({ title: 'Datos, ¡sí! v2', state: 'active' });
    await revokeIt();
    await deliver();
    expect(await publicCredential(store.db, id)).toMatchObject({ state: 'revoked', reason: 'Wrong person.' });
    const close = { personId: person, credentialId: id, visibility: 'private' as const };
    await atHome((tx) => setVisibility(tx, doing(), close));
    expect(await publicCredential(store.db, id)).toBeNull();
    expect(await publicCredential(store.db, '00000000-0000-4000-8000-000000000000')).toBeNull();
    await atHome((tx) => setVisibility(tx, doing(), { ...close, visibility: 'link' }));
    expect(await publicCredential(store.db, id)).not.toBeNull();
  });

  it('leaves a receipt of each look, and of a passer-by only the moment', async () => {
    const { credentialId } = award;
    expect(await recordView(app, doing(), { credentialId })).toBe(true);
    expect(await recordView(app, doing(), { credentialId, viewerOrgId: asker })).toBe(true);
    await atHome((tx) =>
      setVisibility(tx, doing(), { personId: person, credentialId, visibility: 'private' }),
    );
    expect(await recordView(app, doing(), { credentialId })).toBe(false);
    const { items } = await atHome((tx) => listViews(tx, { personId: person, credentialId, limit: 10 }));
    expect(items.map((v) => v.viewerOrgId).sort()).toEqual([asker, null].sort());
  });

  it('is nobody else’s to change', async () => {
    const { credentialId } = award;
    await expect(
      inAsker((tx) => setVisibility(tx, doing(), { personId: person, credentialId, visibility: 'private' })),
    ).rejects.toMatchObject({ code: 'credential_unknown' });
    await expect(
      atHome((tx) => sql`update sharing.credential set document = '' where org_id = ${person}`.execute(tx)),
    ).rejects.toThrow('permission denied');
  });
});

describe('a consent', () => {
  it('lets the asker see what it names, for its purpose, and tells the asker', async () => {
    const consent = await share();
    expect((await shares()).items).toMatchObject([
      { awardId: award.awardId, purpose: 'Application for a job' },
    ]);
    expect(await toldToAsker('credential.shared')).toMatchObject([
      {
        consentId: consent.consentId,
        personId: person,
        awardId: award.awardId,
        state: 'active',
        sequence: 0,
      },
    ]);
    const of = { orgId: asker, consentId: consent.consentId, awardId: award.awardId };
    expect((await inAsker((tx) => openShare(tx, doing(), of))).text).toContain(award.credentialId);
    const { items } = await atHome((tx) => listViews(tx, { personId: person, limit: 10 }));
    expect(items).toMatchObject([
      { viewerOrgId: asker, consentId: consent.consentId, purpose: 'Application for a job' },
    ]);
  });

  it('opens a private credential to the asker alone', async () => {
    const { credentialId } = award;
    await atHome((tx) =>
      setVisibility(tx, doing(), { personId: person, credentialId, visibility: 'private' }),
    );
    const { consentId } = await share();
    const of = { orgId: asker, consentId, awardId: award.awardId };
    expect((await inAsker((tx) => openShare(tx, doing(), of))).text).toContain(credentialId);
    await expect(
      inOrg(store.db, issuer, (tx) => openShare(tx, doing(), { ...of, orgId: issuer })),
    ).rejects.toMatchObject({ code: 'consent_unknown' });
  });

  it('passes on what becomes of a shared award', async () => {
    const { consentId } = await share();
    await revokeIt();
    await deliver();
    expect(await toldToAsker('share.status_changed')).toEqual([
      { consentId, personId: person, awardId: award.awardId, state: 'revoked', sequence: 1 },
    ]);
    expect((await shares()).items).toMatchObject([{ state: 'revoked' }]);
  });

  it('ends in one step, with effect at once, and tells the asker', async () => {
    const { consentId } = await share();
    await atHome((tx) => endConsent(tx, doing(), { personId: person, consentId }));
    expect((await shares()).items).toEqual([]);
    expect(await toldToAsker('consent.ended')).toEqual([
      { consentId, personId: person, awardIds: [award.awardId] },
    ]);
    const of = { orgId: asker, consentId, awardId: award.awardId };
    await expect(inAsker((tx) => openShare(tx, doing(), of))).rejects.toMatchObject({
      code: 'consent_closed',
    });
    await expect(
      atHome((tx) => endConsent(tx, doing(), { personId: person, consentId })),
    ).rejects.toMatchObject({ code: 'consent_closed' });
    await revokeIt();
    await deliver();
    expect(await toldToAsker('share.status_changed')).toEqual([]);
  });

  it('ends by itself when its time has run out, not before', async () => {
    const { consentId } = await share(day(1));
    const job = () => sharingJobs(app)['sharing.consent_end']?.({ personId: person, consentId });
    await job();
    expect(await toldToAsker('consent.ended')).toHaveLength(0);
    now = day(1);
    expect((await shares()).items).toEqual([]);
    const of = { orgId: asker, consentId, awardId: award.awardId };
    await expect(inAsker((tx) => openShare(tx, doing(), of))).rejects.toMatchObject({
      code: 'consent_closed',
    });
    await job();
    await job();
    expect(await toldToAsker('consent.ended')).toHaveLength(1);
    const { items } = await atHome((tx) => listConsents(tx, { personId: person, limit: 10 }));
    expect(items).toMatchObject([{ consentId, endedBy: 'time' }]);
  });

  it('is refused for somebody else’s award, for a person as asker, and for an end that is past', async () => {
    const ask = (more: Partial<Parameters<typeof grantConsent>[2]>) =>
      atHome((tx) =>
        grantConsent(tx, doing(), {
          personId: person,
          askerOrgId: asker,
          awardIds: [award.awardId],
          purpose: 'p',
          until: day(1),
          ...more,
        }),
      );
    await expect(ask({ awardIds: ['awd_none'] })).rejects.toMatchObject({ code: 'credential_unknown' });
    await expect(ask({ askerOrgId: person })).rejects.toMatchObject({ code: 'asker_unknown' });
    await expect(ask({ until: day(0) })).rejects.toMatchObject({ code: 'consent_end_invalid' });
    await expect(ask({ until: day(9_999) })).rejects.toMatchObject({ code: 'consent_end_invalid' });
    expect((await atHome((tx) => listConsents(tx, { personId: person, limit: 10 }))).items).toEqual([]);
  });

  it('misses no revocation that arrives while it is given', async () => {
    await revokeIt();
    const [consent] = await Promise.all([share(), deliver()]);
    const shared = await toldToAsker('credential.shared');
    const changed = await toldToAsker('share.status_changed');
    expect([shared[0]?.['state'], ...changed.map((c) => c['state'])]).toContain('revoked');
    expect((await shares()).items).toMatchObject([{ consentId: consent.consentId, state: 'revoked' }]);
  });
});

describe('the wall around a person’s space', () => {
  it('holds for every table, against the organisation that issued and the one that asked', async () => {
    const { consentId } = await share();
    await inAsker((tx) => openShare(tx, doing(), { orgId: asker, consentId, awardId: award.awardId }));
    const { awardId, credentialId } = award;
    const request = { orgId: issuer, awardId, request: 'wall', isForStrangersOnly: false };
    await inOrg(store.db, issuer, (tx) => sendClaimLink(tx, doing(), app, request));
    await countUse(app, doing(), { credentialId, kind: 'viewed', ownOrgs: [] });
    await revokeIt();
    await deliver();
    const owners = new Map([
      ['sharing.share', asker],
      ['sharing.claim_link', issuer],
      ['sharing.tally', issuer],
    ]);
    for (const table of await guardedTables(store.db, 'sharing')) {
      const owner = owners.get(table) ?? person;
      const report = await tryWall(store.db, table, owner, owner === issuer ? asker : issuer);
      expect({ table, ...report, own: report.own > 0 }).toMatchObject({
        table,
        own: true,
        seen: 0,
        insert: 'refused',
      });
      expect(['0', 'refused']).toContain(report.update);
      expect(['0', 'refused']).toContain(report.remove);
    }
  });
});
