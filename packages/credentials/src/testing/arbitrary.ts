import fc from 'fast-check';

type Members = Record<string, unknown>;

/** Text of every kind that JSON allows and contexts do not mind. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ minLength: 1, maxLength: 12 }),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 6 }).filter(isInterchangeable),
  fc.constantFrom('"quoted"', 'line\nbreak\ttab\\', '\u007f\u0001', 'Ünïcödé – 漢字', '😀🎓', 'a', 'b'),
);

function isInterchangeable(text: string): boolean {
  return !/[\ufdd0-\ufdef\ufffe\uffff]|[\u{1fffe}\u{1ffff}\u{2fffe}\u{2ffff}]/u.test(text);
}

const url = fc.constantFrom(
  'https://example.org/a',
  'https://example.org/b?x=1&y=2#z',
  'urn:uuid:7f9c2ba4-e88f-427d-9a5b-3d1c0b7a6e55',
  'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK',
  'mailto:someone@example.org',
  'data:image/png;base64,iVBORw0KGgo=',
);
const languageText = fc.oneof(
  { weight: 3, arbitrary: anyText },
  {
    weight: 1,
    arbitrary: fc.record({ '@value': anyText, '@language': fc.constantFrom('en', 'de-CH', 'fr') }),
  },
);
const date = fc.constantFrom('2026-01-01T00:00:00Z', '2025-12-31T23:59:59.5+02:00');
const number = fc.oneof(
  fc.integer({ min: -1000, max: 1000 }),
  fc.constantFrom(0, 0.1, 1e21, -2.5e-7, 123456789012, 3.0),
);

/** An object with its type and some of its members. */
function some(
  required: Record<string, fc.Arbitrary<unknown>>,
  optional: Record<string, fc.Arbitrary<unknown>>,
) {
  return fc
    .record({ ...required, ...optional }, { requiredKeys: Object.keys(required) })
    .map((members: Members) => members);
}
const type = (name: string): fc.Arbitrary<unknown> => fc.constantFrom<unknown>(name, [name]);
const few = <T>(item: fc.Arbitrary<T>, max = 2): fc.Arbitrary<T[]> =>
  fc.array(item, { minLength: 1, maxLength: max });

const image = some({ id: url, type: type('Image') }, { caption: languageText });
const alignment = some(
  { type: type('Alignment'), targetName: anyText, targetUrl: url },
  {
    targetCode: anyText,
    targetDescription: anyText,
    targetFramework: anyText,
    targetType: fc.constant('CFItem'),
  },
);
const identity = some(
  {
    type: type('IdentityObject'),
    hashed: fc.boolean(),
    identityHash: anyText,
    identityType: fc.constant('emailAddress'),
  },
  { salt: anyText },
);
const profile = some(
  { id: url, type: type('Profile') },
  {
    name: anyText,
    url,
    description: anyText,
    email: anyText,
    image,
    address: some(
      { type: type('Address') },
      {
        addressCountry: anyText,
        geo: some({ type: type('GeoCoordinates'), latitude: number, longitude: number }, {}),
      },
    ),
    otherIdentifier: few(
      some(
        { type: type('IdentifierEntry'), identifier: anyText, identifierType: fc.constant('sourcedId') },
        {},
      ),
    ),
  },
);
const resultDescription = some(
  { id: url, type: type('ResultDescription'), name: anyText, resultType: fc.constant('LetterGrade') },
  {
    allowedValue: few(fc.constantFrom('A', 'B', 'C'), 4),
    requiredValue: anyText,
    valueMin: anyText,
    rubricCriterionLevel: few(
      some(
        { id: url, type: type('RubricCriterionLevel'), name: anyText },
        { points: anyText, level: anyText, alignment: few(alignment, 2) },
      ),
    ),
  },
);
const achievement = some(
  {
    id: url,
    type: type('Achievement'),
    name: languageText,
    description: languageText,
    criteria: fc.oneof(some({ narrative: anyText }, {}), some({ id: url }, {})),
  },
  {
    achievementType: fc.constantFrom('MicroCredential', 'ext:Badge'),
    alignment: few(alignment, 4),
    creator: profile,
    creditsAvailable: number,
    fieldOfStudy: anyText,
    humanCode: anyText,
    image,
    inLanguage: fc.constant('en'),
    related: few(some({ id: url, type: type('Related') }, { version: anyText })),
    resultDescription: few(resultDescription),
    tag: few(anyText),
    version: anyText,
  },
);
const result = some(
  { type: type('Result') },
  {
    value: anyText,
    status: fc.constant('Completed'),
    achievedLevel: url,
    resultDescription: url,
    alignment: few(alignment, 2),
  },
);
const subject = some(
  { type: type('AchievementSubject'), achievement },
  {
    id: url,
    activityStartDate: date,
    creditsEarned: number,
    identifier: few(identity),
    licenseNumber: anyText,
    narrative: anyText,
    result: few(result),
    role: anyText,
    source: profile,
    term: anyText,
  },
);
const evidence = some(
  { type: type('Evidence') },
  { id: url, name: anyText, narrative: anyText, description: anyText, genre: anyText, audience: anyText },
);
const status = some(
  {
    type: fc.constant('BitstringStatusListEntry'),
    statusPurpose: fc.constantFrom('revocation', 'suspension'),
    statusListIndex: fc.constantFrom('7', '94567'),
    statusListCredential: url,
  },
  {
    id: url,
    statusSize: fc.constant(1),
    statusMessage: few(some({ status: fc.constant('0x0'), message: anyText }, {}), 2),
  },
);

