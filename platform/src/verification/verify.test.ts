import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { issue as sign } from '@rungs/credentials';
import { generateEd25519, signerFromPrivateKey } from '@rungs/credentials/keys';
import {
  createStatusList,
  setStatus,
  statusEntry,
  statusListCredential as buildList,
} from '@rungs/credentials/status';
import { createBadge, publishVersion } from '#badges';
import { awardPerson, credentialText, revoke, type Award } from '#awards';
import type { Doing, OrgId } from '#kernel';
import { revokeIssuerKey } from '#keys';
import { sequence } from '#log';
import { createOrg } from '#parties';
import { asInstance, inOrg, sql, type AppContext, type Store } from '#store';
import { ownStore } from '#testing';
import {
  addTrustedIssuer,
  listTrustedIssuers,
  removeTrustedIssuer,
  verifyDocument,
  verifyUrl,
} from './index.ts';

let store: Store;
let now = new Date('2026-11-24T09:00:00Z');
let asked: string[] = [];
let answers = new Map<string, string>();

function appAt(publicUrl: string): AppContext {
  return {
    db: store.db,
    clock: () => now,
    random: (size) => new Uint8Array(randomBytes(size)),
    publicUrl,
    keyEncryptionKey: new Uint8Array(32).fill(9),
    net: (url) => {
      asked.push(url);
      const text = answers.get(url);
      return text === undefined
        ? Promise.reject(new Error('unreachable'))
        : Promise.resolve(new Response(text, { headers: { 'content-type': 'application/vc' } }));
    },
  };
}

const doingAt = (app: AppContext): Doing => ({ now: app.clock(), random: app.random, actor: 'system' });

interface Issued {
  readonly orgId: OrgId;
  readonly award: Award;
  readonly text: string;
}

async function issued(app: AppContext): Promise<Issued> {
  const doing = doingAt(app);
  const { orgId } = await asInstance(app.db, (tx) => createOrg(tx, doing, { name: 'School of Data' }));
  const badge = await inOrg(app.db, orgId, async (tx) => {
    const made = await createBadge(tx, doing, {
      orgId,
      draft: { name: 'Reads Data', objective: 'Draws sound conclusions.', criteria: 'Show it.' },
    });
    return await publishVersion(tx, doing, { orgId, badgeId: made.badgeId });
  });
  const request = {
    badgeId: badge.badgeId,
    recipient: { email: 'ann@example.org', name: 'Ann' },
    isSynthetic: true,
  };
  const award = await awardPerson(app, doing, { orgId, request });
  const kept = await inOrg(app.db, orgId, (tx) => credentialText(tx, award));
  return { orgId, award, text: kept?.text ?? '' };
}

beforeAll(async () => {
  store = await ownStore(8);
});

describe.each(['http://localhost:3210', 'https://rungs.example'])(
  'a credential of this instance at %s',
  (publicUrl) => {
    it('is valid, recognised, and logged as soon as the log has it, without a request to anybody', async () => {
      const app = appAt(publicUrl);
      asked = [];
      const { text } = await issued(app);
      const fresh = await verifyDocument(app, { input: text });
      expect(fresh.verdict).toMatchObject({
        word: 'valid',
        issuerRecognised: true,
        log: { state: 'not_yet_logged' },
      });
      expect(fresh.shown).toMatchObject({ title: 'Reads Data', recipientName: 'Ann', isSynthetic: true });
      expect(fresh.shown?.issuer.recognisedAs).toBe('School of Data');
      await sequence(app);
      const later = await verifyDocument(app, { input: new TextEncoder().encode(text) });
      expect(later.verdict.log.state).toBe('logged');
      expect(later.report.checks.find((c) => c.id === 'log')?.status).toBe('pass');
      expect(asked).toEqual([]);
    });

    it('is not valid as soon as it is revoked', async () => {
      const app = appAt(publicUrl);
      const { orgId, award, text } = await issued(app);
      await inOrg(app.db, orgId, (tx) =>
        revoke(tx, doingAt(app), { orgId, awardId: award.awardId, reason: 'Copied.' }),
      );
      const { verdict, shown } = await verifyDocument(app, { input: text });
      expect(verdict.word).toBe('not_valid');
      expect(verdict.sentence).toContain('has revoked it');
      expect(shown?.title).toBe('Reads Data');
    });

    it('with one letter changed shows nothing', async () => {
      const app = appAt(publicUrl);
      const { text } = await issued(app);
      const { verdict, shown } = await verifyDocument(app, { input: text.replace('sound', 'soumd') });
      expect(verdict.word).toBe('not_valid');
      expect(verdict.checks.map((c) => c.id)).toEqual(['proof']);
      expect(shown).toBeUndefined();
    });

    it('is not recognised any more once its key was reported stolen', async () => {
      const app = appAt(publicUrl);
      const { orgId, award, text } = await issued(app);
      now = new Date(now.getTime() + 1_000);
      await inOrg(app.db, orgId, (tx) =>
        revokeIssuerKey(tx, doingAt(app), app, { orgId, keyId: award.keyId, reason: 'Stolen.' }),
      );
      const { verdict } = await verifyDocument(app, { input: text });
      // Under did:web the document says when the key was revoked: what it signed before stays good.
      if (publicUrl.startsWith('https')) expect(verdict.word).toBe('valid');
      else expect(verdict).toMatchObject({ word: 'inconclusive', issuerRecognised: false });
    });
  },
);

