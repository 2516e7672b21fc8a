import { toHex, toUtf8 } from '@rungs/credentials/bytes';
import { canonicalJson } from '@rungs/credentials/json';
import { hashSync } from '@rungs/credentials/platform';
import { errors } from './errors.ts';
import type {
  Alignment,
  BadgeContent,
  BadgeDraft,
  BadgeId,
  BadgePatch,
  ImageRef,
  VersionStatus,
} from './model.ts';

/** Makes a draft complete: the defaults of what was left out, the picture and the looked-up alignments. */
export function contentOf(
  draft: BadgeDraft,
  image: ImageRef,
  alignments: readonly Alignment[],
): BadgeContent {
  return {
    ...draft,
    description: draft.description ?? '',
    achievementType: draft.achievementType ?? 'MicroCredential',
    language: draft.language ?? 'en',
    tags: [...new Set(draft.tags ?? [])],
    image,
    alignments,
  };
}

/** SHA-256, in hexadecimal, over the canonical JSON of badge id, version and content. */
export function contentDigest(frozen: { badgeId: BadgeId; version: number; content: BadgeContent }): string {
  const { badgeId, version, content } = frozen;
  return toHex(hashSync('sha256', toUtf8(canonicalJson({ badgeId, version, content }))));
}

/** Refuses a draft that aligns one competency twice (`badge_alignment_repeated`). */
export function checkAlignments(wanted: readonly { framework: string; code: string }[]): void {
  const seen = new Set<string>();
  for (const { framework, code } of wanted) {
    const key = JSON.stringify([framework, code]);
    if (seen.has(key))
      throw errors.fail('badge_alignment_repeated', `${code} of ${framework} is aligned twice.`, {
        framework,
        code,
      });
    seen.add(key);
  }
}

/** Refuses a draft that is not the one its editor saw (`badge_draft_conflict`). */
export function checkRevision(actual: number, expected: number): void {
  if (actual !== expected)
    throw errors.fail('badge_draft_conflict', `The draft is at revision ${actual}, not ${expected}.`, {
      revision: actual,
    });
}

/**
 * Whether a version may still be awarded: a superseded one for those who submitted evidence while it was
 * open, a retired one never. New evidence is taken by a published version only.
 */
export function isAwardable(status: VersionStatus): boolean {
  return status === 'published' || status === 'superseded';
}

/** One member of the content that two versions say differently; undefined: that version does not say it. */
export interface ContentChange {
  readonly field: keyof BadgeContent;
  readonly before: unknown;
  readonly after: unknown;
}

const fields: readonly (keyof BadgeContent)[] = [
  'name',
  'objective',
  'description',
  'criteria',
  'achievementType',
  'language',
  'tags',
  'image',
  'alignments',
  'expiresAfterDays',
  'creditsAvailable',
  'humanCode',
  'fieldOfStudy',
  'specialization',
  'quality',
];

/** What changed from one content to another, in the order of the badge form. The picture's bytes are not compared, its digest is. */
export function diffContent(before: BadgeContent, after: BadgeContent): ContentChange[] {
  return fields.flatMap((field) => {
    const [old, fresh] = [told(before, field), told(after, field)];
    const same =
      old === fresh ||
      (old !== undefined && fresh !== undefined && canonicalJson(old) === canonicalJson(fresh));
    return same ? [] : [{ field, before: old, after: fresh }];
  });
}

function told(content: BadgeContent, field: keyof BadgeContent): unknown {
  if (field !== 'image') return content[field];
  const { mediaType, digest, alt, isGenerated } = content.image;
  return { mediaType, digest, alt, isGenerated };
}

/** The words for the picture that is drawn from a name. */
export function drawnAlt(name: string): string {
  return `Badge with rising rungs: ${name}`;
}

/** A draft as its author would write the content, with some members changed; null takes one away. */
export function changed(content: BadgeContent, changes: BadgePatch): BadgeDraft {
  const { image, alignments, tags, ...rest } = content;
  const draft: Record<string, unknown> = {
    ...rest,
    tags: [...tags],
    alignments: alignments.map(({ framework, code, level }) => ({ framework, code, level })),
    // The words for a drawn picture follow the name, like the picture, until the author writes their own.
    ...(image.isGenerated && image.alt === drawnAlt(content.name) ? {} : { image: { alt: image.alt } }),
  };
  for (const [field, value] of Object.entries(changes))
    if (value === null) Reflect.deleteProperty(draft, field);
    else if (value !== undefined) draft[field] = value;
  return draft as unknown as BadgeDraft;
}

/** One element of the European standard, and whether a badge states it. */
export interface EuropeanElement {
  readonly element: string;
  readonly isMandatory: boolean;
  readonly isStated: boolean;
}

/** In the order of the Recommendation's annex: mandatory ones, then optional ones. */
const europeanElements: readonly [string, boolean, (content: BadgeContent) => boolean][] = [
  ['title', true, (c) => c.name !== ''],
  ['country', true, (c) => c.quality?.country !== undefined],
  ['learningOutcomes', true, (c) => c.objective !== ''],
  ['workload', true, (c) => c.quality?.workloadHours !== undefined || c.creditsAvailable !== undefined],
  ['level', true, (c) => c.quality?.eqfLevel !== undefined || c.quality?.cycle !== undefined],
  ['assessmentType', true, (c) => c.quality?.assessmentType !== undefined],
  ['participation', true, (c) => c.quality?.participation !== undefined],
  ['qualityAssurance', true, (c) => c.quality?.qualityAssurance !== undefined],
  ['prerequisites', false, (c) => c.quality?.prerequisites !== undefined],
  ['supervision', false, (c) => c.quality?.supervision !== undefined],
  ['grade', false, (c) => c.quality?.isGraded !== undefined],
  ['integration', false, (c) => c.quality?.integration !== undefined],
  ['furtherInformation', false, (c) => c.description !== ''],
];

/**
 * Which elements of Council Recommendation 2022/C 243/02 a badge states and which mandatory ones it lacks. The
 * learner, the awarding body and the date come with each award and are not counted here. `ratio` is that of the
 * mandatory ones.
 */
export function completeness(content: BadgeContent): {
  readonly present: readonly string[];
  readonly missing: readonly string[];
  readonly ratio: number;
  readonly elements: readonly EuropeanElement[];
} {
  const elements = europeanElements.map(([element, isMandatory, test]) => ({
    element,
    isMandatory,
    isStated: test(content),
  }));
  const mandatory = elements.filter((e) => e.isMandatory);
  const present = mandatory.filter((e) => e.isStated).map((e) => e.element);
  const missing = mandatory.filter((e) => !e.isStated).map((e) => e.element);
  return { present, missing, ratio: present.length / mandatory.length, elements };
}
