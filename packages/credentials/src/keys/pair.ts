import type { JsonWebKey as NodeJwk, KeyObject } from 'node:crypto';
import { concat, fromBase58, fromBase64Url, toBase58, toBase64Url } from '../bytes/index.ts';
import { node, ownBuffer, randomBytes, viewOf } from '../platform/index.ts';
import type { Signer, SignerAlgorithm } from '../signer.ts';
import { keyFromJwk } from './public-key.ts';
import { WEB_USE } from './signature.ts';

/** A private key as a JSON Web Key: the public members and `d` (for RSA also p, q, dp, dq, qi). */
export type PrivateJwk = Readonly<Record<string, string>>;

/** A new key pair with the did:key that it makes. Keep `secretKeyMultibase` and `privateKeyJwk` secret. */
export interface KeyPair {
  algorithm: 'Ed25519' | 'P-256' | 'P-384';
  publicKeyMultibase: string;
  secretKeyMultibase: string;
  privateKeyJwk: PrivateJwk;
  /** `did:key:` and the public key. */
  did: string;
  /** The only verification method of that did:key. */
  verificationMethod: string;
}

const SECRET_HEADERS = {
  Ed25519: Uint8Array.of(0x80, 0x26),
  'P-256': Uint8Array.of(0x86, 0x26),
  'P-384': Uint8Array.of(0x87, 0x26),
} as const;

const PKCS8_ED25519 = Uint8Array.of(48, 46, 2, 1, 0, 48, 5, 6, 3, 43, 101, 112, 4, 34, 4, 32);

/** Makes an Ed25519 key pair, from a seed of 32 secret bytes where one is given. */
export async function generateEd25519(seed: Uint8Array = randomBytes(32)): Promise<KeyPair> {
  if (seed.length !== 32) throw new RangeError('an Ed25519 seed has 32 bytes');
  const jwk = await ed25519JwkFromSeed(seed);
  return pairFromJwk('Ed25519', jwk);
}

/** Makes a P-256 or P-384 key pair. */
export async function generateEcdsa(curve: 'P-256' | 'P-384'): Promise<KeyPair> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: curve }, true, [
    'sign',
    'verify',
  ]);
  return pairFromJwk(curve, (await crypto.subtle.exportKey('jwk', pair.privateKey)) as unknown as PrivateJwk);
}

function pairFromJwk(algorithm: KeyPair['algorithm'], jwk: PrivateJwk): KeyPair {
  const { kty, crv, x, y, d } = jwk as { kty: string; crv: string; x: string; y?: string; d: string };
  const { key } = keyFromJwk(y === undefined ? { kty, crv, x } : { kty, crv, x, y });
  const secret = fromBase64Url(d);
  if (key?.multibase === undefined || secret === undefined)
    throw new Error('the platform made an unsound key');
  const did = `did:key:${key.multibase}`;
  return {
    algorithm,
    publicKeyMultibase: key.multibase,
    secretKeyMultibase: 'z' + toBase58(concat(SECRET_HEADERS[algorithm], secret)),
    privateKeyJwk: y === undefined ? { kty, crv, x, d } : { kty, crv, x, y, d },
    did,
    verificationMethod: `${did}#${key.multibase}`,
  };
}

async function ed25519JwkFromSeed(seed: Uint8Array): Promise<PrivateJwk> {
  const der = concat(PKCS8_ED25519, seed);
  if (node !== undefined) {
    const key = node.crypto.createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8' });
    return key.export({ format: 'jwk' }) as PrivateJwk;
  }
  const key = await crypto.subtle.importKey('pkcs8', ownBuffer(der), { name: 'Ed25519' }, true, ['sign']);
  return (await crypto.subtle.exportKey('jwk', key)) as unknown as PrivateJwk;
}

/**
 * Makes a signer from a private key: a Multikey secret (`z…` of Ed25519, P-256 or P-384) or a private JWK
 * (also RSA of 2048 bits or more). Without `verificationMethod` the key signs as its own did:key, which RSA
 * does not have. Throws a TypeError for a key that verifiers would refuse.
 */
