import { Agent, request } from 'node:https';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROFILES, type Profile } from './profile.ts';
import { startServer, type ConformanceServer } from './server.ts';

const NOW = new Date('2026-06-01T12:00:00Z');
const agent = new Agent({ rejectUnauthorized: false, keepAlive: true });

interface Reply {
  status: number;
  type: string;
  body: Record<string, unknown>;
}

function ask(url: string, body?: unknown): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' };
    const sent = request(url, { agent, method: body === undefined ? 'GET' : 'POST', headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const read = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
        const type = response.headers['content-type'] ?? '';
        resolve({ status: response.statusCode ?? 0, type, body: read });
      });
    });
    sent.on('error', reject);
    sent.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
}

/** The codes that a problem document carries. */
const codesOf = ({ body }: Reply): unknown =>
  (body['problemDetails'] as { code: string }[] | undefined)?.map(({ code }) => code);

const issuers = [
  ['eddsa-rdfc-2022', 'ed'],
  ['eddsa-jcs-2022', 'ed'],
  ['ecdsa-rdfc-2019', 'p256'],
  ['ecdsa-rdfc-2019-p384', 'p384'],
  ['ecdsa-jcs-2019', 'p256'],
  ['jose', 'ed'],
  ['eddsa-rdfc-2022-status', 'ed'],
] as const;

const credentialOf = (issuer: string, more: object = {}): Record<string, unknown> => ({
  '@context': ['https://www.w3.org/ns/credentials/v2'],
  id: 'urn:uuid:3f6b8a52-6f0e-4f5e-9d7c-0c5a2f1e7b44',
  type: ['VerifiableCredential'],
  issuer,
  name: 'A fictional credential',
  credentialSubject: { id: 'did:example:subject' },
  ...more,
});

