import { findCurrentVersion, type BadgeId } from '#badges';
import type { Doing, OrgId } from '#kernel';
import { recordAudit } from '#parties';
import { sql, tell, type Tx } from '#store';
import { mustDraft } from './draft.ts';
import { errors } from './errors.ts';
import { stackPublished, stackRetired } from './events.ts';
import { findCycle } from './graph.ts';
import type { StackId, StackVersion } from './model.ts';
import { contentDigest, leavesOf } from './rules.ts';
import { closePublished, lockGraph, readVersions, savePublished } from './store.ts';

/**
 * Publishes the draft: its content is frozen, the version before is superseded, and everyone who holds its
 * badges is evaluated soon after. Refused when a badge is not open, or when stacks would lead in a circle.
 * Errors: stack_not_found, stack_draft_missing, stack_badge_unavailable, stack_cycle.
 */
export async function publishStack(
  tx: Tx,
  doing: Doing,
  input: { orgId: OrgId; stackId: StackId },
): Promise<StackVersion> {
  const { orgId, stackId } = input;
  await lockGraph(tx, orgId);
  const draft = await mustDraft(tx, input);
  const leaves = leavesOf(draft.requirement);
  await checkBadges(tx, orgId, [draft.badgeId, ...leaves.map((l) => l.badgeId)]);

  const others = await readVersions(
    tx,
    sql`where v.org_id = ${orgId} and v.status = 'published' and v.stack_id <> ${stackId}`,
  );
  const cycle = findCycle([...others, draft]);
  if (cycle !== null) throw errors.fail('stack_cycle', `${cycle.join(' leads to ')}.`, { badgeIds: cycle });

  const published: StackVersion = {
    ...draft,
    status: 'published',
    changedAt: doing.now,
    publishedAt: doing.now,
    digest: contentDigest(draft),
  };
  await savePublished(
    tx,
    published,
    leaves.map((l) => l.badgeId),
  );
  const { version, badgeId, digest } = published;
  await recordAudit(tx, doing, {
    orgId,
    action: 'stack.published',
    subject: stackId,
    detail: { version, digest },
  });
  await tell(tx, [stackPublished({ orgId, stackId, version, badgeId })]);
  return published;
}

async function checkBadges(tx: Tx, orgId: OrgId, badgeIds: readonly string[]): Promise<void> {
  for (const badgeId of new Set(badgeIds)) {
    const found = await findCurrentVersion(tx, { orgId, badgeId: badgeId as BadgeId });
    if (found?.status !== 'published')
      throw errors.fail('stack_badge_unavailable', `${badgeId} has no open version.`, { badgeId });
  }
}

/**
 * Takes a stack out of service: nobody completes it any more. Composites that were awarded stay, and go on
 * showing the state of their parts. Errors: stack_not_published.
 */
export async function retireStack(
  tx: Tx,
  doing: Doing,
  input: { orgId: OrgId; stackId: StackId },
): Promise<void> {
  const { orgId, stackId } = input;
  await lockGraph(tx, orgId);
  const version = await closePublished(tx, { orgId, stackId, status: 'retired', at: doing.now });
  if (version === null) throw errors.fail('stack_not_published', `${stackId} has no published version.`);
  await recordAudit(tx, doing, { orgId, action: 'stack.retired', subject: stackId, detail: { version } });
  await tell(tx, [stackRetired({ orgId, stackId, version })]);
}