export async function signerFromPrivateKey(
  secret: string | PrivateJwk,
  options: { verificationMethod?: string } = {},
): Promise<Signer> {
  const jwk = typeof secret === 'string' ? await jwkFromMultibase(secret) : secret;
  // A private key may keep itself for signing; that says nothing of its public half.
  const { d: _d, p: _p, q: _q, dp: _dp, dq: _dq, qi: _qi, key_ops: _operations, ...rest } = jwk;
  const { key, problem } = keyFromJwk(rest);
  if (problem !== undefined) throw new TypeError(`the private key is not usable: ${problem}`);
  const verificationMethod =
    options.verificationMethod ??
    (key.multibase === undefined ? undefined : `did:key:${key.multibase}#${key.multibase}`);
  if (verificationMethod === undefined) throw new TypeError('an RSA key needs a verificationMethod');
  const algorithm: SignerAlgorithm = key.kind === 'RSA' ? 'RS256' : key.kind;
  const signer: Signer = { verificationMethod, algorithm, sign: await signFunction(key.kind, jwk) };
  if (key.multibase !== undefined) signer.publicKeyMultibase = key.multibase;
  return signer;
}

async function jwkFromMultibase(text: string): Promise<PrivateJwk> {
  const bytes = text.startsWith('z') && text.length < 128 ? fromBase58(text.slice(1)) : undefined;
  if (bytes === undefined) throw new TypeError('not a Multikey secret');
  for (const algorithm of ['Ed25519', 'P-256', 'P-384'] as const) {
    const header = SECRET_HEADERS[algorithm];
    if (bytes[0] !== header[0] || bytes[1] !== header[1]) continue;
    const raw = bytes.slice(2);
    if (raw.length !== (algorithm === 'P-384' ? 48 : 32))
      throw new TypeError('a Multikey secret of wrong length');
    return algorithm === 'Ed25519' ? ed25519JwkFromSeed(raw) : ecJwk(algorithm, raw);
  }
  throw new TypeError('a Multikey secret of an unknown kind');
}

function ecJwk(curve: 'P-256' | 'P-384', secret: Uint8Array): PrivateJwk {
  if (node === undefined) throw new TypeError('in a browser a P-256 or P-384 secret must be a JWK');
  const ecdh = node.crypto.createECDH(curve === 'P-256' ? 'prime256v1' : 'secp384r1');
  ecdh.setPrivateKey(Buffer.from(secret));
  const point = viewOf(ecdh.getPublicKey());
  const half = (point.length - 1) / 2;
  return {
    kty: 'EC',
    crv: curve,
    x: toBase64Url(point.subarray(1, 1 + half)),
    y: toBase64Url(point.subarray(1 + half)),
    d: toBase64Url(secret),
  };
}

async function signFunction(
  kind: 'Ed25519' | 'P-256' | 'P-384' | 'RSA',
  jwk: PrivateJwk,
): Promise<Signer['sign']> {
  if (node !== undefined) {
    const { crypto: nodeCrypto } = node;
    const key: KeyObject = nodeCrypto.createPrivateKey({ key: { ...jwk } as NodeJwk, format: 'jwk' });
    if (kind === 'Ed25519') return (data) => viewOf(nodeCrypto.sign(null, data, key));
    if (kind === 'RSA') return (data) => viewOf(nodeCrypto.sign('sha256', data, key));
    const digest = kind === 'P-256' ? 'sha256' : 'sha384';
    return (data) => viewOf(nodeCrypto.sign(digest, data, { key, dsaEncoding: 'ieee-p1363' }));
  }
  const algorithm =
    kind === 'Ed25519'
      ? { name: 'Ed25519' }
      : kind === 'RSA'
        ? { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
        : { name: 'ECDSA', namedCurve: kind };
  const key = await crypto.subtle.importKey('jwk', { ...jwk }, algorithm, false, ['sign']);
  return async (data) => new Uint8Array(await crypto.subtle.sign(WEB_USE[kind], key, ownBuffer(data)));
}