describe('the server that the public suites talk to', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rungs-vc-api-'));
  const servers = {} as Record<Profile, ConformanceServer>;
  const issueAt = (name: string, credential: unknown, profile: Profile = 'strict'): Promise<Reply> =>
    ask(`${servers[profile].url}/issuers/${name}/credentials/issue`, { credential });
  const verifyAt = (verifiableCredential: unknown, profile: Profile = 'strict'): Promise<Reply> =>
    ask(`${servers[profile].url}/credentials/verify`, {
      verifiableCredential,
      options: { checks: ['proof'] },
    });

  beforeAll(async () => {
    for (const profile of PROFILES) {
      const didsFile = join(folder, `${profile}.json`);
      servers[profile] = await startServer({ port: 0, profile, now: () => NOW, didsFile });
    }
  });

  afterAll(async () => {
    agent.destroy();
    for (const profile of PROFILES) await servers[profile].close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('writes the did:keys of its issuers into a file', () => {
    const { dids } = servers.strict;
    expect(JSON.parse(readFileSync(join(folder, 'strict.json'), 'utf8'))).toEqual(dids);
    expect(dids.ed).toMatch(/^did:key:z6Mk/);
    expect(dids.p256).toMatch(/^did:key:zDna/);
    expect(dids.p384).toMatch(/^did:key:z82L/);
  });

  it.each(issuers)(
    'issues and verifies by %s, and refuses the altered copy with its code',
    async (name, key) => {
      const issued = await issueAt(name, credentialOf(servers.strict.dids[key]));
      expect(issued.status, JSON.stringify(issued.body)).toBe(201);
      const verified = await verifyAt(issued.body);
      expect(verified.status, JSON.stringify(verified.body)).toBe(200);
      expect(verified.body['verified']).toBe(true);
      const text = JSON.stringify(issued.body);
      const { id } = issued.body as { id: string };
      const otherLetter = id.at(-10) === 'A' ? 'B' : 'A';
      const altered = id.startsWith('data:')
        ? text.replace(id, `${id.slice(0, -10)}${otherLetter}${id.slice(-9)}`)
        : text.replace('A fictional', 'A factional');
      expect(altered).not.toBe(text);
      const refused = await verifyAt(JSON.parse(altered));
      expect(refused.status).toBe(422);
      expect(refused.type).toBe('application/problem+json');
      expect(refused.body).toMatchObject({ verified: false, code: 'proof-invalid' });
      expect(codesOf(refused)).toEqual(['proof-invalid']);
    },
  );

  it('refuses to issue what a verifier would refuse, with the place of the fault', async () => {
    const { ed } = servers.strict.dids;
    const refused = await issueAt(
      'eddsa-rdfc-2022',
      credentialOf(ed, { credentialSubject: 'did:example:1' }),
    );
    expect(refused.status).toBe(422);
    expect(refused.body['problemDetails']).toMatchObject([{ code: 'schema', pointer: '/credentialSubject' }]);
    const unsigned = await issueAt('eddsa-rdfc-2022', credentialOf(ed, { undefinedMember: 1 }));
    expect(codesOf(unsigned)).toEqual(['unsigned-term']);
  });

  it('reads a request strictly, and says what is wrong with it', async () => {
    const url = `${servers.conformance.url}/credentials/verify`;
    const twice = await ask(url, '{"verifiableCredential":{"id":"urn:x:1","id":"urn:x:2"}}');
    expect(twice.status).toBe(400);
    expect(codesOf(twice)).toEqual(['duplicate-key']);
    expect((await ask(url, { credential: {} })).status).toBe(400);
    expect((await verifyAt(JSON.stringify(credentialOf('did:example:1')))).status).toBe(400);
    expect((await ask(`${servers.conformance.url}/issuers/other/credentials/issue`, {})).status).toBe(404);
  });

  it('binds the issuer to the controller of the key, except in the conformance profile', async () => {
    const credential = credentialOf('https://issuer.example/1');
    const refused = await issueAt('ecdsa-rdfc-2019', credential);
    expect(codesOf(refused)).toEqual(['issuer-mismatch']);
    const issued = await issueAt('ecdsa-rdfc-2019', credential, 'conformance');
    expect(issued.status).toBe(201);
    expect((await verifyAt(issued.body, 'conformance')).status).toBe(200);
    expect(codesOf(await verifyAt(issued.body))).toEqual(['issuer-mismatch']);
  });

  it('takes terms that a document defines itself only in the conformance profile, and no protected ones', async () => {
    const own = (terms: object): Record<string, unknown> =>
      credentialOf(servers.conformance.dids.ed, {
        '@context': ['https://www.w3.org/ns/credentials/v2', terms],
        hat: 'green',
      });
    const { ed } = servers.strict.dids;
    const strict = await issueAt('eddsa-rdfc-2022', { ...own({ hat: 'urn:x:hat' }), issuer: ed });
    expect(codesOf(strict)).toEqual(['context-modified']);
    const issued = await issueAt('eddsa-rdfc-2022', own({ hat: 'urn:x:hat' }), 'conformance');
    expect(issued.status).toBe(201);
    expect((await verifyAt(issued.body, 'conformance')).status).toBe(200);
    expect(codesOf(await verifyAt(issued.body))).toEqual(['context-modified']);
    const changed = own({ hat: 'urn:x:hat', VerifiableCredential: 'urn:x:other' });
    expect(codesOf(await issueAt('eddsa-rdfc-2022', changed, 'conformance'))).toEqual(['context-modified']);
  });

  it('checks structure and time whatever checks are asked for', async () => {
    const over = credentialOf(servers.conformance.dids.ed, { validUntil: '2026-05-01T00:00:00Z' });
    expect(codesOf(await issueAt('eddsa-rdfc-2022', { ...over, issuer: servers.strict.dids.ed }))).toEqual([
      'expired',
    ]);
    const issued = await issueAt('eddsa-rdfc-2022', over, 'conformance');
    expect(issued.status).toBe(201);
    expect(codesOf(await verifyAt(issued.body, 'conformance'))).toEqual(['expired']);
  });

  it('compares the digests of related resources with the bytes of today', async () => {
    const withDigest = (digestSRI: string): Record<string, unknown> =>
      credentialOf(servers.strict.dids.ed, {
        relatedResource: { id: 'https://www.w3.org/ns/credentials/v2', digestSRI },
      });
    const digest = '59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734';
    const today = `sha256-${Buffer.from(digest, 'hex').toString('base64')}`;
    const stale = 'sha384-NSOcNpmdIVUxIJGvGUoe22FjTWrXiaXlsZ8q6912LdnR3KraQO2n75Ica4wK4Qeg';
    expect((await issueAt('eddsa-rdfc-2022', withDigest(today))).status).toBe(201);
    expect(codesOf(await issueAt('eddsa-rdfc-2022', withDigest(stale)))).toEqual(['context-modified']);
  });

  it('publishes a status list, and refuses a credential once it is revoked', async () => {
    const { url, dids } = servers.strict;
    const credential = credentialOf(dids.ed);
    const issued = await issueAt('eddsa-rdfc-2022-status', credential);
    const entry = issued.body['credentialStatus'] as Record<string, string>;
    expect(entry).toMatchObject({ type: 'BitstringStatusListEntry', statusPurpose: 'revocation' });
    expect(entry['statusMessage']).toHaveLength(2);
    const list = await ask(entry['statusListCredential'] as string);
    expect(list.body).toMatchObject({
      issuer: dids.ed,
      credentialSubject: { type: 'BitstringStatusList', ttl: 300_000 },
    });
    const change = { credentialId: credential['id'], credentialStatus: { type: 'BitstringStatusListEntry' } };
    expect((await ask(`${url}/issuers/eddsa-rdfc-2022-status/credentials/status`, change)).status).toBe(200);
    expect(codesOf(await verifyAt(issued.body))).toEqual(['revoked']);
  });

  it('adds an entry of several bits with all of its messages when it is asked to', async () => {
    const { url, dids } = servers.strict;
    const issued = await ask(`${url}/issuers/eddsa-rdfc-2022-status/credentials/issue`, {
      credential: credentialOf(dids.ed, { id: 'urn:uuid:8a1c7f30-58a4-4b1e-8d43-2f6f6a1c9e02' }),
      options: { statusSize: 2 },
    });
    const entries = issued.body['credentialStatus'] as Record<string, unknown>[];
    expect(entries[1]).toMatchObject({ statusPurpose: 'message', statusSize: 2 });
    expect(entries[1]?.['statusMessage']).toHaveLength(4);
    expect((await verifyAt(issued.body)).status).toBe(200);
  });

  it('verifies presentations against the challenge and the domain of the request', async () => {
    const { url, dids } = servers.conformance;
    const { body: credential } = await issueAt('eddsa-rdfc-2022', credentialOf(dids.ed), 'conformance');
    const verifiablePresentation = {
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      type: ['VerifiablePresentation'],
      verifiableCredential: [credential],
    };
    const reply = await ask(`${url}/presentations/verify`, {
      verifiablePresentation,
      options: { challenge: '1' },
    });
    expect(reply.status).toBe(422);
    expect(codesOf(reply)).toEqual(['proof-missing']);
  });
});
