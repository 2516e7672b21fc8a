import { toHex, toUtf8 } from '@rungs/credentials/bytes';
import { canonicalJson } from '@rungs/credentials/json';
import { hashSync } from '@rungs/credentials/platform';
import { errors } from './errors.ts';
import type { Alignment, BadgeContent, BadgeDraft, BadgeId, ImageRef, VersionStatus } from './model.ts';

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

const europeanElements: readonly [string, (content: BadgeContent) => boolean][] = [
  ['title', (c) => c.name !== ''],
  ['country', (c) => c.quality?.country !== undefined],
  ['learningOutcomes', (c) => c.objective !== ''],
  ['workload', (c) => c.quality?.workloadHours !== undefined || c.creditsAvailable !== undefined],
  ['level', (c) => c.quality?.eqfLevel !== undefined],
  ['assessmentType', (c) => c.quality?.assessmentType !== undefined],
  ['participation', (c) => c.quality?.participation !== undefined],
  ['qualityAssurance', (c) => c.quality?.qualityAssurance !== undefined],
];

/**
 * Which mandatory elements of Council Recommendation 2022/C 243/02 a badge states and which it lacks. The
 * learner, the awarding body and the date come with each award and are not counted here.
 */
export function completeness(content: BadgeContent): {
  readonly present: readonly string[];
  readonly missing: readonly string[];
} {
  const has = (wanted: boolean): string[] =>
    europeanElements.filter(([, test]) => test(content) === wanted).map(([name]) => name);
  return { present: has(true), missing: has(false) };
}
