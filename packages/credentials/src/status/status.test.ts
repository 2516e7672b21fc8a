import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toBase64Url } from '../bytes/index.ts';
import { issue, verify, type FetchLike, type VerificationReport } from '../index.ts';
import { forge } from '../testing/forge.ts';
import { NOW, offline, sampleBadge, testIssuer } from '../testing/sample.ts';
import {
  createStatusList,
  decodeStatusList,
  encodeStatusList,
  getStatus,
  setStatus,
  statusEntry,
  statusListCredential,
  type StatusPurpose,
} from './index.ts';

const LIST = 'https://status.example/lists/1';
const index = 94_567;

async function badgeWith(status: unknown, seed = 7): Promise<string> {
  const { signer, did } = await testIssuer(seed);
  return forge(sampleBadge(did, { credentialStatus: status }), signer);
}

interface ListOptions {
  seed?: number;
  set?: number[];
  purpose?: StatusPurpose;
  change?: (unsigned: Record<string, unknown>) => void;
}

async function listText({
  seed = 7,
  set = [],
  purpose = 'revocation',
  change,
}: ListOptions): Promise<string> {
  const { signer, did } = await testIssuer(seed);
  const list = createStatusList();
  for (const entry of set) setStatus(list, entry, true);
  const content = { id: LIST, issuer: did, purpose, list, validFrom: new Date('2026-05-01T00:00:00Z') };
  const unsigned = (await statusListCredential(content)) as Record<string, unknown>;
  change?.(unsigned);
  return issue(unsigned, { signer, now: new Date('2026-05-01T00:00:00Z') });
}

const serving =
  (text: string): FetchLike =>
  (url) =>
    url === LIST ? Promise.resolve(new Response(text)) : Promise.reject(new Error('elsewhere'));

async function statusOf(
  badge: string,
  fetch: FetchLike,
): Promise<{ report: VerificationReport; status: unknown }> {
  const report = await verify(badge, { now: NOW, fetch });
  return { report, status: report.checks.find((check) => check.id === 'status') };
}

const entry = (purpose: StatusPurpose = 'revocation'): ReturnType<typeof statusEntry> =>
  statusEntry({ list: LIST, index, purpose });

describe('a status list', () => {
  test('keeps every entry apart from its neighbours and survives its encoding', async () => {
    const indexes = fc.array(fc.integer({ min: 0, max: 131_071 }), { maxLength: 50 });
    await fc.assert(
      fc.asyncProperty(indexes, async (set) => {
        const list = createStatusList();
        for (const at of set) setStatus(list, at, true);
        const { list: read } = await decodeStatusList(await encodeStatusList(list), { maxBits: 131_072 });
        for (const at of set) {
          expect(getStatus(read ?? list, at)).toBe(1);
          const next = (at + 1) % 131_072;
          expect(getStatus(read ?? list, next)).toBe(set.includes(next) ? 1 : 0);
        }
      }),
      { numRuns: 20 },
    );
  });

  test('counts its first entry from the left of the first byte', () => {
    const list = createStatusList();
    setStatus(list, 0, true);
    setStatus(list, 9, true);
    expect([...list.bytes.subarray(0, 2)]).toEqual([0x80, 0x40]);
    expect(() => getStatus(list, 131_072)).toThrow(RangeError);
    expect(() => createStatusList(1_000)).toThrow(RangeError);
  });
});

describe('an entry of a list', () => {
  const messages = ['open', 'asked', 'granted', 'refused'];

  test('of several bits says what each value means, and is read back as that', async () => {
    const { signer, did } = await testIssuer();
    const list = createStatusList(undefined, 2);
    setStatus(list, index, 3);
    const content = { id: LIST, issuer: did, purpose: 'message', list, validFrom: NOW } as const;
    const text = await issue(await statusListCredential(content), { signer, now: NOW });
    const reference = ['https://status.example/about'];
    const own = statusEntry({ list: LIST, index, purpose: 'message', size: 2, messages, reference });
    expect(own.statusMessage?.at(-1)).toEqual({ status: '0x3', message: 'refused' });
    const badge = await issue(sampleBadge(did, { credentialStatus: own }), { signer, now: NOW });
    const { status } = await statusOf(badge, serving(text));
    expect(status).toMatchObject({ status: 'pass', detail: 'status 3: refused' });
  });

  test('has as many messages as values', () => {
    const make = (size: number, words?: string[]): unknown =>
      statusEntry({ list: LIST, index, purpose: 'message', size, ...(words && { messages: words }) });
    expect(() => make(2)).toThrow(RangeError);
    expect(() => make(2, messages.slice(1))).toThrow(RangeError);
    expect(() => make(9, messages)).toThrow(RangeError);
    expect(make(1)).not.toHaveProperty('statusMessage');
  });
});

