import { describe, expect, test } from 'vitest';
import { verify, type VerificationPolicy, type VerificationReport } from '../index.ts';
import { assertion, badgeClass, HOME, profile, webOf, world, type Web } from '../testing/old-badge.ts';
import { NOW, offline } from '../testing/sample.ts';

type Members = Record<string, unknown>;

const ask = (
  given: unknown,
  change: Web = {},
  policy: VerificationPolicy = {},
): Promise<VerificationReport> =>
  verify(JSON.stringify(given), { now: NOW, fetch: webOf(world('', change)), policy });
const found = (report: VerificationReport, id: string): unknown =>
  report.checks.find((entry) => entry.id === id);
const copies = (change: Members): Web => ({ [`${HOME}/assertions/1`]: assertion(change) });

describe('a hosted badge', () => {
  test('is valid, with every check in its place, and says what it is', async () => {
    const report = await ask(assertion());
    expect(report.checks.map(({ id, status }) => `${id} ${status}`)).toEqual([
      'reading pass',
      'contexts pass',
      'context-integrity pass',
      'shape pass',
      'terms skipped',
      'validity pass',
      'key skipped',
      'issuer-binding pass',
      'proof pass',
      'resources skipped',
      'status pass',
      'issuer-trust unknown',
      'log unknown',
    ]);
    expect(report).toMatchObject({
      outcome: 'valid',
      kind: 'credential',
      format: 'open-badges-2.0',
      securing: 'hosted',
      issuer: `${HOME}/issuer`,
      validFrom: '2026-05-01T00:00:00Z',
      proofs: [{ suite: 'HostedBadge', verificationMethod: `${HOME}/assertions/1`, status: 'pass' }],
      credential: { badge: { name: 'Robotics', issuer: { name: 'Example Institute' } } },
    });
  });

  test('may have its badge and issuer inside; the issuer is still asked for itself', async () => {
    const inside = badgeClass({ issuer: profile({ name: 'A name of my own' }) });
    const given = assertion({ badge: inside });
    const report = await ask(given, {
      [`${HOME}/assertions/1`]: given,
      [`${HOME}/badges/robotics`]: undefined,
    });
    expect(report).toMatchObject({
      outcome: 'valid',
      credential: { badge: { issuer: { name: 'Example Institute' } } },
    });
  });

  test('may be handed in as a copy that leaves something out', async () => {
    const { recipient: _recipient, ...rest } = assertion({ narrative: 'As it is hosted.' });
    const hosted = { ...rest, recipient: assertion()['recipient'] };
    const report = await ask(assertion(), { [`${HOME}/assertions/1`]: hosted });
    expect(report).toMatchObject({ outcome: 'valid', credential: { narrative: 'As it is hosted.' } });
  });

  test('is revoked where its address says so or is gone', async () => {
    const gone = await ask(assertion(), { [`${HOME}/assertions/1`]: new Response('{}', { status: 410 }) });
    const stub = { '@context': assertion()['@context'], id: assertion()['id'], type: 'Assertion' };
    const told = await ask(assertion(), {
      [`${HOME}/assertions/1`]: { ...stub, revoked: true, revocationReason: 'Issued by mistake.' },
    });
    for (const report of [gone, told]) {
      expect(report.outcome).toBe('invalid');
      expect(found(report, 'status')).toMatchObject({ status: 'fail', code: 'revoked' });
      expect(report).not.toHaveProperty('credential');
    }
    expect(found(told, 'status')).toMatchObject({ detail: 'Issued by mistake.' });
  });

  test('is undetermined where nobody answers, and where nothing may be fetched', async () => {
    const unanswered = await verify(JSON.stringify(assertion()), { now: NOW, fetch: offline });
    expect(unanswered.outcome).toBe('undetermined');
    expect(found(unanswered, 'proof')).toMatchObject({ status: 'unknown', code: 'status-unavailable' });
    const alone = await verify(JSON.stringify(assertion()), { now: NOW });
    expect(alone.outcome).toBe('undetermined');
    for (const id of ['proof', 'status'])
      expect(found(alone, id)).toMatchObject({ status: 'unknown', code: 'fetch-blocked' });
    const noIssuer = await ask(assertion(), { [`${HOME}/issuer`]: undefined });
    expect(noIssuer.outcome).toBe('undetermined');
    expect(found(noIssuer, 'issuer-binding')).toMatchObject({ status: 'unknown', code: 'key-unresolvable' });
    expect(noIssuer).not.toHaveProperty('issuer');
  });

  test('is not valid before it was issued, and expired after its end', async () => {
    const late = { expires: '2026-05-31T00:00:00Z' };
    expect(found(await ask(assertion(late), copies(late)), 'validity')).toMatchObject({ code: 'expired' });
    const early = { issuedOn: '2026-07-01T00:00:00Z' };
    expect(found(await ask(assertion(early), copies(early)), 'validity')).toMatchObject({
      code: 'not-yet-valid',
    });
  });

  test('is recognised, and may be required to be', async () => {
    const trusted = { trustedIssuers: [`${HOME}/issuer`], requireTrustedIssuer: true };
    expect((await ask(assertion(), {}, trusted)).outcome).toBe('valid');
    const report = await ask(assertion(), {}, { ...trusted, trustedIssuers: ['did:example:else'] });
    expect(found(report, 'issuer-trust')).toMatchObject({ status: 'fail', code: 'issuer-untrusted' });
    expect(report.outcome).toBe('invalid');
  });

  test('may be left out by the policy, which then asks nobody', async () => {
    const asked: string[] = [];
    const fetch = webOf(world(''), asked);
    const policy: VerificationPolicy = { acceptedSuites: ['RS256'] };
    const report = await verify(JSON.stringify(assertion()), { now: NOW, fetch, policy });
    expect(found(report, 'proof')).toMatchObject({ status: 'fail', code: 'alg-not-allowed' });
    expect(asked).toEqual([]);
  });
});

