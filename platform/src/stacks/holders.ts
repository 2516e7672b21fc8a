import { listAwards } from '#awards';
import type { Doing, OrgId } from '#kernel';
import { addJob, inOrg, type AppContext, type Delivered, type Jobs, type Tx } from '#store';
import { evaluate } from './evaluate.ts';
import { findStack } from './find.ts';
import type { StackId } from './model.ts';
import { leavesOf } from './rules.ts';

/**
 * Evaluates everyone who holds a badge that the published version of a stack asks for. May be run again, and
 * goes on where it was interrupted by doing nothing for those it has done. Returns how many people it looked at.
 */
export async function evaluateHolders(
  app: AppContext,
  doing: Doing,
  input: { orgId: OrgId; stackId: StackId },
): Promise<number> {
  const { orgId } = input;
  const stack = await inOrg(app.db, orgId, (tx) => findStack(tx, input));
  if (stack?.status !== 'published') return 0;
  const seen = new Set<OrgId>();
  for (const badgeId of new Set(leavesOf(stack.requirement).map((l) => l.badgeId)))
    for (let after: string | undefined; ;) {
      const filter = { badgeId, state: 'active' } as const;
      const page = await inOrg(app.db, orgId, (tx) =>
        listAwards(tx, { orgId, filter, page: { limit: 200, after } }),
      );
      for (const { personId } of page.items) {
        if (seen.has(personId)) continue;
        seen.add(personId);
        await evaluate(app, doing, { orgId, personId });
      }
      if (page.next === null) break;
      after = page.next;
    }
  return seen.size;
}

/** Reacts to `stack.published`, in its transaction: plans the evaluation of those who hold its badges already. */
export async function planHolders(tx: Tx, event: Delivered): Promise<void> {
  const { stackId, version } = event.payload;
  const key = `stacks.holders:${String(stackId)}:${String(version)}`;
  await addJob(tx, { task: 'stacks.holders', payload: { orgId: event.orgId, stackId }, key });
}

/** The jobs of this rung by name: `stacks.holders` evaluates everyone whom a newly published stack concerns. */
export function stackJobs(app: AppContext): Jobs {
  return {
    'stacks.holders': async (payload) => {
      const doing = { now: app.clock(), random: app.random, actor: 'system' };
      const orgId = payload['orgId'] as OrgId;
      await evaluateHolders(app, doing, { orgId, stackId: payload['stackId'] as StackId });
    },
  };
}
