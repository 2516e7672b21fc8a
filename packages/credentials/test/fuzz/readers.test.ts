import { describe, expect, test } from 'vitest';
import {
  fromBase58,
  fromBase64,
  fromBase64Url,
  fromUtf8,
  MAX_BASE58,
  toBase58,
  toBase64,
  toBase64Url,
  toUtf8,
} from '../../src/bytes/index.ts';
import { contextRegistry } from '../../src/contexts/index.ts';
import { readDateTime } from '../../src/dates/index.ts';
import { canonicalJson, isObject, readJson } from '../../src/json/index.ts';
import {
  didWebUrl,
  generateEcdsa,
  keyFromJwk,
  keyFromMultibase,
  signerFromPrivateKey,
  type PublicKey,
} from '../../src/keys/index.ts';
import {
  consistencyProof,
  formatCheckpoint,
  inclusionProof,
  leafHash,
  noteVerifierKey,
  parseCheckpoint,
  parseNoteVerifierKey,
  signNote,
  treeRoot,
  verifyConsistency,
  verifyInclusion,
  verifyNote,
  type TreeHash,
} from '../../src/log/index.ts';
import { canonicalByCompiler } from '../../src/rdf/index.ts';
import { canonicalByJsonld } from '../../src/rdf/oracle.ts';
import { findUnsigned } from '../../src/rdf/unsigned.ts';
import { testIssuer } from '../../src/testing/sample.ts';
import { damageBytes, damageText, JSON_PIECES } from './damage.ts';
import { mutateTree } from './mutate-tree.ts';
import { documents } from './originals.ts';
import type { Random } from './random.ts';
import { repeat, show } from './run.ts';
import { print, treeOf } from './tree.ts';

const originals = await documents();
const { pair } = await testIssuer();

describe('the JSON reader', () => {
  const codes = new Set(['malformed', 'duplicate-key', 'number-unsafe', 'limit-exceeded']);

  test('reads what JSON.parse reads, and says why where it does not', async () => {
    const tally = await repeat('JSON', 800, (random) => {
      const original = random.pick(originals).text;
      const text = random.once(2)
        ? damageText(random.once(2) ? original : original.slice(0, random.below(400)), random, JSON_PIECES)
        : print(mutateTree(treeOf(JSON.parse(original)), random), random);
      const read = readJson(random.once(2) ? text : toUtf8(text));
      if (read.fault !== undefined) {
        if (!codes.has(read.fault.code)) throw new Error(`${read.fault.code} for ${show(text)}`);
        return false;
      }
      if (canonicalJson(read.value) !== canonicalJson(JSON.parse(text)))
        throw new Error(`read as something else: ${show(text)}`);
      return true;
    });
    expect(tally.accepted).toBeGreaterThan(tally.runs / 20);
  });

  test('takes no bytes that are not UTF-8', async () => {
    await repeat('bytes of JSON', 200, (random) => {
      const bytes = damageBytes(toUtf8(random.pick(originals).text), random);
      const read = readJson(bytes);
      if (read.fault === undefined) expect(toUtf8(fromUtf8(bytes) as string)).toEqual(bytes);
      return read.fault === undefined;
    });
  });
});

describe('the compiler', () => {
  test('writes what jsonld writes, also of documents that nobody should sign', async () => {
    const registry = contextRegistry();
    const limits = { quads: 2_000, workFactor: 1, milliseconds: 100 };
    await repeat('statements', 200, async (random) => {
      const { text, suite } = random.pick(originals);
      const { value } = readJson(print(mutateTree(treeOf(JSON.parse(text)), random)));
      if (!isObject(value) || suite === undefined || findUnsigned(value, 8_000) !== undefined) return false;
      const own = canonicalByCompiler(value, registry, limits);
      if (own?.nquads === undefined) return false;
      const oracle = await canonicalByJsonld(value, registry, limits);
      if (oracle.fault?.code !== 'limit-exceeded' && own.nquads !== oracle.nquads)
        throw new Error(`${oracle.fault?.detail ?? 'other statements'} for ${show(JSON.stringify(value))}`);
      return true;
    });
  });
});

