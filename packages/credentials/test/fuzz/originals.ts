import { generateKeyPairSync } from 'node:crypto';
import { toBase64Url, toUtf8 } from '../../src/bytes/index.ts';
import { CREDENTIALS_V1, CREDENTIALS_V2, OPEN_BADGES_V3 } from '../../src/contexts/index.ts';
import { issue, present, type Signer } from '../../src/index.ts';
import { generateEcdsa, signerFromPrivateKey, type PrivateJwk } from '../../src/keys/index.ts';
import { forge, forgeJws } from '../../src/testing/forge.ts';
import { NOW, offline, sampleBadge, testIssuer } from '../../src/testing/sample.ts';

type Members = Record<string, unknown>;

/** A sound document, what it is called, and who signed it. */
export interface Original {
  name: string;
  text: string;
  signer: Signer;
  /** The suite of its proof, or undefined for a token. */
  suite?: string;
}

/** The challenge that presentations here answer. */
export const CHALLENGE = 'c2f9a0d4e6b81375';

const { signer, did } = await testIssuer();
const board = await testIssuer(9);

async function ecdsa(curve: 'P-256' | 'P-384'): Promise<{ did: string; signer: Signer }> {
  const pair = await generateEcdsa(curve);
  return { did: pair.did, signer: await signerFromPrivateKey(pair.privateKeyJwk) };
}

async function rsa(): Promise<{ did: string; signer: Signer }> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const jwk = privateKey.export({ format: 'jwk' }) as unknown as PrivateJwk;
  const named = { kty: 'RSA', n: jwk['n'], e: jwk['e'] };
  const own = `did:jwk:${toBase64Url(toUtf8(JSON.stringify(named)))}`;
  return { did: own, signer: await signerFromPrivateKey(jwk, { verificationMethod: `${own}#0` }) };
}

/** A badge with a little of everything: numbers, language, evidence, results, a signed endorsement inside. */
async function rich(issuer: string): Promise<Members> {
  const plain = sampleBadge(issuer);
  const subject = plain['credentialSubject'] as Members;
  return {
    ...plain,
    description: 'Ein Urteil über Stichproben – 漢字 😀',
    evidence: [
      { id: 'https://example.org/e/1', type: ['Evidence'], name: 'Analysis', narrative: 'Three samples.' },
      { type: ['Evidence'], name: 'Analysis' },
      { type: ['Evidence'], name: 'Analysis' },
    ],
    credentialSubject: {
      ...subject,
      creditsEarned: 2.5,
      result: [{ type: ['Result'], value: '0.93', status: 'Completed' }],
    },
    endorsement: [JSON.parse(await endorsement()) as Members],
  };
}

/** What another issuer says of the badge. */
function endorsement(): Promise<string> {
  const content = {
    '@context': [CREDENTIALS_V2, OPEN_BADGES_V3],
    id: 'urn:uuid:0e3b6b52-6a3e-4c57-8d6c-1b6d5f3f9a11',
    type: ['VerifiableCredential', 'EndorsementCredential'],
    issuer: { id: board.did, type: ['Profile'], name: 'Example Board' },
    name: 'Endorsement',
    validFrom: '2026-05-01T00:00:00Z',
    credentialSubject: {
      id: 'https://badges.example/b/statistical-reasoning/1',
      type: ['EndorsementSubject'],
      endorsementComment: 'Sound.',
    },
  };
  return forge(content, board.signer);
}

/** A VC 1.1 credential with a Data Integrity proof. */
function firstEdition(issuer: string): Members {
  const { validFrom: _from, validUntil: _until, ...badge } = sampleBadge(issuer);
  return {
    ...badge,
    '@context': [CREDENTIALS_V1, OPEN_BADGES_V3, 'https://w3id.org/security/data-integrity/v2'],
    issuanceDate: '2026-05-01T00:00:00Z',
  };
}

/** A credential with two proofs, of which the second one covers the first. */
async function chained(): Promise<string> {
  const badge = sampleBadge(did);
  const first = JSON.parse(await forge(badge, signer, { proof: { id: 'urn:uuid:1' } })) as Members;
  const after = { ...badge, proof: [first['proof']] };
  const second = JSON.parse(
    await forge(after, signer, { proof: { previousProof: 'urn:uuid:1' } }),
  ) as Members;
  return JSON.stringify({ ...badge, proof: [first['proof'], second['proof']] });
}

/** Sound documents of every suite and shape; all of them verify at `NOW`. */
export async function documents(): Promise<Original[]> {
  const [small, large] = [await ecdsa('P-256'), await ecdsa('P-384')];
  const issued = async (
    name: string,
    badge: Members,
    suite: 'eddsa-rdfc-2022' | 'eddsa-jcs-2022' | 'ecdsa-rdfc-2019' | 'ecdsa-jcs-2019',
    by = signer,
  ): Promise<Original> => ({
    name,
    suite,
    signer: by,
    text: await issue(badge, { signer: by, now: NOW, suite, fetch: offline }),
  });
  const plain = await issued('plain eddsa-rdfc', sampleBadge(did), 'eddsa-rdfc-2022');
  const held = await present([plain.text], { signer, now: NOW, challenge: CHALLENGE });
  const both = await issue(JSON.parse(plain.text) as object, { signer, now: NOW, suite: 'eddsa-rdfc-2022' });
  return [
    plain,
    await issued('rich eddsa-rdfc', await rich(did), 'eddsa-rdfc-2022'),
    await issued('plain eddsa-jcs', sampleBadge(did), 'eddsa-jcs-2022'),
    await issued('rich eddsa-jcs', await rich(did), 'eddsa-jcs-2022'),
    await issued('P-256 rdfc', sampleBadge(small.did), 'ecdsa-rdfc-2019', small.signer),
    await issued('P-384 rdfc', sampleBadge(large.did), 'ecdsa-rdfc-2019', large.signer),
    await issued('P-256 jcs', await rich(small.did), 'ecdsa-jcs-2019', small.signer),
    { name: 'VC 1.1', suite: 'eddsa-rdfc-2022', signer, text: await forge(firstEdition(did), signer) },
    { name: 'two proofs', suite: 'eddsa-rdfc-2022', signer, text: both },
    { name: 'a chain of proofs', suite: 'eddsa-rdfc-2022', signer, text: await chained() },
    { name: 'presentation', suite: 'eddsa-rdfc-2022', signer, text: held },
  ];
}

/** Sound tokens of every algorithm and profile. */
export async function tokens(): Promise<Original[]> {
  const [small, large, long] = [await ecdsa('P-256'), await ecdsa('P-384'), await rsa()];
  const issued = async (
    name: string,
    { did: issuer, signer: by }: { did: string; signer: Signer },
    suite: 'vc-jwt' | 'ob-jwt',
  ): Promise<Original> => ({
    name,
    signer: by,
    text: await issue(sampleBadge(issuer), { signer: by, now: NOW, suite, fetch: offline }),
  });
  const { validFrom: _from, issuanceDate: _date, ...inner } = firstEdition(did);
  const claims = { iss: did, nbf: 1_777_593_600, jti: inner['id'], vc: inner };
  const header = { alg: 'EdDSA', typ: 'JWT', kid: signer.verificationMethod };
  return [
    await issued('EdDSA', { did, signer }, 'vc-jwt'),
    await issued('EdDSA of Open Badges', { did, signer }, 'ob-jwt'),
    await issued('ES256', small, 'ob-jwt'),
    await issued('ES384', large, 'vc-jwt'),
    await issued('RS256', long, 'ob-jwt'),
    { name: 'VC 1.1', signer, text: await forgeJws(header, claims, signer) },
  ];
}
