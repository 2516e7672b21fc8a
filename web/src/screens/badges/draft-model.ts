import type { components, paths } from '@rungs/client';

/** One version of a badge, as the server tells of it. */
export type Badge = components['schemas']['Badge'];
type PatchBody =
  paths['/api/v1/orgs/{orgId}/badges/{badgeId}/draft']['patch']['requestBody']['content']['application/json'];
/** Changes of a draft, as the server takes them. */
export type Changes = PatchBody['changes'];
/** What a picture is drawn from. */
export type Drawing = NonNullable<NonNullable<Changes['image']>['drawing']>;
type Quality = NonNullable<Changes['quality']>;

/** A competency that a badge is aligned with. */
export interface Aligned {
  readonly framework: string;
  readonly code: string;
  readonly name: string;
  readonly level: number;
}

/** A draft as its fields hold it: everything that is typed is a text. */
export interface Values {
  readonly name: string;
  readonly objective: string;
  readonly description: string;
  readonly criteria: string;
  readonly language: string;
  /** Divided by commas. */
  readonly tags: string;
  readonly alt: string;
  readonly alignments: readonly Aligned[];
  readonly achievementType: string;
  readonly humanCode: string;
  readonly fieldOfStudy: string;
  readonly specialization: string;
  readonly creditsAvailable: string;
  readonly workloadHours: string;
  readonly eqfLevel: string;
  readonly cycle: string;
  readonly country: string;
  readonly assessmentType: string;
  readonly participation: string;
  readonly supervision: string;
  /** `yes`, `no`, or not stated. */
  readonly isGraded: string;
  readonly qualityName: string;
  readonly qualityUrl: string;
  readonly qualityDescription: string;
  readonly prerequisites: string;
  readonly integration: string;
  readonly expiresAfterDays: string;
}

/** The name of a field. */
export type Field = keyof Values;
/** The name of a field that holds a text. */
export type TextField = Exclude<Field, 'alignments'>;

const number = (value: number | undefined): string => (value === undefined ? '' : String(value));

/** Takes a draft apart into its fields. */
export function valuesOf(badge: Badge): Values {
  const { quality = {}, image } = badge;
  return {
    name: badge.name,
    objective: badge.objective,
    description: badge.description,
    criteria: badge.criteria,
    language: badge.language,
    tags: badge.tags.join(', '),
    alt: image.alt,
    alignments: badge.alignments.map(({ framework, code, name, level }) => ({
      framework,
      code,
      name,
      level,
    })),
    achievementType: badge.achievementType,
    humanCode: badge.humanCode ?? '',
    fieldOfStudy: badge.fieldOfStudy ?? '',
    specialization: badge.specialization ?? '',
    creditsAvailable: number(badge.creditsAvailable),
    workloadHours: number(quality.workloadHours),
    eqfLevel: number(quality.eqfLevel),
    cycle: quality.cycle ?? '',
    country: quality.country ?? '',
    assessmentType: quality.assessmentType ?? '',
    participation: quality.participation ?? '',
    supervision: quality.supervision ?? '',
    isGraded: quality.isGraded === undefined ? '' : quality.isGraded ? 'yes' : 'no',
    qualityName: quality.qualityAssurance?.name ?? '',
    qualityUrl: quality.qualityAssurance?.url ?? '',
    qualityDescription: quality.qualityAssurance?.description ?? '',
    prerequisites: quality.prerequisites ?? '',
    integration: quality.integration ?? '',
    expiresAfterDays: number(badge.expiresAfterDays),
  };
}

/** What is wrong with a field, so that it cannot be saved: a key of the words `editor.faults`. */
export type Fault = 'missing' | 'number' | 'whole' | 'url' | 'qualityName';

const needed: readonly TextField[] = ['name', 'objective', 'criteria', 'alt', 'language'];
const wholes: readonly TextField[] = ['workloadHours', 'eqfLevel', 'expiresAfterDays'];

/** A number as people write it, with a point or a comma; NaN when it is none. */
export function numberOf(text: string): number {
  const plain = text.trim().replace(',', '.');
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN;
}

/** What is wrong with the fields, by their names. */
export function faultsOf(values: Values): Partial<Record<Field, Fault>> {
  const faults: Partial<Record<Field, Fault>> = {};
  for (const field of needed) if (values[field].trim() === '') faults[field] = 'missing';
  for (const field of wholes)
    if (values[field] !== '' && !Number.isInteger(numberOf(values[field]))) faults[field] = 'whole';
  if (values.creditsAvailable !== '' && Number.isNaN(numberOf(values.creditsAvailable)))
    faults.creditsAvailable = 'number';
  if (values.qualityUrl !== '' && !/^https:\/\/\S+$/.test(values.qualityUrl.trim()))
    faults.qualityUrl = 'url';
  const { qualityName, qualityUrl, qualityDescription } = values;
  if (qualityName.trim() === '' && (qualityUrl + qualityDescription).trim() !== '')
    faults.qualityName = 'qualityName';
  return faults;
}