/** A text that was damaged, now and then a short one of the same letters. */
function damaged(text: string, random: Random, pieces: readonly string[]): string {
  return damageText(random.once(8) ? text.slice(0, random.below(8)) : text, random, pieces);
}

describe('the encodings', () => {
  const alphabet = [...'123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0OIl+/-_= \n'];
  const texts = (bytes: Uint8Array): string[] => [toBase58(bytes), toBase64Url(bytes), toBase64(bytes)];

  test('read every text in one way only', async () => {
    await repeat('encodings', 600, (random) => {
      const bytes = Uint8Array.from({ length: random.below(40) }, () =>
        random.pick([0, 0, 255, random.below(256)]),
      );
      const text = damaged(random.pick(texts(bytes)), random, alphabet);
      const [base58, base64Url, base64] = [fromBase58(text), fromBase64Url(text), fromBase64(text)];
      if (base58 !== undefined) expect(toBase58(base58)).toBe(text);
      if (base64Url !== undefined) expect(toBase64Url(base64Url)).toBe(text);
      if (base64 !== undefined) expect(toBase64(base64)).toBe(text);
      expect(fromBase58(text + '2'.repeat(MAX_BASE58 + 1))).toBeUndefined();
      return (base58 ?? base64Url ?? base64) !== undefined;
    });
  });
});

describe('keys and their names', () => {
  test('a Multikey has one spelling', async () => {
    const [small, large] = [await generateEcdsa('P-256'), await generateEcdsa('P-384')];
    const multikeys = [pair.publicKeyMultibase, small.publicKeyMultibase, large.publicKeyMultibase];
    const jwks = [pair, small, large].map(({ privateKeyJwk: { d: _d, ...jwk } }) => jwk);
    await repeat('keys', 400, (random) => {
      const bytes = damageBytes(fromBase58(random.pick(multikeys).slice(1)) as Uint8Array, random);
      const text = random.once(2)
        ? 'z' + toBase58(bytes)
        : damaged(random.pick(multikeys), random, ['z', '1', 'u', '0']);
      const { key } = keyFromMultibase(text);
      if (key !== undefined) expect(key.multibase).toBe(text);
      const { value } = readJson(print(mutateTree(treeOf(random.pick(jwks)), random)));
      const read: { key?: PublicKey } = isObject(value) ? keyFromJwk(value) : {};
      if (read.key !== undefined) {
        expect(value).toMatchObject(read.key.jwk);
        expect(keyFromMultibase(read.key.multibase ?? '').key?.jwk).toEqual(read.key.jwk);
      }
      return (key ?? read.key) !== undefined;
    });
  });

  test('a did:web leads to the host that it names', async () => {
    const names = ['did:web:example.com', 'did:web:example.com%3A8443:users:1', 'did:web:a.example:b%20c'];
    const pieces = [':', '%3A', '%2F', '%00', '/', '\\', '..', '@', '#', '?', ' ', '。', 'ß', '[::1]', '.'];
    await repeat('did:web', 400, (random) => {
      const name = damaged(random.pick(names), random, pieces);
      const url = didWebUrl(name);
      if (url === undefined) return false;
      const [host = ''] = name.slice('did:web:'.length).split(':');
      const { protocol, hostname, username, search, hash, pathname } = new URL(url);
      expect([protocol, username, search, hash]).toEqual(['https:', '', '', '']);
      expect(pathname.endsWith('/did.json') && !pathname.includes('//'), name).toBe(true);
      const [own = ''] = decodeURIComponent(host).split(':');
      // An address of numbers has many spellings; which one is asked for is judged where the request goes out.
      if (!/^[0-9.x]+$/i.test(own)) expect(hostname, name).toBe(own.toLowerCase());
      return true;
    });
  });

  test('a date is read as everybody reads it', async () => {
    const dates = [
      '2026-02-28T23:59:59Z',
      '2024-02-29T00:00:00.123456789-14:00',
      '0001-01-01T00:00:00+00:00',
    ];
    const pieces = [...'0123456789:-+TZ. tz', '24', '60', '29', '31', '٣'];
    await repeat('dates', 500, (random) => {
      const text = damaged(random.pick(dates), random, pieces);
      const at = readDateTime(text);
      if (at === undefined) return false;
      expect(at, text).toBe(Date.parse(text.replace(/(\.\d{3})\d+/, '$1')));
      return true;
    });
  });
});

