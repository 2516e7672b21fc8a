import type { KeyObject } from 'node:crypto';
import { fromBase64Url } from '../bytes/index.ts';
import { node, ownBuffer } from '../platform/index.ts';
import type { PublicKey } from './public-key.ts';

const keyObjects = new WeakMap<PublicKey, KeyObject>();
const webKeys = new WeakMap<PublicKey, ReturnType<typeof crypto.subtle.importKey>>();

/** The order of the Ed25519 base point, little-endian. */
const L25519 = fromBase64Url('7dP1XBpjEljWnPei3vneFAAAAAAAAAAAAAAAAAAAABA') as Uint8Array;

/** The digest inside the signature of each kind of key. */
const DIGEST = { Ed25519: null, 'P-256': 'sha256', 'P-384': 'sha384', RSA: 'sha256' } as const;
const SIGNATURE_BYTES = { Ed25519: 64, 'P-256': 64, 'P-384': 96, RSA: undefined } as const;

/**
 * Checks a signature over the data itself (the digest of ECDSA and RSA is taken inside): synchronously in
 * Node, by WebCrypto in a browser. ECDSA signatures are r then s; RSA is PKCS #1 v1.5 with SHA-256.
 * A wrong length, an Ed25519 S not below the group order, or an r or s of zero is a signature that is wrong.
 */
export function verifySignature(
  key: PublicKey,
  data: Uint8Array,
  signature: Uint8Array,
): boolean | Promise<boolean> {
  const length = SIGNATURE_BYTES[key.kind];
  if (length !== undefined && signature.length !== length) return false;
  if (key.kind === 'Ed25519' && !isBelowOrder(signature)) return false;
  if (key.kind === 'P-256' || key.kind === 'P-384') {
    const half = signature.length / 2;
    if (isZero(signature.subarray(0, half)) || isZero(signature.subarray(half))) return false;
  }
  return node === undefined ? verifyInBrowser(key, data, signature) : verifyInNode(key, data, signature);
}

function isBelowOrder(signature: Uint8Array): boolean {
  for (let i = 31; i >= 0; i--) {
    const difference = (signature[32 + i] as number) - (L25519[i] as number);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

function isZero(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0);
}

function verifyInNode(key: PublicKey, data: Uint8Array, signature: Uint8Array): boolean {
  const { crypto } = node as NonNullable<typeof node>;
  try {
    let object = keyObjects.get(key);
    if (object === undefined) {
      object = crypto.createPublicKey({ key: { ...key.jwk }, format: 'jwk' });
      keyObjects.set(key, object);
    }
    if (key.kind === 'P-256' || key.kind === 'P-384') {
      return crypto.verify(DIGEST[key.kind], data, { key: object, dsaEncoding: 'ieee-p1363' }, signature);
    }
    return crypto.verify(DIGEST[key.kind], data, object, signature);
  } catch {
    return false;
  }
}

const WEB_IMPORT = {
  Ed25519: { name: 'Ed25519' },
  'P-256': { name: 'ECDSA', namedCurve: 'P-256' },
  'P-384': { name: 'ECDSA', namedCurve: 'P-384' },
  RSA: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
} as const;

/** What WebCrypto is told when each kind of key signs or verifies. */
export const WEB_USE = {
  Ed25519: { name: 'Ed25519' },
  'P-256': { name: 'ECDSA', hash: 'SHA-256' },
  'P-384': { name: 'ECDSA', hash: 'SHA-384' },
  RSA: { name: 'RSASSA-PKCS1-v1_5' },
} as const;

async function verifyInBrowser(key: PublicKey, data: Uint8Array, signature: Uint8Array): Promise<boolean> {
  try {
    let imported = webKeys.get(key);
    if (imported === undefined) {
      imported = crypto.subtle.importKey('jwk', { ...key.jwk }, WEB_IMPORT[key.kind], false, ['verify']);
      webKeys.set(key, imported);
    }
    const verifier = await imported;
    return await crypto.subtle.verify(WEB_USE[key.kind], verifier, ownBuffer(signature), ownBuffer(data));
  } catch {
    return false;
  }
}