describe('the status of a credential', () => {
  test('is clear while its bit is not set, and revoked or suspended once it is', async () => {
    const badge = await badgeWith(entry());
    const clear = await statusOf(badge, serving(await listText({ set: [index - 1, index + 1] })));
    expect(clear.report.outcome, JSON.stringify(clear.report.checks)).toBe('valid');
    const revoked = await statusOf(badge, serving(await listText({ set: [index] })));
    expect(revoked.status).toMatchObject({ status: 'fail', code: 'revoked' });
    const suspendable = await badgeWith(entry('suspension'));
    const suspended = await statusOf(
      suspendable,
      serving(await listText({ set: [index], purpose: 'suspension' })),
    );
    expect(suspended.status).toMatchObject({ status: 'fail', code: 'suspended' });
    expect(suspended.report.outcome).toBe('invalid');
  });

  test('is not known while the list cannot be reached', async () => {
    const { report, status } = await statusOf(await badgeWith(entry()), offline);
    expect(status).toMatchObject({ status: 'unknown', code: 'status-unavailable' });
    expect(report.outcome).toBe('undetermined');
  });

  const refused: [string, ListOptions, string][] = [
    ['by another issuer', { seed: 9 }, 'status-invalid'],
    ['of another purpose', { purpose: 'suspension' }, 'status-invalid'],
    [
      'that has expired',
      { change: (list) => (list['validUntil'] = '2026-05-20T00:00:00Z') },
      'status-invalid',
    ],
    [
      'with another id',
      { change: (list) => (list['id'] = 'https://status.example/lists/2') },
      'status-invalid',
    ],
    ['that is too short', { change: setBytes(new Uint8Array(100)) }, 'status-invalid'],
    ['that inflates without end', { change: setBytes(new Uint8Array(17 * 1_048_576)) }, 'limit-exceeded'],
  ];
  for (const [what, options, code] of refused) {
    test(`is refused with a list ${what}`, async () => {
      const { report, status } = await statusOf(await badgeWith(entry()), serving(await listText(options)));
      expect(status).toMatchObject({ status: 'fail', code });
      expect(report.outcome).toBe('invalid');
    });
  }

  test('is refused with a list whose proof does not hold', async () => {
    const list = (await listText({})).replace('2026-05-01T00:00:00Z', '2026-05-02T00:00:00Z');
    const { status } = await statusOf(await badgeWith(entry()), serving(list));
    expect(status).toMatchObject({ status: 'fail', code: 'status-invalid' });
  });

  const indexes: unknown[] = ['0x10', '010', '-1', '1e3', ' 7', '131072', '9007199254740993', ''];
  for (const bad of indexes) {
    test(`is refused with index ${JSON.stringify(bad)}`, async () => {
      const badge = await badgeWith({ ...entry(), statusListIndex: bad });
      const { status } = await statusOf(badge, serving(await listText({})));
      expect(status).toMatchObject({ status: 'fail', code: 'status-invalid' });
    });
  }

  test('is never asked for over http, from this machine, or through a redirect to it', async () => {
    const asked: string[] = [];
    const spy: FetchLike = (url) => {
      asked.push(url);
      return Promise.resolve(new Response(null, { status: 302, headers: { location: 'http://127.0.0.1/' } }));
    };
    for (const url of ['http://status.example/1', 'https://127.0.0.1/1', 'https://169.254.169.254/1', LIST]) {
      const badge = await badgeWith({ ...entry(), statusListCredential: url });
      const { status } = await statusOf(badge, spy);
      expect(status).toMatchObject({ status: 'fail', code: 'fetch-blocked' });
    }
    expect(asked).toEqual([LIST]);
  });
});

describe('a plain revocation list', () => {
  const EXTENDED = [
    'https://www.w3.org/ns/credentials/v2',
    'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
    'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json',
  ];
  const id = 'urn:uuid:7f9c2ba4-e88f-427d-9a5b-3d1c0b7a6e55';
  const listed = async (list: object): Promise<unknown> => {
    const { signer, did } = await testIssuer();
    const status = { id: LIST, type: '1EdTechRevocationList' };
    const badge = sampleBadge(did, { '@context': EXTENDED, credentialStatus: status });
    const text = await forge(badge, signer);
    return (await statusOf(text, serving(JSON.stringify({ id: LIST, issuer: did, ...list })))).status;
  };

  test('revokes what it names, and nothing else', async () => {
    expect(await listed({ revokedCredential: [{ id: 'urn:x:1' }] })).toMatchObject({ status: 'pass' });
    expect(await listed({ revokedCredential: [{ id, revocationReason: 'lost' }] })).toMatchObject({
      code: 'revoked',
      detail: 'lost',
    });
    expect(await listed({ revokedCredential: [{ id, revoked: false }] })).toMatchObject({ status: 'pass' });
  });

  test('of somebody else, or without a list, is refused', async () => {
    const refused = { status: 'fail', code: 'status-invalid' };
    expect(await listed({ revokedCredential: [], issuer: 'did:example:else' })).toMatchObject(refused);
    expect(await listed({ revokedCredential: [], id: 'https://status.example/2' })).toMatchObject(refused);
    expect(await listed({})).toMatchObject(refused);
  });
});

function setBytes(bytes: Uint8Array): (list: Record<string, unknown>) => void {
  return (list) => {
    const subject = list['credentialSubject'] as Record<string, unknown>;
    subject['encodedList'] = 'u' + toBase64Url(gzipSync(bytes));
  };
}
