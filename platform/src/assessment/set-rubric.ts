import { newId, type Doing, type OrgId } from '#kernel';
import type { Tx } from '#store';
import { recordAudit } from '#parties';
import { errors as badgeErrors, findVersion, type BadgeId } from '#badges';
import { errors } from './errors.ts';
import type { Rubric, RubricDraft } from './model.ts';
import { checkRubric, rubricDigest } from './rubric-rules.ts';
import { hasSubmission, loadRubric, saveRubric } from './store.ts';

/**
 * Sets or replaces the rubric of a draft or published version. Once something was handed in for the
 * version it is frozen. Errors: badge_not_found, badge_version_closed, rubric_invalid, rubric_frozen.
 */
export async function setRubric(
  tx: Tx,
  doing: Doing,
  input: { orgId: OrgId; badgeId: BadgeId; version: number; rubric: RubricDraft },
): Promise<Rubric> {
  const { orgId, badgeId, version } = input;
  checkRubric(input.rubric);
  const badge = await findVersion(tx, { orgId, badgeId, version });
  if (badge === null)
    throw badgeErrors.fail('badge_not_found', `There is no version ${version} of ${badgeId}.`);
  if (badge.status !== 'draft' && badge.status !== 'published')
    throw badgeErrors.fail('badge_version_closed', `Version ${version} of ${badgeId} is ${badge.status}.`);
  // The row is held first: a submission reads it for share, so neither can slip past the other.
  const before = await loadRubric(tx, input, 'change');
  const { criteria, thresholdNumerator, thresholdDenominator, scoreRules } = input.rubric;
  const content = {
    criteria,
    thresholdNumerator,
    thresholdDenominator,
    ...(scoreRules === undefined ? {} : { scoreRules }),
  };
  const digest = rubricDigest(content);
  if (before !== null && before.digest === digest) return before;
  if (before !== null && (await hasSubmission(tx, input)))
    throw errors.fail('rubric_frozen', `Evidence was handed in for version ${version} of ${badgeId}.`);

  const rubricId = before?.rubricId ?? newId('rub', doing.now, doing.random);
  await saveRubric(tx, input, { rubricId, content, digest, at: doing.now });
  await recordAudit(tx, doing, {
    orgId,
    action: 'rubric.set',
    subject: rubricId,
    detail: { badgeId, version, digest },
  });
  return { ...content, orgId, rubricId, badgeId, version, digest, setAt: doing.now };
}

/**
 * Gives one version of a badge the rubric of another, as a start for its next draft.
 * Errors: rubric_missing, and those of `setRubric`.
 */
export async function copyRubric(
  tx: Tx,
  doing: Doing,
  input: { orgId: OrgId; badgeId: BadgeId; fromVersion: number; toVersion: number },
): Promise<Rubric> {
  const { orgId, badgeId, fromVersion, toVersion } = input;
  const rubric = await loadRubric(tx, { orgId, badgeId, version: fromVersion });
  if (rubric === null)
    throw errors.fail('rubric_missing', `Version ${fromVersion} of ${badgeId} has no rubric.`);
  return await setRubric(tx, doing, { orgId, badgeId, version: toVersion, rubric });
}
