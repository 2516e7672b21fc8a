import { isObject, listOf, member, type JsonObject, type JsonValue } from '../json/index.ts';
import type { Fault } from '../refusal.ts';
import { modelVersion, typesOf } from '../shapes/credential.ts';
import * as rule from '../shapes/rules.ts';

/** Words that Open Badges 3.0 (appendix B) lists for `achievementType`; others start with `ext:`. */
export const ACHIEVEMENT_TYPES = (
  'Achievement ApprenticeshipCertificate Assessment Assignment AssociateDegree Award Badge BachelorDegree ' +
  'Certificate CertificateOfCompletion Certification CommunityService Competency Course CoCurricular Degree ' +
  'Diploma DoctoralDegree Fieldwork GeneralEducationDevelopment JourneymanCertificate LearningProgram License ' +
  'Membership ProfessionalDoctorate QualityAssuranceCredential MasterCertificate MasterDegree MicroCredential ' +
  'ResearchDoctorate SecondarySchoolDiploma'
).split(' ');

const TARGET_TYPES =
  'ceasn:Competency ceterms:Credential CFItem CFRubric CFRubricCriterion CFRubricCriterionLevel CTDL'.split(
    ' ',
  );
const IDENTIFIER_TYPES = (
  'name sourcedId systemId productId userName accountId emailAddress nationalIdentityNumber isbn issn ' +
  'lisSourcedId oneRosterSourcedId sisSourcedId ltiContextId ltiDeploymentId ltiToolId ltiPlatformId ltiUserId ' +
  'identifier'
).split(' ');
const RESULT_STATUS = 'Completed Enrolled Failed InProgress OnHold Provisional Withdrew'.split(' ');
const RESULT_TYPES = (
  'GradePointAverage LetterGrade Percent PerformanceLevel PredictedScore RawScore Result RubricCriterion ' +
  'RubricCriterionLevel RubricScore ScaledScore Status'
).split(' ');

const { required, object, many, text, languageText, url, number, dateTime, oneOf, typeWith } = rule;
const typed = (name: string): rule.Required => required(typeWith(name));
const language = rule.matching(/^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/, 'a language tag');
const jwt = rule.matching(/^[\w-]+\.[\w-]*\.[\w-]+$/, 'a compact JWS');
const points = rule.either(text, number);

const image: rule.Rule = object({ id: required(url), type: typed('Image'), caption: languageText });
const alignment = object({
  type: typed('Alignment'),
  targetCode: text,
  targetDescription: languageText,
  targetName: required(languageText),
  targetFramework: languageText,
  targetType: oneOf(TARGET_TYPES, true),
  targetUrl: required(url),
});
const identifierEntry = object({
  type: typed('IdentifierEntry'),
  identifier: required(text),
  identifierType: required(oneOf(IDENTIFIER_TYPES, true)),
});
const identityObject = object({
  type: typed('IdentityObject'),
  hashed: required(rule.truth),
  identityHash: required(text),
  identityType: required(oneOf(IDENTIFIER_TYPES, true)),
  salt: text,
});
const address = object({
  type: typed('Address'),
  addressCountry: text,
  addressCountryCode: text,
  addressRegion: text,
  addressLocality: text,
  streetAddress: text,
  postOfficeBoxNumber: text,
  postalCode: text,
  geo: object({ type: typed('GeoCoordinates'), latitude: required(number), longitude: required(number) }),
});

/** A profile may name the organisation above it, so its rule refers to itself. */
const profile: rule.Rule = (value, at) => profileMembers(value, at);
const profileMembers = object({
  id: required(url),
  type: typed('Profile'),
  name: languageText,
  url,
  phone: text,
  description: languageText,
  endorsement: many(object({})),
  endorsementJwt: many(jwt),
  image,
  email: text,
  address,
  otherIdentifier: many(identifierEntry),
  official: text,
  parentOrg: profile,
  familyName: text,
  givenName: text,
  additionalName: text,
  patronymicName: text,
  honorificPrefix: text,
  honorificSuffix: text,
  familyNamePrefix: text,
  dateOfBirth: rule.date,
});

const rubricLevel = object({
  id: required(url),
  type: typed('RubricCriterionLevel'),
  alignment: many(alignment),
  description: languageText,
  level: text,
  name: required(languageText),
  points,
});
const resultDescription = object({
  id: required(url),
  type: typed('ResultDescription'),
  alignment: many(alignment),
  allowedValue: many(text),
  name: required(languageText),
  requiredLevel: url,
  requiredValue: points,
  resultType: required(oneOf(RESULT_TYPES, true)),
  rubricCriterionLevel: many(rubricLevel),
  valueMax: points,
  valueMin: points,
});

