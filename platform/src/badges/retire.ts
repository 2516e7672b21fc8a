import type { Doing, OrgId } from '#kernel';
import { tell, type Tx } from '#store';
import { recordAudit } from '#parties';
import { errors } from './errors.ts';
import { badgeRetired } from './events.ts';
import type { BadgeId, BadgeVersion } from './model.ts';
import { loadDraft, loadVersions, lockBadge, markRetired, withImage } from './store.ts';

/**
 * Withdraws a published or superseded version: no evidence and no award for it any more. It stays readable,
 * and what was awarded stays valid. Retiring it again changes nothing.
 * Errors: badge_not_found, badge_version_closed (a draft).
 */
export async function retireVersion(
  tx: Tx,
  doing: Doing,
  input: { orgId: OrgId; badgeId: BadgeId; version: number },
): Promise<BadgeVersion> {
  const { orgId, badgeId, version } = input;
  const found = (await lockBadge(tx, input)) ? (await loadVersions(tx, input))[0] : undefined;
  if (found === undefined) {
    const draft = await loadDraft(tx, input);
    if (draft?.version === version)
      throw errors.fail('badge_version_closed', `Version ${version} is a draft and was never open.`);
    throw errors.fail('badge_not_found', `There is no version ${version} of ${badgeId}.`);
  }
  if (found.status === 'retired') return await withImage(tx, found);
  await markRetired(tx, { orgId, badgeId, version, at: doing.now });
  await recordAudit(tx, doing, { orgId, action: 'badge.retired', subject: badgeId, detail: { version } });
  await tell(tx, [badgeRetired({ orgId, badgeId, version })]);
  return await withImage(tx, { ...found, status: 'retired', retiredAt: doing.now });
}