describe('the formats of the log', () => {
  const leaves = Array.from({ length: 21 }, (_, index) => leafHash(toUtf8(`entry ${index}`)));
  const root = treeRoot(leaves);

  test('a checkpoint has one spelling', async () => {
    const text = formatCheckpoint({ origin: 'log.example/rungs', size: 21, root, extensions: ['x 1'] });
    await repeat('checkpoints', 300, (random) => {
      const mutant = damaged(text, random, ['\n', '\n\n', '0', ' ', '=', '+', '\r', '18446744073709551616']);
      const read = parseCheckpoint(mutant);
      if (read !== undefined) expect(formatCheckpoint(read)).toBe(mutant);
      return read !== undefined;
    });
  });

  test('a note is opened with its own text, or not at all', async () => {
    const signer = await signerFromPrivateKey(pair.privateKeyJwk);
    const publicKey = fromBase64Url(pair.privateKeyJwk['x'] as string) as Uint8Array;
    const known = { name: 'log.example/rungs', publicKey, sign: signer.sign };
    const text = formatCheckpoint({ origin: 'log.example/rungs', size: 21, root });
    const note = await signNote(text, [known]);
    const key = noteVerifierKey(known);
    const pieces = ['\n', '\n\n', '\u2014', '— log.example/rungs AAAA\n', ' ', '=', '+', '\u0000', '\ud800'];
    await repeat('notes', 300, async (random) => {
      const mutant = damaged(note, random, pieces);
      const opened = await verifyNote(random.once(2) ? mutant : toUtf8(mutant), [known]);
      if (opened !== undefined) expect(opened).toEqual({ text, signedBy: [known.name] });
      const read = parseNoteVerifierKey(damaged(key, random, ['+', '=', '0', ' ']));
      if (read !== undefined) expect(read).toEqual({ name: known.name, publicKey });
      return opened !== undefined;
    });
  });

  test('no altered proof shows anything', async () => {
    await repeat('log proofs', 300, (random) => {
      const index = random.below(leaves.length);
      const proof = mutantProof(inclusionProof(leaves, index), random);
      const isIncluded = verifyInclusion({ leaf: leaves[index] as TreeHash, index, size: 21, root, proof });
      const firstSize = 1 + random.below(20);
      const path = mutantProof(consistencyProof(leaves, firstSize), random);
      const firstRoot = treeRoot(leaves.slice(0, firstSize));
      const isConsistent = verifyConsistency({ firstSize, firstRoot, size: 21, root, proof: path });
      if (isIncluded) expect(proof).toEqual(inclusionProof(leaves, index));
      if (isConsistent) expect(path).toEqual(consistencyProof(leaves, firstSize));
      return isIncluded || isConsistent;
    });
  });
});

function mutantProof(proof: readonly TreeHash[], random: Random): TreeHash[] {
  const list: TreeHash[] = proof.map((hash) => hash.slice());
  const at = random.below(Math.max(list.length, 1));
  switch (random.below(6)) {
    case 0:
      list.splice(at, 1);
      break;
    case 1:
      list.splice(at, 0, random.pick([new Uint8Array(32), list[0] ?? new Uint8Array(32)]));
      break;
    case 2:
      list.reverse();
      break;
    case 3:
      if (list[at] !== undefined) list[at] = damageBytes(list[at], random);
      break;
    case 4:
      list.push(new Uint8Array(random.pick([0, 31, 32, 33])));
      break;
    default:
  }
  return list;
}