describe('a credential of somebody else', () => {
  const listUrl = 'https://lists.example/status/1';

  async function foreign(isRevoked = false): Promise<{ text: string; list: string; did: string }> {
    const pair = await generateEd25519();
    const signer = await signerFromPrivateKey(pair.privateKeyJwk);
    const bits = createStatusList();
    if (isRevoked) setStatus(bits, 7, true);
    const validUntil = new Date(now.getTime() + 86_400_000);
    const list = await buildList({
      id: listUrl,
      issuer: pair.did,
      purpose: 'revocation',
      list: bits,
      validFrom: now,
      validUntil,
      ttlMs: 60_000,
    });
    const credential = {
      '@context': [
        'https://www.w3.org/ns/credentials/v2',
        'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
      ],
      id: 'urn:uuid:6c9a4f0e-0000-4000-8000-000000000001',
      type: ['VerifiableCredential', 'OpenBadgeCredential'],
      issuer: { id: pair.did, type: ['Profile'], name: 'Oxbridge' },
      validFrom: '2026-01-01T00:00:00Z',
      credentialSubject: {
        type: ['AchievementSubject'],
        id: 'did:example:ann',
        achievement: {
          id: 'urn:uuid:6c9a4f0e-0000-4000-8000-000000000002',
          type: ['Achievement'],
          name: 'Alchemy',
          description: 'Gold.',
          criteria: { narrative: 'Lead.' },
        },
      },
      credentialStatus: statusEntry({ list: listUrl, index: 7, purpose: 'revocation' }),
    };
    return {
      text: await sign(credential, { signer, now }),
      list: await sign(list, { signer, now }),
      did: pair.did,
    };
  }

  it('is unrecognised until its issuer stands on the trust list, and valid all the time', async () => {
    const app = appAt('https://rungs.example');
    const { text, list, did } = await foreign();
    answers = new Map([[listUrl, list]]);
    const before = await verifyDocument(app, { input: text });
    expect(before.verdict).toMatchObject({
      word: 'valid',
      issuerRecognised: false,
      log: { state: 'not_known_here' },
    });
    expect(before.shown?.issuer).toMatchObject({ claimedName: 'Oxbridge', recognisedAs: null });
    const entry = { issuerId: did, name: 'University of Example', reason: 'Partner.' };
    await asInstance(app.db, (tx) => addTrustedIssuer(tx, doingAt(app), entry));
    const after = await verifyDocument(app, { input: text });
    expect(after.verdict.issuerRecognised).toBe(true);
    expect(after.shown?.issuer.recognisedAs).toBe('University of Example');
    const listed = await asInstance(app.db, (tx) => listTrustedIssuers(tx, { page: { limit: 10 } }));
    expect(listed.items.map((i) => i.issuerId)).toContain(did);
    await asInstance(app.db, (tx) => removeTrustedIssuer(tx, { issuerId: did }));
    expect((await verifyDocument(app, { input: text })).verdict.issuerRecognised).toBe(false);
    await expect(
      asInstance(app.db, (tx) => removeTrustedIssuer(tx, { issuerId: did })),
    ).rejects.toMatchObject({
      code: 'trusted_issuer_unknown',
    });
  });

  it('is inconclusive while its list cannot be reached, and still judged by a list that was kept', async () => {
    const app = appAt('https://rungs.example');
    const { text, list } = await foreign();
    now = new Date(now.getTime() + 600_000);
    answers = new Map();
    const url = 'https://lists.example/status/2';
    const other = text.replaceAll(listUrl, url);
    expect((await verifyDocument(app, { input: other })).verdict.word).toBe('not_valid');
    now = new Date('2026-12-24T09:00:00Z');
    expect((await verifyDocument(app, { input: text })).verdict).toMatchObject({ word: 'inconclusive' });
    now = new Date('2026-11-24T09:30:00Z');
    answers = new Map([[listUrl, list]]);
    asked = [];
    expect((await verifyDocument(app, { input: text })).verdict.word).toBe('valid');
    expect((await verifyDocument(app, { input: text })).verdict.word).toBe('valid');
    expect(asked).toEqual([listUrl]);
    // Its server is gone, its time to live is over, its validity is not.
    answers = new Map();
    now = new Date('2026-11-24T12:00:00Z');
    expect((await verifyDocument(app, { input: text })).verdict.word).toBe('valid');
  });

  it('can be fetched from its address, and an address that does not answer is a problem of its own', async () => {
    const app = appAt('https://rungs.example');
    now = new Date('2026-11-26T09:00:00Z');
    const { text, list } = await foreign(true);
    answers = new Map([
      [listUrl, list],
      ['https://elsewhere.example/badge', text],
    ]);
    const { verdict } = await verifyUrl(app, { url: 'https://elsewhere.example/badge' });
    expect(verdict.sentence).toContain('has revoked it');
    await expect(verifyUrl(app, { url: 'https://elsewhere.example/none' })).rejects.toMatchObject({
      code: 'document_unreachable',
    });
  });
});

