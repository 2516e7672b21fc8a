import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { fromBase64Url, toBase64Url, toUtf8 } from '../../src/bytes/index.ts';
import { issue, type FetchLike, type VerificationReport } from '../../src/index.ts';
import { signerFromPrivateKey } from '../../src/keys/index.ts';
import {
  createStatusList,
  decodeStatusList,
  setStatus,
  statusEntry,
  statusListCredential,
} from '../../src/status/index.ts';
import { forge } from '../../src/testing/forge.ts';
import { NOW, sampleBadge, testIssuer } from '../../src/testing/sample.ts';
import { claimsOf } from './claims.ts';
import { damageBytes, damageText, JSON_PIECES } from './damage.ts';
import { mutateTree } from './mutate-tree.ts';
import type { Random } from './random.ts';
import { judge, repeat, show } from './run.ts';
import { print, treeOf } from './tree.ts';

type Members = Record<string, unknown>;

const LIST = 'https://status.example/lists/1';
const INDEX = 94_567;
const { signer, did, pair } = await testIssuer();

const badge = await forge(
  sampleBadge(did, { credentialStatus: statusEntry({ list: LIST, index: INDEX, purpose: 'revocation' }) }),
  signer,
);

async function listText(isRevoked: boolean): Promise<string> {
  const list = createStatusList();
  setStatus(list, INDEX, isRevoked);
  const content = { id: LIST, issuer: did, purpose: 'revocation' as const, list, validFrom: NOW };
  return issue(await statusListCredential(content), { signer, now: NOW });
}
const lists = { clear: await listText(false), revoked: await listText(true) };

const TYPES = ['application/vc', 'application/json', 'text/html', 'image/png', ''];

/** Answers every request with one body; now and then as a server would that is not well. */
function serving(body: string | Uint8Array, random?: Random): FetchLike {
  const isOdd = random?.once(10) === true;
  const status = isOdd ? random.pick([200, 203, 204, 301, 404, 500]) : 200;
  const type = isOdd ? random.pick(TYPES) : 'application/vc';
  const headers = {
    'content-type': type,
    ...(status === 301 ? { location: random?.pick(['/x', '//[', 'http://a.example/']) ?? '' } : {}),
  };
  const content = status === 204 ? null : Uint8Array.from(typeof body === 'string' ? toUtf8(body) : body);
  return () => Promise.resolve(new Response(content, { status, headers }));
}

const statusOf = (report: VerificationReport): unknown =>
  report.checks.find(({ id }) => id === 'status')?.status;

function mutantList(text: string, random: Random): string {
  const document = JSON.parse(text) as { credentialSubject: { encodedList: string } };
  const encoded = document.credentialSubject.encodedList;
  const bits = gunzipSync(fromBase64Url(encoded.slice(1)) ?? new Uint8Array());
  switch (random.below(5)) {
    case 0:
      return damageText(text, random, JSON_PIECES);
    case 1:
      document.credentialSubject.encodedList = damageText(encoded, random, ['u', 'z', '=', '-', 'A', ' ']);
      break;
    case 2:
      bits[INDEX >> 3] = 0;
      document.credentialSubject.encodedList = 'u' + toBase64Url(gzipSync(bits, { level: random.below(10) }));
      break;
    default:
      return print(mutateTree(treeOf(document), random), random.once(3) ? random : undefined);
  }
  return JSON.stringify(document);
}

