import { Buffer } from 'node:buffer';
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { FetchLike } from '../fetch.ts';
import { signerFromPrivateKey, type PrivateJwk, type Signer } from '../keys/index.ts';
import { forgeJws } from './forge.ts';

type Members = Record<string, unknown>;

/** What stands at each address: JSON, text, an answer of its own, or nothing (undefined). */
export type Web = Readonly<Record<string, unknown>>;

/** A `fetch` that knows a few addresses and answers 404 to others; what was asked is written down. */
export function webOf(web: Web, asked: string[] = []): FetchLike {
  return (url) => {
    asked.push(url);
    const found = web[url];
    if (found === undefined) return Promise.resolve(new Response('', { status: 404 }));
    if (found instanceof Response) return Promise.resolve(found.clone());
    const isText = typeof found === 'string';
    return Promise.resolve(
      new Response(isText ? found : JSON.stringify(found), {
        headers: { 'content-type': isText ? 'text/plain' : 'application/json' },
      }),
    );
  };
}

/** The host of the fictional issuer. */
export const HOME = 'https://badges.example.org';
const CONTEXT = 'https://w3id.org/openbadges/v2';

/** A hosted 2.0 assertion about a fictional person. */
export const assertion = (change: Members = {}): Members => ({
  '@context': CONTEXT,
  type: 'Assertion',
  id: `${HOME}/assertions/1`,
  recipient: {
    type: 'email',
    hashed: true,
    salt: 'deadsea',
    // SHA-256 of maya@example.org and the salt.
    identity: 'sha256$9b86e630aef8cdc2c7b96a27b52c1e24ea451b052c682a7db81219bf1c821481',
  },
  badge: `${HOME}/badges/robotics`,
  issuedOn: '2026-05-01T00:00:00Z',
  verification: { type: 'HostedBadge' },
  ...change,
});

/** The badge class that the assertion names. */
export const badgeClass = (change: Members = {}): Members => ({
  '@context': CONTEXT,
  type: 'BadgeClass',
  id: `${HOME}/badges/robotics`,
  name: 'Robotics',
  description: 'Builds a robot that finds its way.',
  image: `${HOME}/robotics.png`,
  criteria: { narrative: 'A robot that finds its way through a maze.' },
  issuer: `${HOME}/issuer`,
  ...change,
});

/** The profile of the issuer. */
export const profile = (change: Members = {}): Members => ({
  '@context': CONTEXT,
  type: 'Issuer',
  id: `${HOME}/issuer`,
  name: 'Example Institute',
  url: HOME,
  publicKey: `${HOME}/keys/1`,
  ...change,
});

/** A key document with a public key in PEM. */
export const keyDocument = (pem: string, change: Members = {}): Members => ({
  '@context': CONTEXT,
  type: 'CryptographicKey',
  id: `${HOME}/keys/1`,
  owner: `${HOME}/issuer`,
  publicKeyPem: pem,
  ...change,
});

/** Everything that a hosted or signed assertion needs, with some addresses put over it. */
export const world = (pem: string, change: Web = {}): Web => ({
  [`${HOME}/assertions/1`]: assertion(),
  [`${HOME}/badges/robotics`]: badgeClass(),
  [`${HOME}/issuer`]: profile(),
  [`${HOME}/keys/1`]: keyDocument(pem),
  ...change,
});

/** An RSA key pair: its public half in PEM, and a signer. */
export async function rsaIssuer(
  bits = 2_048,
): Promise<{ pem: string; signer: Signer; privateKey: KeyObject }> {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: bits });
  const pem = publicKey.export({ format: 'pem', type: 'spki' }).toString();
  const jwk = privateKey.export({ format: 'jwk' }) as unknown as PrivateJwk;
  const signer =
    bits < 2_048
      ? { verificationMethod: '', algorithm: 'RS256' as const, sign: () => new Uint8Array(bits / 8) }
      : await signerFromPrivateKey(jwk, { verificationMethod: `${HOME}/keys/1` });
  return { pem, signer, privateKey };
}

/** The public half, in PEM, of a private JWK. */
export function pemOf(jwk: PrivateJwk): string {
  const key = createPublicKey(createPrivateKey({ key: { ...jwk }, format: 'jwk' }));
  return Buffer.from(key.export({ format: 'pem', type: 'spki' })).toString();
}

/** The assertion as it is signed. */
export const signedAssertion = (change: Members = {}): Members =>
  assertion({
    id: 'urn:uuid:0f6e5d4c-3b2a-4190-8f7e-6d5c4b3a2918',
    verification: { type: 'SignedBadge', creator: `${HOME}/keys/1` },
    ...change,
  });

/** Signs an assertion into a compact JWS. */
export const sign = (signer: Signer, payload: unknown, header: Members = {}): Promise<string> =>
  forgeJws({ alg: 'RS256', typ: 'JWT', ...header }, payload, signer);