describe('a badge of Open Badges 2.0 that its issuer hosts', () => {
  const home = 'https://badges.example.org';
  const context = 'https://w3id.org/openbadges/v2';
  const assertion = {
    '@context': context,
    type: 'Assertion',
    id: `${home}/a/1`,
    recipient: { type: 'email', identity: 'maya@example.org', hashed: false },
    badge: `${home}/b/1`,
    issuedOn: '2026-05-01T00:00:00Z',
    verification: { type: 'hosted' },
  };
  const badge = {
    '@context': context,
    type: 'BadgeClass',
    id: `${home}/b/1`,
    name: 'Robotics',
    description: 'Builds a robot.',
    image: `${home}/b/1.png`,
    criteria: `${home}/b/1/criteria`,
    issuer: `${home}/i`,
  };
  const issuer = { '@context': context, type: 'Issuer', id: `${home}/i`, name: 'Says who', url: home };
  const host = (documents: readonly { readonly id: string }[]): void => {
    answers = new Map(documents.map((document) => [document.id, JSON.stringify(document)]));
  };

  it('is shown, and its issuer is recognised once it stands on the list', async () => {
    const app = appAt('https://rungs.example');
    host([assertion, badge, issuer]);
    const before = await verifyDocument(app, { input: JSON.stringify(assertion) });
    expect(before.verdict).toMatchObject({ word: 'valid', issuerRecognised: false });
    expect(before.shown).toMatchObject({ title: 'Robotics', issuer: { domain: 'badges.example.org' } });
    const entry = { issuerId: issuer.id, name: 'School of Robots', reason: 'known to us' };
    await asInstance(app.db, (tx) => addTrustedIssuer(tx, doingAt(app), entry));
    const after = await verifyDocument(app, { input: JSON.stringify(assertion) });
    expect(after.verdict).toMatchObject({ word: 'valid', issuerRecognised: true });
    expect(after.shown?.issuer).toMatchObject({ claimedName: 'Says who', recognisedAs: 'School of Robots' });
    const check = after.report.checks.find(({ id }) => id === 'issuer-trust');
    expect(check?.status).toBe('pass');
  });

  it('is asked for each time and never kept, since it is about somebody and may be revoked', async () => {
    const app = appAt('https://rungs.example');
    host([assertion, badge, issuer]);
    await verifyDocument(app, { input: JSON.stringify(assertion) });
    host([{ ...assertion, revoked: true } as typeof assertion, badge, issuer]);
    const { verdict, shown } = await verifyDocument(app, { input: JSON.stringify(assertion) });
    expect(verdict.word).toBe('not_valid');
    expect(verdict.sentence).toContain('the issuer has revoked it');
    expect(shown).toBeUndefined();
    const kept = await asInstance(app.db, (tx) =>
      sql<{ url: string }>`select url from verification.document where url = ${assertion.id}`.execute(tx),
    );
    expect(kept.rows).toEqual([]);
  });

  it('is inconclusive while its address does not answer, and says nothing of what it claims', async () => {
    answers = new Map();
    const input = JSON.stringify(assertion);
    const { verdict, shown } = await verifyDocument(appAt('https://rungs.example'), { input });
    expect(verdict.word).toBe('inconclusive');
    expect(verdict.sentence).toContain('could not be asked');
    expect(shown).toBeUndefined();
  });
});

describe('what is no credential at all', () => {
  it.each(['', 'hello', '{', '[]', '{"a":1,"a":2}', '\u0000', 'a.b.c', '{"issuer":{"id":7}}'])(
    'gets a verdict and no exception: %j',
    async (input) => {
      const { verdict, shown } = await verifyDocument(appAt('https://rungs.example'), { input });
      expect(verdict.word).toBe('not_valid');
      expect(shown).toBeUndefined();
    },
  );
});
