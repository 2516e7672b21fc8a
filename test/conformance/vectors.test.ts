import {
  ALL_SUITES,
  verify,
  type FetchLike,
  type VerificationPolicy,
  type VerificationReport,
} from '@rungs/credentials';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { VECTOR_CONTEXTS } from './contexts.ts';

const vectors = [
  'eddsa-rdfc-2022',
  'eddsa-rdfc-2022-employ',
  'eddsa-jcs-2022',
  'Ed25519Signature2020',
  'proof-set1',
  'proof-set2',
  'proof-chain1',
  'proof-chain2',
  'ecdsa-rdfc-2019-p256',
  'ecdsa-rdfc-2019-p256-employ',
  'ecdsa-rdfc-2019-p384',
  'ecdsa-rdfc-2019-p384-employ',
  'ecdsa-jcs-2019-p256',
  'ecdsa-jcs-2019-p384',
];

interface Proof {
  proofValue: string;
  created: string;
  proofPurpose: string;
}
interface Document {
  issuer: unknown;
  credentialSubject: { alumniOf?: string; familyName?: string };
  proof: Proof | Proof[];
}

const offline: FetchLike = () => Promise.reject(new Error('offline'));
const textOf = (name: string): string =>
  readFileSync(new URL(`vectors/${name}.json`, import.meta.url), 'utf8');

/** The vectors name an https issuer and sign as a did:key, and use contexts of examples. */
const policy: VerificationPolicy = {
  issuerBinding: false,
  additionalContexts: VECTOR_CONTEXTS,
  acceptedSuites: [...ALL_SUITES, 'Ed25519Signature2020'],
};

const ask = (text: string, now = '2025-06-01T00:00:00Z', more = policy): Promise<VerificationReport> =>
  verify(text, { now: new Date(now), fetch: offline, policy: more });

function altered(name: string, change: (document: Document) => void): string {
  const document = JSON.parse(textOf(name)) as Document;
  change(document);
  return JSON.stringify(document);
}

const firstProof = (document: Document): Proof =>
  Array.isArray(document.proof) ? (document.proof[0] as Proof) : document.proof;

/** Exchanges two neighbouring characters of a signature that differ. */
function exchange(signature: string): string {
  const at = [...signature].findIndex((char, index) => index > 10 && char !== signature[index + 1]);
  return `${signature.slice(0, at)}${signature[at + 1]}${signature[at]}${signature.slice(at + 2)}`;
}

const alterations: [what: string, code: string, change: (document: Document) => void][] = [
  [
    'a claim',
    'proof-invalid',
    ({ credentialSubject: subject }) => {
      if (subject.alumniOf === undefined) subject.familyName = 'SMITT';
      else subject.alumniOf = 'The School of Exampels';
    },
  ],
  [
    'the issuer',
    'proof-invalid',
    (document) => {
      document.issuer = 'https://vc.example/issuers/5679';
    },
  ],
  [
    'the date of the proof',
    'proof-invalid',
    (document) => {
      firstProof(document).created = '2023-02-24T23:36:39Z';
    },
  ],
  [
    'the signature',
    'proof-invalid',
    (document) => {
      const proof = firstProof(document);
      proof.proofValue = exchange(proof.proofValue);
    },
  ],
  [
    'the purpose',
    'proof-purpose',
    (document) => {
      firstProof(document).proofPurpose = 'authentication';
    },
  ],
];

describe.each(vectors)('the published vector %s', (name) => {
  test('verifies', async () => {
    const report = await ask(textOf(name));
    expect(report.outcome, JSON.stringify(report.checks.filter(({ status }) => status === 'fail'))).toBe(
      'valid',
    );
  });

  test.each(alterations)('does not verify with %s altered: %s', async (_, code, change) => {
    const report = await ask(altered(name, change));
    expect(report.outcome).toBe('invalid');
    expect(report.checks).toContainEqual(expect.objectContaining({ id: 'proof', status: 'fail', code }));
  });

  test('is refused by default: the issuer is not the controller of the key', async () => {
    const report = await ask(textOf(name), undefined, { ...policy, issuerBinding: true });
    expect(report.outcome).toBe('invalid');
    expect(report.checks).toContainEqual(
      expect.objectContaining({ id: 'issuer-binding', status: 'fail', code: 'issuer-mismatch' }),
    );
  });
});

describe('of the published vectors', () => {
  test('a proof of a chain does not verify without the proof that it names', async () => {
    const chain = altered('proof-chain1', (document) => {
      document.proof = (document.proof as Proof[]).slice(1);
    });
    expect((await ask(chain)).checks).toContainEqual(
      expect.objectContaining({ id: 'proof', status: 'fail', code: 'proof-invalid' }),
    );
  });

  test('those with an end are judged at the time that is handed in', async () => {
    const late = await ask(textOf('eddsa-rdfc-2022-employ'), '2030-01-01T00:00:00Z');
    expect(late.checks).toContainEqual(expect.objectContaining({ id: 'validity', code: 'expired' }));
    const early = await ask(textOf('eddsa-rdfc-2022-employ'), '2019-01-01T00:00:00Z');
    expect(early.checks).toContainEqual(expect.objectContaining({ id: 'validity', code: 'not-yet-valid' }));
  });

  test('the proof type before the suites is refused unless the policy names it', async () => {
    const report = await ask(textOf('Ed25519Signature2020'), undefined, {
      issuerBinding: false,
      additionalContexts: VECTOR_CONTEXTS,
    });
    expect(report.checks).toContainEqual(
      expect.objectContaining({ id: 'proof', status: 'fail', code: 'alg-not-allowed' }),
    );
  });
});
