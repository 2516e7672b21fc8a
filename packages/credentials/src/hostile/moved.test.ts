import { describe, expect, test } from 'vitest';
import { contextRegistry } from '../contexts/index.ts';
import type { CheckId, FailureCode } from '../index.ts';
import { readJson, type JsonObject } from '../json/index.ts';
import { canonicalByJsonld } from '../rdf/oracle.ts';
import { badge, OB, refuses, signed, V2, type Members } from '../testing/hostile.ts';

/**
 * Documents that make the very statements that their issuer signed, with a member moved to where no reader looks:
 * the signature holds, and what would have refused the credential is out of sight.
 */
const XSD = 'http://www.w3.org/2001/XMLSchema#dateTime';
const VC = 'https://www.w3.org/2018/credentials#';
const ended = { validUntil: '2026-05-10T00:00:00Z' };
const status = {
  credentialStatus: {
    id: 'https://status.example/1#7',
    type: 'BitstringStatusListEntry',
    statusPurpose: 'revocation',
    statusListIndex: '7',
    statusListCredential: 'https://status.example/1',
  },
};
/** An endorsement of the credential that it stands in: an object inside that has the credential's own id. */
const endorsed = {
  endorsement: [
    {
      '@context': [V2, OB],
      id: 'urn:uuid:2',
      type: ['VerifiableCredential', 'EndorsementCredential'],
      issuer: 'https://example.org/issuers/2',
      name: 'Endorsement',
      validFrom: '2026-05-01T00:00:00Z',
      credentialSubject: { id: badge()['id'], type: ['EndorsementSubject'], endorsementComment: 'Sound.' },
    },
  ],
};

type Change = (document: Members) => void;
const rename =
  (from: string, to: string, value?: unknown): Change =>
  (document) => {
    document[to] = value ?? document[from];
    delete document[from];
  };
const intoEndorsement =
  (name: string): Change =>
  (document) => {
    const [endorsement] = document['endorsement'] as Members[];
    const subject = endorsement?.['credentialSubject'] as Members;
    subject['type'] = ['EndorsementSubject', 'VerifiableCredential'];
    subject[name] = document[name];
    delete document[name];
  };
const inProof =
  (change: Change): Change =>
  (document) =>
    change(document['proof'] as Members);

const rows: [string, () => Promise<string>, Change, FailureCode, CheckId][] = [
  [
    'an expiry under its IRI',
    () => signed(ended),
    rename('validUntil', `${VC}validUntil`, { '@type': XSD, '@value': ended.validUntil }),
    'unsigned-term',
    'terms',
  ],
  [
    'a status under its IRI',
    () => signed(status),
    rename('credentialStatus', `${VC}credentialStatus`),
    'unsigned-term',
    'terms',
  ],
  [
    'the expiry of a proof under its IRI',
    () => signed({}, { proof: { expires: '2026-05-20T00:00:00Z' } }),
    inProof(
      rename('expires', 'https://w3id.org/security#expiration', {
        '@type': XSD,
        '@value': '2026-05-20T00:00:00Z',
      }),
    ),
    'unsigned-term',
    'proof',
  ],
  [
    'an expiry in an endorsement of the credential',
    () => signed({ ...ended, ...endorsed }),
    intoEndorsement('validUntil'),
    'schema',
    'shape',
  ],
  [
    'a status in an endorsement of the credential',
    () => signed({ ...status, ...endorsed }),
    intoEndorsement('credentialStatus'),
    'schema',
    'shape',
  ],
];

async function statements(text: string): Promise<string> {
  const { value } = readJson(text);
  const limits = { quads: 2_000, workFactor: 1 };
  const { proof, ...bare } = value as JsonObject & { proof: JsonObject };
  const { proofValue: _value, ...options } = proof;
  const registry = contextRegistry();
  const document = await canonicalByJsonld(bare, registry, limits);
  const signature = { ...options, '@context': bare['@context'] } as JsonObject;
  const proved = await canonicalByJsonld(signature, registry, limits);
  return `${document.nquads ?? ''}${proved.nquads ?? ''}`;
}

describe('a member is not overlooked in', () => {
  test.each(rows)('%s', async (name, make, change, code, check) => {
    const text = await make();
    const document = JSON.parse(text) as Members;
    change(document);
    const moved = JSON.stringify(document);
    expect(await statements(moved), 'it signs the same').toBe(await statements(text));
    await refuses([name, () => Promise.resolve(moved), code, check]);
  });
});