const V2 = 'https://www.w3.org/ns/credentials/v2';
const OB = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json';
const EXTENSIONS = 'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json';
const CLR = 'https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json';
const issuer = fc.oneof(url, profile);
const common = {
  awardedDate: date,
  credentialSchema: few(some({ id: url, type: fc.constant('JsonSchema') }, {}), 2),
  credentialStatus: fc.oneof(status, few(status, 2)),
  description: languageText,
  evidence: few(evidence),
  image,
  name: languageText,
  refreshService: some({ id: url, type: fc.constant('JsonSchema') }, {}),
  termsOfUse: few(some({ id: url, type: fc.constant('Related') }, {}), 2),
  validUntil: date,
};

/** An endorsement credential, as it is embedded too. */
export const anyEndorsement: fc.Arbitrary<Members> = some(
  {
    '@context': fc.constant([V2, OB]),
    id: url,
    type: fc.constant(['VerifiableCredential', 'EndorsementCredential']),
    issuer,
    name: languageText,
    validFrom: date,
    credentialSubject: some({ id: url, type: type('EndorsementSubject') }, { endorsementComment: anyText }),
  },
  common,
);

/** An Open Badges credential. Identical and linked blank nodes come up often, since texts repeat. */
export const anyBadge: fc.Arbitrary<Members> = some(
  {
    '@context': fc.boolean().map((more) => (more ? [V2, OB, EXTENSIONS] : [V2, OB])),
    id: url,
    type: fc.constantFrom(
      ['VerifiableCredential', 'OpenBadgeCredential'],
      ['VerifiableCredential', 'AchievementCredential'],
    ),
    issuer,
    validFrom: date,
    credentialSubject: fc.oneof({ weight: 4, arbitrary: subject }, { weight: 1, arbitrary: few(subject, 2) }),
  },
  { ...common, endorsement: few(anyEndorsement, 2) },
);

/** A comprehensive learner record with credentials inside. */
export const anyClr: fc.Arbitrary<Members> = some(
  {
    '@context': fc.constant([V2, CLR, OB]),
    id: url,
    type: fc.constant(['VerifiableCredential', 'ClrCredential']),
    issuer,
    name: languageText,
    validFrom: date,
    credentialSubject: some(
      { type: type('ClrSubject'), verifiableCredential: few(anyBadge, 2) },
      {
        id: url,
        achievement: few(achievement, 2),
        identifier: few(identity),
        association: few(
          some(
            {
              type: type('Association'),
              associationType: fc.constant('isChildOf'),
              sourceId: url,
              targetId: url,
            },
            {},
          ),
        ),
      },
    ),
  },
  common,
);

/** A proof of a data integrity suite as it is canonicalised. */
export const anyProof: fc.Arbitrary<Members> = some(
  {
    '@context': fc.constant([V2, OB]),
    type: fc.constant('DataIntegrityProof'),
    cryptosuite: fc.constant('eddsa-rdfc-2022'),
    created: date,
    verificationMethod: url,
    proofPurpose: fc.constantFrom('assertionMethod', 'authentication'),
  },
  {
    id: url,
    expires: date,
    challenge: anyText,
    domain: anyText,
    nonce: anyText,
    previousProof: fc.constant('urn:uuid:1'),
  },
);

/** A presentation of some credentials. */
export const anyPresentation: fc.Arbitrary<Members> = some(
  {
    '@context': fc.constant([V2]),
    type: fc.constant(['VerifiablePresentation']),
    verifiableCredential: few(anyBadge, 2),
  },
  { id: url, holder: url },
);

/** Any document that is canonicalised. */
export const anyDocument: fc.Arbitrary<Members> = fc.oneof(
  { weight: 5, arbitrary: anyBadge },
  { weight: 2, arbitrary: anyEndorsement },
  { weight: 1, arbitrary: anyClr },
  { weight: 1, arbitrary: anyProof },
  { weight: 1, arbitrary: anyPresentation },
);
