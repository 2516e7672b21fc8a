import { createSign, generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { concat, fromBase64Url, toBase64Url, toUtf8 } from '../bytes/index.ts';
import { testIssuer } from '../testing/sample.ts';
import { keyFromJwk, verifySignature, type PublicKey } from './index.ts';
import { isOfRocaForm } from './roca.ts';

const DATA = toUtf8('what was signed');
/** Orders of the groups: a scalar of a signature is below them. */
const ORDERS = {
  'P-256': 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
  'P-384':
    0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
} as const;
const L25519 = 2n ** 252n + 27742317777372353535851937790883648493n;

const valueOf = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
const bytesOf = (value: bigint, length: number): Uint8Array =>
  Uint8Array.from(Buffer.from(value.toString(16).padStart(length * 2, '0'), 'hex'));

describe.each([
  ['P-256', 'sha256', 32],
  ['P-384', 'sha384', 48],
] as const)('an ECDSA signature of %s', (curve, digest, size) => {
  const pair = generateKeyPairSync('ec', { namedCurve: curve });
  const key = keyFromJwk(pair.publicKey.export({ format: 'jwk' })).key as PublicKey;
  const sign = (dsaEncoding: 'ieee-p1363' | 'der'): Uint8Array =>
    new Uint8Array(createSign(digest).update(DATA).sign({ key: pair.privateKey, dsaEncoding }));
  const signature = sign('ieee-p1363');
  const [r, s] = [signature.subarray(0, size), signature.subarray(size)];
  const order = ORDERS[curve];

  test('is r and s, each of full length and inside the group; either of the two s will do', async () => {
    expect(await verifySignature(key, DATA, signature)).toBe(true);
    const other = concat(r, bytesOf(order - valueOf(s), size));
    expect(await verifySignature(key, DATA, other)).toBe(true);
  });

  const zero = new Uint8Array(size);
  const wrong: [string, Uint8Array][] = [
    ['nothing', new Uint8Array()],
    ['zeros', concat(zero, zero)],
    ['r alone', concat(r, zero)],
    ['s alone', concat(zero, s)],
    ['r and s exchanged', concat(s, r)],
    ['r of the order', concat(bytesOf(order, size), s)],
    ['s of the order', concat(r, bytesOf(order, size))],
    ['ones', new Uint8Array(2 * size).fill(255)],
    ['r and s of 1', concat(bytesOf(1n, size), bytesOf(1n, size))],
    ['DER', sign('der')],
    ['a byte more', concat(signature, Uint8Array.of(0))],
    ['a byte in front', concat(Uint8Array.of(0), signature)],
    ['a byte less', signature.subarray(0, -1)],
    ['r and s each with a zero in front', concat(Uint8Array.of(0), r, Uint8Array.of(0), s)],
  ];
  test.each(wrong)('is not %s', async (_, bytes) => {
    expect(await verifySignature(key, DATA, bytes)).toBe(false);
  });
});

describe('an Ed25519 signature', () => {
  test('has an S below the order of the group, and 64 bytes', async () => {
    const { pair, signer } = await testIssuer();
    const key = keyFromJwk({ kty: 'OKP', crv: 'Ed25519', x: pair.privateKeyJwk['x'] }).key as PublicKey;
    const signature = await signer.sign(DATA);
    expect(await verifySignature(key, DATA, signature)).toBe(true);
    const scalar = valueOf(signature.slice(32).reverse());
    const malleated = concat(signature.subarray(0, 32), bytesOf(scalar + L25519, 32).reverse());
    const others = [
      malleated,
      concat(signature, Uint8Array.of(0)),
      signature.subarray(1),
      new Uint8Array(64),
    ];
    for (const other of others) expect(await verifySignature(key, DATA, other)).toBe(false);
  });
});

describe('a public JWK', () => {
  const jwk = generateKeyPairSync('rsa', { modulusLength: 2_048 }).publicKey.export({
    format: 'jwk',
  }) as Record<string, unknown>;
  const modulus = fromBase64Url(jwk['n'] as string) as Uint8Array;
  const rows: [string, Record<string, unknown>, string][] = [
    ['for encryption', { use: 'enc' }, 'key-not-authorized'],
    ['for an operation that is not verifying', { key_ops: ['encrypt'] }, 'key-not-authorized'],
    ['whose operations are no list', { key_ops: 'verify' }, 'key-not-authorized'],
    ['of another algorithm', { alg: 'PS512' }, 'key-not-authorized'],
    ['with a private part', { d: 'AQAB' }, 'key-weak'],
    ['with an exponent of one', { e: 'AQ' }, 'key-weak'],
    ['with a zero in front', { n: toBase64Url(concat(Uint8Array.of(0), modulus)) }, 'key-weak'],
    ['of 1024 bits', { n: toBase64Url(modulus.subarray(128)) }, 'key-weak'],
    ['that is even', { n: toBase64Url(concat(modulus.subarray(1), Uint8Array.of(2))) }, 'key-weak'],
    ['of an unknown kind', { kty: 'oct' }, 'key-unresolvable'],
  ];
  test.each(rows)('%s is refused', (_, change, problem) => {
    expect(keyFromJwk({ ...jwk, ...change })).toEqual({ problem });
  });

  test('is taken with or without a word on what it is for', () => {
    for (const more of [{}, { use: 'sig' }, { key_ops: ['verify'], alg: 'RS256' }, { kid: '1', x5t: 'x' }])
      expect(keyFromJwk({ ...jwk, ...more }).key?.kind).toBe('RSA');
  });

  test('from the generator whose primes are powers of 65537 is recognised', () => {
    // A product of two numbers of that form; nothing says that they are prime, which the form does not ask either.
    const small = [
      3n,
      5n,
      7n,
      11n,
      13n,
      17n,
      19n,
      23n,
      29n,
      31n,
      37n,
      41n,
      43n,
      47n,
      53n,
      59n,
      61n,
      67n,
      71n,
    ];
    const more = [73n, 79n, 83n, 89n, 97n, 101n, 103n, 107n, 109n, 113n, 127n, 131n, 137n, 139n, 149n, 151n];
    const primorial = [2n, ...small, ...more, 157n, 163n, 167n].reduce((product, prime) => product * prime);
    const powerOf = (exponent: number): bigint => {
      let value = 1n;
      for (let i = 0; i < exponent; i++) value = (value * 65_537n) % primorial;
      return value;
    };
    const like = (factor: bigint, exponent: number): bigint => factor * primorial + powerOf(exponent);
    const flawed = like(2n ** 800n + 12_345n, 777) * like(2n ** 801n + 999n, 1_234);
    const bytes = bytesOf(flawed, Math.ceil(flawed.toString(16).length / 2));
    expect(isOfRocaForm(bytes)).toBe(true);
    expect(isOfRocaForm(modulus)).toBe(false);
    bytes[bytes.length - 1] = ((bytes.at(-1) as number) + 2) & 0xff;
    expect(isOfRocaForm(bytes)).toBe(false);
  });
});
