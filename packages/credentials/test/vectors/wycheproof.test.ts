import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { toBase64Url } from '../../src/bytes/index.ts';
import { keyFromJwk, verifySignature } from '../../src/keys/index.ts';
import { splitParts } from '../../src/proofs/compact.ts';
import { verifyJwt } from '../../src/proofs/jwt.ts';
import { openSession } from '../../src/session.ts';
import { NOW, offline } from '../../src/testing/sample.ts';
import { sharedPath } from '../shared.ts';

/**
 * Project Wycheproof (C2SP/wycheproof, Apache-2.0): the files of `testvectors_v1`, from the folder that
 * RUNGS_WYCHEPROOF names or from the standards beside the checkout. They are not part of the repository.
 */
const FOLDER = process.env['RUNGS_WYCHEPROOF'] ?? sharedPath('wycheproof/testvectors_v1');

type Jwk = Record<string, unknown>;
interface Vector {
  tcId: number;
  comment: string;
  result: 'valid' | 'invalid' | 'acceptable';
  msg: string;
  sig: string;
  jws: string;
}
interface Group {
  publicKey: { pk?: string; uncompressed?: string; keySize?: number };
  public?: Jwk & { keys?: Jwk[] };
  tests: Vector[];
}

const has = (name: string): boolean => existsSync(join(FOLDER, name));
const load = (name: string): [Group, Vector][] =>
  (JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as { testGroups: Group[] }).testGroups.flatMap(
    (group) => group.tests.map((vector): [Group, Vector] => [group, vector]),
  );
const named = ({ tcId, comment, result }: Vector): string => `${tcId} ${comment} (${result})`;

/** What an answer that differs is called; an answer as published is no difference. */
function difference(vector: Vector, isAccepted: boolean): string[] {
  if (vector.result === 'acceptable') return [`undecided: ${named(vector)}`];
  return isAccepted === (vector.result === 'valid')
    ? []
    : [`${isAccepted ? 'accepted' : 'refused'}: ${named(vector)}`];
}

describe.each([
  ['ed25519_test.json', 100],
  ['ecdsa_secp256r1_sha256_p1363_test.json', 200],
  ['ecdsa_secp384r1_sha384_p1363_test.json', 200],
])('Wycheproof %s', (file, atLeast) => {
  test.skipIf(!has(file))('every valid signature is accepted, and no other', async () => {
    const vectors = load(file);
    expect(vectors.length).toBeGreaterThan(atLeast);
    const found: string[] = [];
    for (const [{ publicKey }, vector] of vectors) {
      const { key } = keyFromJwk(jwkOf(publicKey));
      const isAccepted =
        key !== undefined && (await verifySignature(key, bytes(vector.msg), bytes(vector.sig)));
      found.push(...difference(vector, isAccepted));
    }
    expect(found).toEqual([]);
  });
});

function bytes(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex, 'hex'));
}

/** The key as a JWK, from its raw form: not every group has a JWK of its own. */
function jwkOf({ pk, uncompressed = '', keySize }: Group['publicKey']): Jwk {
  if (pk !== undefined) return { kty: 'OKP', crv: 'Ed25519', x: toBase64Url(bytes(pk)) };
  const point = bytes(uncompressed);
  const half = (point.length - 1) / 2;
  const [x, y] = [point.subarray(1, 1 + half), point.subarray(1 + half)];
  return { kty: 'EC', crv: `P-${String(keySize)}`, x: toBase64Url(x), y: toBase64Url(y) };
}

/** Algorithms that this engine has no use for; a sound token of one of them is refused like an unsound one. */
const FOREIGN = /^(?:HS|PS|RS384|RS512|ES512)/;

/**
 * Tokens that the file calls valid and that are refused all the same: a `?` stands inside a part, which is not
 * base64url (RFC 7515, section 2). They are HS256 besides, which is not accepted either.
 */
const REFUSED_BY_CHOICE: readonly string[] = [
  'refused: 372 InvalidCharacterInsertedInHeader (valid)',
  'refused: 373 InvalidCharacterInsertedInPayload (valid)',
];

describe.each([
  ['json_web_signature_test.json', 300],
  ['json_web_key_test.json', 20],
  ['json_web_crypto_test.json', 40],
])('Wycheproof %s', (file, atLeast) => {
  test.skipIf(!has(file))('every valid token of our algorithms is accepted, and no other', async () => {
    const vectors = load(file).filter(([, vector]) => typeof vector.jws === 'string');
    expect(vectors.length).toBeGreaterThan(atLeast);
    const found: string[] = [];
    let accepted = 0;
    for (const [group, vector] of vectors) {
      const isAccepted = await isAcceptedToken(group, vector.jws);
      if (isAccepted) accepted++;
      if (isAccepted || !isForeign(vector.jws)) found.push(...difference(vector, isAccepted));
    }
    expect(found.filter((one) => !REFUSED_BY_CHOICE.includes(one))).toEqual([]);
    expect(accepted).toBeGreaterThan(0);
  });
});

function isForeign(token: string): boolean {
  const split = splitParts(token);
  const algorithm = 'fault' in split ? '' : split.parts.header['alg'];
  return typeof algorithm === 'string' && FOREIGN.test(algorithm);
}

/** Whether a token is accepted with the one key of its group, which stands for the method that it names. */
async function isAcceptedToken(group: Group, token: string): Promise<boolean> {
  const split = splitParts(token);
  const keys = group.public?.keys ?? [group.public ?? {}];
  // A controller document is asked for one method by its id; a set of keys to choose from is never read.
  const { key, problem } = keys.length === 1 ? keyFromJwk(keys[0] as Jwk) : { problem: 'key-unresolvable' };
  if ('fault' in split || problem !== undefined || key === undefined) return false;
  const controller = 'https://keys.example/1';
  const relationships = new Set(['assertionMethod'] as const);
  const session = openSession({ now: NOW, fetch: offline });
  const method = { id: controller, controller, key, relationships };
  session.methods.get = () => Promise.resolve({ method });
  const outcome = await verifyJwt(split.parts, controller, undefined, 'assertionMethod', session);
  return outcome.finding.status === 'pass';
}
