import { generateEd25519, signerFromPrivateKey, type KeyPair, type Signer } from '@rungs/credentials/keys';
import { issue, type FetchLike } from '@rungs/credentials';

/** The time of every bench. */
export const NOW = new Date('2026-06-01T12:00:00Z');
/** Nothing is fetched in a bench. */
export const offline: FetchLike = () => Promise.reject(new Error('offline'));

const ISSUERS = 5;
const ACHIEVEMENTS = 20;
const CREDENTIALS = 1_000;

/** An issuer of the bench. */
export interface BenchIssuer {
  pair: KeyPair;
  signer: Signer;
}

/** The issuers of the bench, always the same. */
export async function issuers(): Promise<BenchIssuer[]> {
  const made: BenchIssuer[] = [];
  for (let i = 0; i < ISSUERS; i++) {
    const pair = await generateEd25519(new Uint8Array(32).fill(i + 1));
    made.push({ pair, signer: await signerFromPrivateKey(pair.privateKeyJwk) });
  }
  return made;
}

function achievementOf(number: number): object {
  return {
    id: `https://badges.example/b/${number}/1`,
    type: ['Achievement'],
    name: `Achievement ${number}: reasoning with data`,
    description: 'Draws sound conclusions from samples and says how sure they are.',
    achievementType: 'MicroCredential',
    criteria: { narrative: 'Three worked analyses, each judged against a rubric of four criteria.' },
    image: { id: `https://badges.example/b/${number}.png`, type: 'Image', caption: 'A curve' },
    alignment: Array.from({ length: 1 + (number % 4) }, (_, i) => ({
      type: ['Alignment'],
      targetName: `competency ${number}.${i}`,
      targetUrl: `https://frameworks.example/skill/${number}-${i}`,
      targetFramework: 'Example framework',
      targetCode: `S${number}.${i}`,
    })),
    resultDescription: [
      {
        id: `urn:uuid:00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
        type: ['ResultDescription'],
        name: 'Overall',
        resultType: 'LetterGrade',
        allowedValue: ['A', 'B', 'C'],
      },
    ],
    tag: ['statistics', 'data', `group ${number % 5}`],
  };
}

/** An unsigned credential of the bench, of about 3 kB: 20 achievements, as many issuers as there are. */
export function unsigned(number: number, issuer: string): Record<string, unknown> {
  const achievement = number % ACHIEVEMENTS;
  const hex = number.toString(16).padStart(12, '0');
  return {
    '@context': [
      'https://www.w3.org/ns/credentials/v2',
      'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
    ],
    id: `urn:uuid:7f9c2ba4-e88f-427d-9a5b-${hex}`,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: `Achievement ${achievement}: reasoning with data`,
    issuer: { id: issuer, type: ['Profile'], name: 'Example Institute', url: 'https://institute.example/' },
    validFrom: '2026-05-01T00:00:00Z',
    validUntil: '2031-05-01T00:00:00Z',
    credentialSubject: {
      type: ['AchievementSubject'],
      identifier: [
        {
          type: 'IdentityObject',
          hashed: true,
          identityHash: `sha256$${hex.repeat(5)}`,
          identityType: 'emailAddress',
          salt: `salt-${number}`,
        },
      ],
      achievement: achievementOf(achievement),
      result: [
        {
          type: ['Result'],
          resultDescription: `urn:uuid:00000000-0000-4000-8000-${String(achievement).padStart(12, '0')}`,
          value: 'ABC'[number % 3],
        },
      ],
    },
    credentialStatus: [
      {
        id: `https://status.example/1#${number}`,
        type: 'BitstringStatusListEntry',
        statusPurpose: 'revocation',
        statusListIndex: String(number),
        statusListCredential: 'https://status.example/1',
      },
    ],
    evidence: [{ id: `https://evidence.example/${number}`, type: ['Evidence'], name: 'Portfolio' }],
  };
}

/** Signed credentials of the bench; without status, since nothing is fetched. */
export async function signedCredentials(
  suite: 'eddsa-rdfc-2022' | 'eddsa-jcs-2022' | 'vc-jwt',
  count = CREDENTIALS,
  ofAchievement: object = {},
): Promise<string[]> {
  const all = await issuers();
  const texts: string[] = [];
  for (let i = 0; i < count; i++) {
    const { signer, pair } = all[i % ISSUERS] as BenchIssuer;
    const { credentialStatus: _, ...credential } = unsigned(i, pair.did);
    const subject = credential['credentialSubject'] as Record<string, object>;
    subject['achievement'] = { ...subject['achievement'], ...ofAchievement };
    texts.push(await issue(credential, { signer, now: NOW, suite }));
  }
  return texts;
}
