import { awardJobs } from '#awards';
import { inventoryJobs } from '#inventory';
import { sequence, sequenceTask } from '#log';
import { mailJobs, type Mailer } from '#net';
import { partyJobs, type LinkPolicy } from '#parties';
import { sharingJobs } from '#sharing';
import { stackJobs } from '#stacks';
import {
  addJob,
  asInstance,
  deliverLane,
  lanes,
  type AppContext,
  type Jobs,
  type Subscription,
} from '#store';

/** How many jobs of one process run side by side: every lane of the outbox, and two for the rest. */
export const jobConcurrency = lanes + 2;

/** What jobs are told besides their payloads. */
export interface JobPolicy extends LinkPolicy {
  /** The way out for mails; null keeps them here. */
  readonly mailer: Mailer | null;
}

/** The jobs of the instance by name. Each may run more than once and is idempotent by its own keys. */
export function jobsOf(ctx: AppContext, subscriptions: readonly Subscription[], policy: JobPolicy): Jobs {
  return {
    deliver: async (payload) => {
      const lane = Number(payload['lane']);
      const { retryAt } = await deliverLane(ctx.db, lane, subscriptions, ctx.clock);
      if (retryAt !== null) await deliverAgain(ctx, lane, retryAt);
    },
    [sequenceTask]: async () => {
      await sequence(ctx);
    },
    ...mailJobs(ctx, policy.mailer),
    ...partyJobs(ctx, policy),
    ...awardJobs(ctx),
    ...stackJobs(ctx),
    ...sharingJobs(ctx),
    ...inventoryJobs(ctx),
  };
}

/** The queue lets one job of a lane run at a time, the key keeps one retry waiting. */
async function deliverAgain(ctx: AppContext, lane: number, runAt: Date): Promise<void> {
  const name = `deliver:${String(lane)}`;
  await asInstance(ctx.db, (tx) =>
    addJob(tx, { task: 'deliver', payload: { lane }, queue: name, key: `${name}:retry`, runAt }),
  );
}