describe('a mutant of a status list', () => {
  test('the originals say clear and revoked', async () => {
    expect(statusOf(await judge(badge, { fetch: serving(lists.clear) }))).toBe('pass');
    expect(statusOf(await judge(badge, { fetch: serving(lists.revoked) }))).toBe('fail');
  });

  test('never clears a revoked credential, nor one that it does not speak of', async () => {
    const tally = await repeat('status lists', 300, async (random) => {
      const isRevoked = random.once(2);
      const original = isRevoked ? lists.revoked : lists.clear;
      const text = mutantList(original, random);
      const report = await judge(badge, { fetch: serving(text, random) });
      if (report.outcome !== 'valid') return false;
      if (isRevoked || claimsOf(JSON.parse(text), 'rdfc') !== claimsOf(JSON.parse(original), 'rdfc'))
        throw new Error(`an altered list cleared a credential: ${show(text)}`);
      return true;
    });
    expect(tally.accepted).toBeGreaterThan(0);
  });

  test('that its issuer signed as it is gets a verdict', async () => {
    await repeat('signed status lists', 100, async (random) => {
      const { proof: _proof, ...list } = JSON.parse(lists.clear) as Members;
      const changed = JSON.parse(safely(print(mutateTree(treeOf(list), random)), '{}')) as Members;
      const text = await forge({ ...changed }, signer);
      return (await judge(badge, { fetch: serving(text) })).outcome === 'valid';
    });
  });

  test('its bits are decoded as they are, or not at all', async () => {
    const sound = (JSON.parse(lists.clear) as { credentialSubject: { encodedList: string } })
      .credentialSubject;
    await repeat('encoded lists', 200, async (random) => {
      const compressed = damageBytes(fromBase64Url(sound.encodedList.slice(1)) as Uint8Array, random);
      const encoded = random.once(4)
        ? damageText(sound.encodedList, random, ['u', 'z', '=', '+', 'A', '\n'])
        : 'u' + toBase64Url(compressed);
      const { list } = await decodeStatusList(encoded, { maxBits: 16 * 131_072 });
      if (list === undefined) return false;
      expect('u' + toBase64Url(fromBase64Url(encoded.slice(1)) as Uint8Array)).toBe(encoded);
      const own = gunzipSync(fromBase64Url(encoded.slice(1)) as Uint8Array);
      expect(Buffer.compare(own, list.bytes)).toBe(0);
      return true;
    });
  });
});

const WEB = 'did:web:issuer.example';
const METHOD = `${WEB}#key-1`;
const webSigner = await signerFromPrivateKey(pair.privateKeyJwk, { verificationMethod: METHOD });
const webBadge = await forge(sampleBadge(WEB), webSigner);
const { d: _d, ...publicKeyJwk } = pair.privateKeyJwk;
const controllers = [
  {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
    id: WEB,
    verificationMethod: [
      { id: METHOD, type: 'Multikey', controller: WEB, publicKeyMultibase: pair.publicKeyMultibase },
      { id: '#key-2', type: 'Multikey', controller: WEB, publicKeyMultibase: pair.publicKeyMultibase },
    ],
    assertionMethod: [METHOD],
    authentication: ['#key-2'],
  },
  {
    id: WEB,
    verificationMethod: [{ id: '#key-1', type: 'JsonWebKey', controller: WEB, publicKeyJwk }],
    assertionMethod: ['#key-1'],
  },
  {
    id: WEB,
    assertionMethod: [
      { id: METHOD, type: 'Multikey', controller: WEB, publicKeyMultibase: pair.publicKeyMultibase },
    ],
  },
];

/** Whether a controller document, read without care, lets the key of the issuer make assertions. */
function allows(text: string): boolean {
  const document = JSON.parse(text) as Members;
  const own = (id: unknown): boolean => id === METHOD || id === '#key-1';
  const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);
  const objects = [...list(document['verificationMethod']), ...list(document['assertionMethod'])].filter(
    (item): item is Members => typeof item === 'object' && item !== null && own((item as Members)['id']),
  );
  const isListed = list(document['assertionMethod']).some(
    (item) => own(item) || (typeof item === 'object' && item !== null && own((item as Members)['id'])),
  );
  const key = objects.find(
    (item) =>
      item['controller'] === WEB &&
      (item['publicKeyMultibase'] === pair.publicKeyMultibase ||
        (item['publicKeyJwk'] as Members | undefined)?.['x'] === publicKeyJwk['x']),
  );
  return document['id'] === WEB && isListed && objects.length === 1 && key !== undefined;
}

describe('a mutant of a controller document', () => {
  test('each original lets its key sign', async () => {
    for (const document of controllers) {
      const report = await judge(webBadge, { fetch: serving(JSON.stringify(document)) });
      expect(report.outcome, JSON.stringify(report.checks)).toBe('valid');
    }
  });

  test('lets no key sign that it does not list for it', async () => {
    const tally = await repeat('controller documents', 400, async (random) => {
      const original = random.pick(controllers);
      const text = random.once(6)
        ? damageText(JSON.stringify(original), random, JSON_PIECES)
        : print(mutateTree(treeOf(original), random), random.once(3) ? random : undefined);
      const report = await judge(webBadge, { fetch: serving(text, random) });
      if (report.outcome !== 'valid') return false;
      if (!allows(text)) throw new Error(`a key was accepted by ${show(text)}`);
      return true;
    });
    expect(tally.accepted).toBeGreaterThan(0);
  });
});

function safely(text: string, instead: string): string {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? text : instead;
  } catch {
    return instead;
  }
}
