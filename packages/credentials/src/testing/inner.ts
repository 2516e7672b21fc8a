import { forge } from './forge.ts';
import { sampleBadge, testIssuer } from './sample.ts';

type Members = Record<string, unknown>;

const V2 = 'https://www.w3.org/ns/credentials/v2';
const OB = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json';
const CLR = 'https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json';

/** The fictional accreditor that endorses what the issuer issues. */
export const endorser = await testIssuer(11);

/** The id of a fictional learner. */
export const LEARNER = 'urn:uuid:2b1f6f0e-6a0c-4a53-9c3b-0a1f2e3d4c5b';

/** An unsigned endorsement of the sample badge. */
export const endorsement = (change: Members = {}): Members => ({
  '@context': [V2, OB],
  id: 'urn:uuid:4e0c5b1a-8d7f-4c3e-9b2a-1f0e9d8c7b6a',
  type: ['VerifiableCredential', 'EndorsementCredential'],
  issuer: { id: endorser.did, type: ['Profile'], name: 'Example Accreditor' },
  name: 'Endorsement',
  validFrom: '2026-05-01T00:00:00Z',
  credentialSubject: {
    id: 'https://badges.example/b/statistical-reasoning/1',
    type: ['EndorsementSubject'],
    endorsementComment: 'Judged with care.',
  },
  ...change,
});

/** A signed endorsement as plain data. */
export const endorsed = async (change: Members = {}): Promise<Members> =>
  JSON.parse(await forge(endorsement(change), endorser.signer)) as Members;

/** An unsigned CLR of an issuer around some credentials. */
export const clr = (issuer: string, inside: readonly unknown[], change: Members = {}): Members => ({
  '@context': [V2, CLR, OB],
  id: 'urn:uuid:9c8b7a6d-5e4f-4a3b-8c2d-1e0f9a8b7c6d',
  type: ['VerifiableCredential', 'ClrCredential'],
  issuer: { id: issuer, type: ['Profile'], name: 'Example Institute' },
  name: 'Record',
  validFrom: '2026-05-02T00:00:00Z',
  credentialSubject: { id: LEARNER, type: ['ClrSubject'], verifiableCredential: inside },
  ...change,
});

/** The unsigned sample badge about the learner, or about somebody else. */
export function badgeAbout(issuer: string, id: string = LEARNER, change: Members = {}): Members {
  const badge = sampleBadge(issuer, change);
  return { ...badge, credentialSubject: { ...(badge['credentialSubject'] as Members), id } };
}