const qualityFields: readonly Field[] = [
  ...(['workloadHours', 'eqfLevel', 'cycle', 'country', 'assessmentType', 'participation'] as const),
  ...(['supervision', 'isGraded', 'qualityName', 'qualityUrl', 'qualityDescription'] as const),
  ...(['prerequisites', 'integration'] as const),
];

/** Which fields the server keeps together in one member of a draft. */
export const members: Readonly<Record<keyof Changes, readonly Field[]>> = {
  name: ['name'],
  objective: ['objective'],
  description: ['description'],
  criteria: ['criteria'],
  language: ['language'],
  tags: ['tags'],
  image: ['alt'],
  alignments: ['alignments'],
  achievementType: ['achievementType'],
  humanCode: ['humanCode'],
  fieldOfStudy: ['fieldOfStudy'],
  specialization: ['specialization'],
  creditsAvailable: ['creditsAvailable'],
  quality: qualityFields,
  expiresAfterDays: ['expiresAfterDays'],
};

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());
const numberOrNull = (text: string): number | null => (text.trim() === '' ? null : numberOf(text));

function qualityOf(v: Values): Quality | null {
  const text = (name: string, value: string): object => (value.trim() === '' ? {} : { [name]: value.trim() });
  const whole = (name: string, value: string): object =>
    value.trim() === '' ? {} : { [name]: numberOf(value) };
  const assurance = { ...text('url', v.qualityUrl), ...text('description', v.qualityDescription) };
  const quality = {
    ...text('country', v.country),
    ...whole('workloadHours', v.workloadHours),
    ...whole('eqfLevel', v.eqfLevel),
    ...text('cycle', v.cycle),
    ...text('assessmentType', v.assessmentType),
    ...text('participation', v.participation),
    ...text('supervision', v.supervision),
    ...(v.isGraded === '' ? {} : { isGraded: v.isGraded === 'yes' }),
    ...(v.qualityName.trim() === ''
      ? {}
      : { qualityAssurance: { name: v.qualityName.trim(), ...assurance } }),
    ...text('prerequisites', v.prerequisites),
    ...text('integration', v.integration),
  };
  return Object.keys(quality).length === 0 ? null : quality;
}

function memberOf(member: keyof Changes, v: Values): Changes[keyof Changes] {
  if (member === 'tags') {
    const tags = v.tags.split(',').map((tag) => tag.trim());
    return tags.filter((tag) => tag !== '');
  }
  if (member === 'image') return { alt: v.alt.trim() };
  if (member === 'alignments')
    return v.alignments.map(({ framework, code, level }) => ({ framework, code, level }));
  if (member === 'quality') return qualityOf(v);
  if (member === 'creditsAvailable' || member === 'expiresAfterDays') return numberOrNull(v[member]);
  if (member === 'humanCode' || member === 'fieldOfStudy' || member === 'specialization')
    return orNull(v[member]);
  return v[member].trim();
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Which fields two states of a draft hold differently. */
export function changedFields(before: Values, now: Values): Field[] {
  return (Object.keys(now) as Field[]).filter((field) => !same(before[field], now[field]));
}

/** What has to be sent to bring the server from one state to the other; a member with a fault waits. */
export function patchOf(
  before: Values,
  now: Values,
): { readonly changes: Changes; readonly sent: readonly Field[] } {
  const faults = faultsOf(now);
  const changed = new Set(changedFields(before, now));
  const ready = (Object.entries(members) as [keyof Changes, readonly Field[]][]).filter(
    ([, fields]) =>
      fields.some((field) => changed.has(field)) && !fields.some((field) => faults[field] !== undefined),
  );
  return {
    changes: Object.fromEntries(ready.map(([member]) => [member, memberOf(member, now)])),
    sent: ready.flatMap(([, fields]) => fields),
  };
}

/** What two people made of the same draft: what fits together is together, and `clashes` are fields that both changed. */
export function merged(
  base: Values,
  mine: Values,
  theirs: Values,
): { readonly values: Values; readonly clashes: readonly Field[]; readonly taken: readonly Field[] } {
  const ours = new Set(changedFields(base, mine));
  const others = changedFields(base, theirs);
  const clashes = others.filter((field) => ours.has(field) && !same(mine[field], theirs[field]));
  const taken = others.filter((field) => !ours.has(field));
  const values = Object.fromEntries(
    (Object.keys(mine) as Field[]).map((field) => [field, ours.has(field) ? mine[field] : theirs[field]]),
  ) as unknown as Values;
  return { values, clashes, taken };
}
