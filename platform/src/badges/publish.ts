import type { Doing, OrgId } from '#kernel';
import { tell, type Tx } from '#store';
import { recordAudit } from '#parties';
import { alignmentsOf } from './align.ts';
import { errors } from './errors.ts';
import { badgePublished } from './events.ts';
import type { BadgeId, BadgeVersion } from './model.ts';
import { checkRevision, contentDigest } from './rules.ts';
import {
  deleteDraft,
  insertVersion,
  loadDraft,
  loadVersions,
  lockBadge,
  supersedeOpen,
  withImage,
} from './store.ts';

/**
 * Publishes the draft: its content is frozen for ever under its digest, and the version that was open
 * before is superseded. Alignments are looked up once more, so that what is frozen is what the framework
 * says now. Pass `expectedRevision` to publish only what was seen.
 * Errors: badge_not_found, badge_draft_missing, badge_draft_conflict, badge_alignment_unknown.
 */
export async function publishVersion(
  tx: Tx,
  doing: Doing,
  input: { orgId: OrgId; badgeId: BadgeId; expectedRevision?: number | undefined },
): Promise<BadgeVersion> {
  const { orgId, badgeId } = input;
  if (!(await lockBadge(tx, input))) throw errors.fail('badge_not_found', `There is no badge ${badgeId}.`);
  const draft = await loadDraft(tx, input);
  if (draft === null) throw errors.fail('badge_draft_missing', `${badgeId} has no draft.`);
  if (input.expectedRevision !== undefined) checkRevision(draft.revision, input.expectedRevision);

  const { version } = draft;
  const content = { ...draft.content, alignments: await alignmentsOf(tx, draft.content.alignments) };
  const digest = contentDigest({ badgeId, version, content });

  const supersedes = await supersedeOpen(tx, { orgId, badgeId, at: doing.now });
  await insertVersion(tx, { orgId, badgeId, version, content, digest, at: doing.now });
  await deleteDraft(tx, input);
  await recordAudit(tx, doing, {
    orgId,
    action: 'badge.published',
    subject: badgeId,
    detail: { version, digest, supersedes },
  });
  await tell(tx, [badgePublished({ orgId, badgeId, version, digest, supersedes })]);
  const [saved] = await loadVersions(tx, { orgId, badgeId, version });
  if (saved === undefined) throw new Error(`${badgeId} version ${version} was not saved`);
  return await withImage(tx, saved);
}
