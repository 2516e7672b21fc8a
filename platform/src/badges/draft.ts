import { newId, type Doing, type OrgId } from '#kernel';
import type { Tx } from '#store';
import { recordAudit } from '#parties';
import { alignmentsOf } from './align.ts';
import { errors } from './errors.ts';
import { pictureOf } from './image.ts';
import type { BadgeContent, BadgeDraft, BadgeId, BadgePatch, BadgeVersion, ImageRef } from './model.ts';
import { changed, checkRevision, contentOf } from './rules.ts';
import {
  draftSummary,
  insertBadge,
  keepImage,
  loadDraft,
  loadNewest,
  lockBadge,
  saveDraft,
  withImage,
  type Draft,
} from './store.ts';

/**
 * Makes a badge with its first draft, version 1.
 * Errors: badge_image_invalid, badge_alignment_unknown, badge_alignment_repeated.
 */
export async function createBadge(
  tx: Tx,
  doing: Doing,
  input: { orgId: OrgId; draft: BadgeDraft },
): Promise<BadgeVersion> {
  const badgeId = newId('bdg', doing.now, doing.random);
  const content = await prepare(tx, doing, input);
  await insertBadge(tx, { orgId: input.orgId, badgeId, at: doing.now });
  return await save(tx, doing, 'badge.created', {
    orgId: input.orgId,
    badgeId,
    version: 1,
    revision: 1,
    content,
  });
}

/**
 * Opens the next draft of a badge, with the content of its newest version.
 * Errors: badge_not_found, badge_draft_exists.
 */
export async function reviseBadge(
  tx: Tx,
  doing: Doing,
  input: { orgId: OrgId; badgeId: BadgeId },
): Promise<BadgeVersion> {
  if (!(await lockBadge(tx, input)))
    throw errors.fail('badge_not_found', `There is no badge ${input.badgeId}.`);
  const draft = await loadDraft(tx, input);
  if (draft !== null)
    throw errors.fail('badge_draft_exists', `Version ${draft.version} is a draft.`, {
      version: draft.version,
    });
  const newest = await loadNewest(tx, input);
  if (newest === null) throw errors.fail('badge_not_found', `${input.badgeId} has no version.`);
  return await save(tx, doing, 'badge.revised', {
    orgId: input.orgId,
    badgeId: input.badgeId,
    version: newest.version + 1,
    revision: 1,
    content: newest.content,
  });
}

/**
 * Replaces the content of the draft. `expectedRevision` is the revision that the editor saw; a picture that
 * was uploaded stays unless another is sent, a drawn one follows the name.
 * Errors: badge_not_found, badge_draft_missing, badge_draft_conflict, badge_image_invalid,
 * badge_alignment_unknown, badge_alignment_repeated.
 */
export async function updateDraft(
  tx: Tx,
  doing: Doing,
  input: { orgId: OrgId; badgeId: BadgeId; expectedRevision: number; draft: BadgeDraft },
): Promise<BadgeVersion> {
  if (!(await lockBadge(tx, input)))
    throw errors.fail('badge_not_found', `There is no badge ${input.badgeId}.`);
  const current = await loadDraft(tx, input);
  if (current === null) throw errors.fail('badge_draft_missing', `${input.badgeId} has no draft.`);
  checkRevision(current.revision, input.expectedRevision);
  const content = await prepare(tx, doing, input, current.content.image);
  return await save(tx, doing, 'badge.draft_updated', {
    ...current,
    revision: current.revision + 1,
    content,
  });
}

/**
 * Changes some members of the draft and leaves the others: what an editor sends while somebody types. Errors as
 * `updateDraft`.
 */
export async function patchDraft(
  tx: Tx,
  doing: Doing,
  input: { orgId: OrgId; badgeId: BadgeId; expectedRevision: number; changes: BadgePatch },
): Promise<BadgeVersion> {
  if (!(await lockBadge(tx, input)))
    throw errors.fail('badge_not_found', `There is no badge ${input.badgeId}.`);
  const current = await loadDraft(tx, input);
  if (current === null) throw errors.fail('badge_draft_missing', `${input.badgeId} has no draft.`);
  return await updateDraft(tx, doing, { ...input, draft: changed(current.content, input.changes) });
}

async function prepare(
  tx: Tx,
  doing: Doing,
  input: { orgId: OrgId; draft: BadgeDraft },
  kept?: ImageRef,
): Promise<BadgeContent> {
  const alignments = await alignmentsOf(tx, input.draft.alignments ?? []);
  const picture = await pictureOf(input.draft, kept);
  if (!('ref' in picture)) return contentOf(input.draft, picture, alignments);
  await keepImage(tx, {
    orgId: input.orgId,
    digest: picture.ref.digest,
    mediaType: picture.ref.mediaType,
    bytes: picture.bytes,
    at: doing.now,
  });
  return contentOf(input.draft, picture.ref, alignments);
}

async function save(tx: Tx, doing: Doing, action: string, draft: Draft): Promise<BadgeVersion> {
  await saveDraft(tx, draft, doing.now);
  await recordAudit(tx, doing, {
    orgId: draft.orgId,
    action,
    subject: draft.badgeId,
    detail: { version: draft.version, revision: draft.revision },
  });
  return await withImage(tx, draftSummary(draft));
}