/** The shape of an achievement; also used where a CLR lists achievements. */
export const achievement: rule.Rule = object({
  id: required(url),
  type: typed('Achievement'),
  alignment: many(alignment),
  achievementType: oneOf(ACHIEVEMENT_TYPES, true),
  creator: profile,
  creditsAvailable: number,
  criteria: required(object({ id: url, narrative: languageText })),
  description: required(languageText),
  endorsement: many(object({})),
  endorsementJwt: many(jwt),
  fieldOfStudy: languageText,
  humanCode: text,
  image,
  inLanguage: language,
  name: required(languageText),
  otherIdentifier: many(identifierEntry),
  related: many(object({ id: required(url), type: typed('Related'), inLanguage: language, version: text })),
  resultDescription: many(resultDescription),
  specialization: languageText,
  tag: many(text),
  version: text,
});

const result = object({
  type: typed('Result'),
  achievedLevel: url,
  alignment: many(alignment),
  resultDescription: url,
  status: oneOf(RESULT_STATUS, false),
  value: points,
});

const achievementSubject = object({
  id: url,
  type: typed('AchievementSubject'),
  activityEndDate: dateTime,
  activityStartDate: dateTime,
  creditsEarned: number,
  achievement: required(achievement),
  identifier: many(identityObject),
  image,
  licenseNumber: text,
  narrative: languageText,
  result: many(result),
  role: text,
  source: profile,
  term: text,
});

/** What every credential of the Open Badges family has; `validFrom` is `issuanceDate` under VC 1.1. */
const FAMILY: rule.Members = {
  id: required(url),
  issuer: required(rule.either(url, profile)),
  awardedDate: dateTime,
  image,
  endorsement: many(object({})),
  endorsementJwt: many(jwt),
  evidence: many(
    object({
      id: url,
      type: typed('Evidence'),
      narrative: languageText,
      name: languageText,
      description: languageText,
      genre: text,
      audience: text,
    }),
  ),
};

const achievementCredential = object({ ...FAMILY, credentialSubject: required(achievementSubject) });
const endorsementCredential = object({
  ...FAMILY,
  name: required(languageText),
  credentialSubject: required(
    object({ id: required(url), type: typed('EndorsementSubject'), endorsementComment: languageText }),
  ),
});
const clrCredential = object({
  ...FAMILY,
  name: languageText,
  partial: rule.truth,
  credentialSubject: required(
    object({
      id: url,
      type: typed('ClrSubject'),
      identifier: many(identityObject),
      achievement: many(achievement),
      verifiableCredential: required(many(rule.either(object({}), jwt), false)),
      association: many(
        object({
          type: typed('Association'),
          associationType: required(
            oneOf(
              'exactMatchOf isChildOf isParentOf isPartOf isPeerOf isRelatedTo precedes replacedBy'.split(
                ' ',
              ),
              true,
            ),
          ),
          sourceId: required(url),
          targetId: required(url),
        }),
      ),
    }),
  ),
});

const BY_TYPE: readonly (readonly [string, rule.Rule])[] = [
  ['AchievementCredential', achievementCredential],
  ['OpenBadgeCredential', achievementCredential],
  ['EndorsementCredential', endorsementCredential],
  ['ClrCredential', clrCredential],
];

const withStart = object({ validFrom: required(dateTime) });

/**
 * What Open Badges 3.0 or CLR 2.0 refuses about a credential of one of their types; nothing is asked of
 * credentials of other types.
 */
export function openBadgesFault(document: JsonObject): Fault | undefined {
  const types = typesOf(document);
  for (const [name, shape] of BY_TYPE) {
    if (!types.includes(name)) continue;
    const found = shape(document, '') ?? (modelVersion(document) === 2 ? withStart(document, '') : undefined);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether a document is of one of the types of Open Badges 3.0 and CLR 2.0. */
export function isOfFamily(document: JsonObject): boolean {
  const types = typesOf(document);
  return BY_TYPE.some(([name]) => types.includes(name));
}

const CREDENTIAL_TYPES: ReadonlySet<string> = new Set([
  'VerifiableCredential',
  'EnvelopedVerifiableCredential',
]);

/** The credentials that a document carries inside: endorsements, and those of a CLR. */
export function embeddedCredentials(document: JsonObject): { value: JsonObject; pointer: string }[] {
  const found: { value: JsonObject; pointer: string }[] = [];
  const collect = (value: JsonValue | undefined, pointer: string): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, item] of Array.isArray(value) ? value.entries() : Object.entries(value)) {
      const at = `${pointer}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
      if (
        isObject(item) &&
        member(item, '@context') !== undefined &&
        typesOf(item).some((name) => CREDENTIAL_TYPES.has(name))
      ) {
        found.push({ value: item, pointer: at });
      } else collect(item, at);
    }
  };
  collect(document, '');
  return found;
}

/** The subjects of a credential. */
export function subjectsOf(document: JsonObject): JsonObject[] {
  return listOf(member(document, 'credentialSubject')).filter(isObject);
}