describe('the recipient of a badge', () => {
  const of = async (recipient: Members, recipients: string[]): Promise<VerificationReport> =>
    ask(assertion({ recipient }), copies({ recipient }), { recipients });
  const hashed = assertion()['recipient'] as Members;

  test('is not looked at where nobody is expected', async () => {
    expect(found(await ask(assertion()), 'holder')).toBeUndefined();
  });

  test('is whoever the hash with its salt is of', async () => {
    for (const recipient of [
      hashed,
      { ...hashed, identity: 'md5$be83faca215ab669d57d81e350c75296' },
      { type: 'email', identity: 'maya@example.org', hashed: false },
    ]) {
      const report = await of(recipient, ['someone@example.org', 'maya@example.org']);
      expect(found(report, 'holder'), JSON.stringify(recipient)).toMatchObject({
        status: 'pass',
        required: true,
      });
      expect(report.outcome).toBe('valid');
    }
  });

  test('is nobody else, whatever is done to the salt', async () => {
    for (const recipient of [
      { ...hashed, salt: 'deadseas' },
      { ...hashed, salt: '' },
      { type: 'email', hashed: true, identity: hashed['identity'] },
      { ...hashed, hashed: false },
    ]) {
      const report = await of(recipient, ['maya@example.org']);
      expect(report.outcome).toBe('invalid');
      expect(found(report, 'holder')).toMatchObject({ status: 'fail', code: 'holder-mismatch' });
    }
  });

  test('stays unknown under a hash that cannot be made', async () => {
    const report = await of({ ...hashed, identity: 'whirlpool$00' }, ['maya@example.org']);
    expect(report.outcome).toBe('undetermined');
    expect(found(report, 'holder')).toMatchObject({ status: 'unknown', code: 'holder-mismatch' });
  });
});

describe('Open Badges 1', () => {
  const place = `${HOME}/assertions/1`;
  const first = (change: Members = {}): Members => ({
    uid: 'a-1',
    recipient: { type: 'email', identity: 'maya@example.org', hashed: false },
    badge: `${HOME}/badges/robotics`,
    verify: { type: 'hosted', url: place },
    issuedOn: 1_777_593_600,
    ...change,
  });
  const badge = {
    name: 'Robotics',
    description: 'Builds a robot.',
    image: `${HOME}/robotics.png`,
    criteria: `${HOME}/criteria`,
    issuer: `${HOME}/issuer`,
  };
  const old: Web = {
    [place]: first(),
    [`${HOME}/badges/robotics`]: badge,
    [`${HOME}/issuer`]: { name: 'Example Institute', url: HOME },
  };

  test('is read without contexts, with seconds for a date', async () => {
    expect(await ask(first(), old)).toMatchObject({
      outcome: 'valid',
      format: 'open-badges-1.1',
      validFrom: '2026-05-01T00:00:00.000Z',
      issuer: `${HOME}/issuer`,
    });
  });

  test('is read with the context of 1.1', async () => {
    const given = first({ '@context': 'https://w3id.org/openbadges/v1', type: 'Assertion', id: place });
    expect(await ask(given, { ...old, [place]: given })).toMatchObject({
      outcome: 'valid',
      format: 'open-badges-1.1',
    });
  });
});
