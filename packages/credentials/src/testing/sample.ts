import type { FetchLike } from '../fetch.ts';
import { generateEd25519, signerFromPrivateKey, type KeyPair, type Signer } from '../keys/index.ts';

/** The time of the tests. */
export const NOW = new Date('2026-06-01T12:00:00Z');

/** A way out that leads nowhere. */
export const offline: FetchLike = () => Promise.reject(new Error('offline'));

/** An Ed25519 issuer whose key is made from one repeated byte. */
export async function testIssuer(seed = 7): Promise<{ pair: KeyPair; signer: Signer; did: string }> {
  const pair = await generateEd25519(new Uint8Array(32).fill(seed));
  return { pair, signer: await signerFromPrivateKey(pair.privateKeyJwk), did: pair.did };
}

/** An Open Badges 3.0 credential of a fictional person. */
export function sampleBadge(issuer: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    '@context': [
      'https://www.w3.org/ns/credentials/v2',
      'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
    ],
    id: 'urn:uuid:7f9c2ba4-e88f-427d-9a5b-3d1c0b7a6e55',
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: 'Statistical Reasoning',
    issuer: { id: issuer, type: ['Profile'], name: 'Example Institute' },
    validFrom: '2026-05-01T00:00:00Z',
    validUntil: '2031-05-01T00:00:00Z',
    credentialSubject: {
      type: ['AchievementSubject'],
      identifier: [
        {
          type: 'IdentityObject',
          hashed: true,
          identityHash: 'sha256$9b2e4d8f0a6c1e3b5d7f9a0c2e4b6d8f1a3c5e7b9d0f2a4c6e8b0d1f3a5c7e9b',
          identityType: 'emailAddress',
          salt: 'pepper',
        },
      ],
      achievement: {
        id: 'https://badges.example/b/statistical-reasoning/1',
        type: ['Achievement'],
        name: 'Statistical Reasoning',
        description: 'Draws sound conclusions from samples.',
        criteria: { narrative: 'Three worked analyses, judged against the rubric.' },
        achievementType: 'MicroCredential',
        alignment: [
          {
            type: ['Alignment'],
            targetName: 'analyse data',
            targetUrl: 'https://data.europa.eu/esco/skill/2b92a5b2-6758-4ee3-9fb4-b6387a55cc8f',
            targetFramework: 'ESCO',
            targetType: 'ext:skill',
          },
        ],
        tag: ['statistics', 'data'],
      },
    },
    ...more,
  };
}
