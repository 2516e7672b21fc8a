import { decodeCursor, type OrgId, type Page, type PageRequest } from '#kernel';
import type { Tx } from '#store';
import { errors } from './errors.ts';
import type { BadgeId, BadgeSummary, BadgeVersion, ImageMediaType, OwnBadge } from './model.ts';
import { draftSummary, loadCatalogue, loadDraft, loadOwn, loadVersions, withImage } from './store.ts';

/**
 * Finds one version, however old; null when there is none. Published ones are found from any transaction,
 * a draft only with its organisation's id in a transaction of that organisation.
 */
export async function findVersion(
  tx: Tx,
  input: { orgId?: OrgId | undefined; badgeId: BadgeId; version: number },
): Promise<BadgeVersion | null> {
  const [found] = await loadVersions(tx, input);
  if (found !== undefined) return await withImage(tx, found);
  const { orgId, badgeId, version } = input;
  const draft = orgId === undefined ? null : await loadDraft(tx, { orgId, badgeId });
  return draft?.version === version ? await withImage(tx, draftSummary(draft)) : null;
}

/** Finds the published version of a badge, else the newest that was ever published; null when none was. */
export async function findCurrentVersion(
  tx: Tx,
  input: { orgId?: OrgId | undefined; badgeId: BadgeId },
): Promise<BadgeVersion | null> {
  const versions = await loadVersions(tx, { orgId: input.orgId, badgeId: input.badgeId });
  const current = versions.find((v) => v.status === 'published') ?? versions[0];
  return current === undefined ? null : await withImage(tx, current);
}

/**
 * Finds the version that is open for evidence and awards; with `version`, that one if it is open.
 * Errors: badge_not_found, badge_version_closed (superseded, retired, or never published).
 */
export async function findOpenVersion(
  tx: Tx,
  input: { orgId?: OrgId | undefined; badgeId: BadgeId; version?: number | undefined },
): Promise<BadgeVersion> {
  const { orgId, badgeId, version } = input;
  const found =
    version === undefined
      ? await findCurrentVersion(tx, input)
      : await findVersion(tx, { orgId, badgeId, version });
  if (found === null) {
    const draft = orgId === undefined ? null : await loadDraft(tx, { orgId, badgeId });
    if (draft === null || version !== undefined)
      throw errors.fail(
        'badge_not_found',
        `There is no ${version === undefined ? 'badge' : `version ${version} of`} ${badgeId}.`,
      );
    throw errors.fail('badge_version_closed', `${badgeId} was never published.`, { status: 'draft' });
  }
  if (found.status !== 'published')
    throw errors.fail('badge_version_closed', `Version ${found.version} of ${badgeId} is ${found.status}.`, {
      version: found.version,
      status: found.status,
    });
  return found;
}

/** Lists every version of a badge that was published, newest first; with its organisation's id, the draft before them. */
export async function listVersions(
  tx: Tx,
  input: { orgId?: OrgId | undefined; badgeId: BadgeId },
): Promise<BadgeSummary[]> {
  const { orgId, badgeId } = input;
  const draft = orgId === undefined ? null : await loadDraft(tx, { orgId, badgeId });
  const versions = await loadVersions(tx, { orgId, badgeId });
  return draft === null ? versions : [draftSummary(draft), ...versions];
}

/**
 * Lists the published badges of every organisation, or of one, newest first. `words` is what people type
 * (`"exact phrase"`, `or`, `-without`) and is looked for in name, objective, description and tags.
 * Errors: badge_cursor_invalid.
 */
export async function listPublished(
  tx: Tx,
  input: {
    orgId?: OrgId | undefined;
    words?: string | undefined;
    competency?: { framework: string; code: string } | undefined;
    /** A language tag; `en` also finds `en-GB`. */
    language?: string | undefined;
    eqfLevel?: number | undefined;
  } & PageRequest,
): Promise<Page<BadgeSummary>> {
  return await loadCatalogue(tx, {
    orgId: input.orgId ?? null,
    words: input.words ?? null,
    competency: input.competency ?? null,
    language: input.language?.toLowerCase() ?? null,
    eqfLevel: input.eqfLevel ?? null,
    before: beforeOf(input.after),
    limit: input.limit,
  });
}

/** Lists an organisation's own badges, drafts too, newest first. Errors: badge_cursor_invalid. */
export async function listBadges(
  tx: Tx,
  input: { orgId: OrgId; words?: string | undefined } & PageRequest,
): Promise<Page<OwnBadge>> {
  return await loadOwn(tx, {
    orgId: input.orgId,
    words: input.words ?? null,
    before: beforeOf(input.after),
    limit: input.limit,
  });
}

/**
 * Finds the picture of a version: of `version`, else of the current one; null when there is none. Whoever
 * serves an SVG adds a content security policy with `sandbox` and `nosniff`.
 */
export async function findImage(
  tx: Tx,
  input: { orgId?: OrgId | undefined; badgeId: BadgeId; version?: number | undefined },
): Promise<{ mediaType: ImageMediaType; bytes: Uint8Array; digest: string; alt: string } | null> {
  const { version } = input;
  const found =
    version === undefined
      ? await findCurrentVersion(tx, input)
      : await findVersion(tx, { ...input, version });
  if (found === null) return null;
  const { mediaType, bytes, digest, alt } = found.image;
  return { mediaType, bytes, digest, alt };
}

function beforeOf(cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  const key = decodeCursor(cursor, 1)?.[0];
  if (key === undefined) throw errors.fail('badge_cursor_invalid', 'The cursor cannot be read.');
  return key;
}
