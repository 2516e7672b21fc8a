import * as awards from '#awards';
import * as log from '#log';
import { addJob, asInstance, deliverLane, type AppContext, type Jobs, type Subscription } from '#store';
import type { OrgId } from '#kernel';

/** How many jobs of one process run side by side: every lane of the outbox, and two for the rest. */
export const jobConcurrency = 6;

/** The jobs of the instance by name. Each may run more than once and is idempotent by its own keys. */
export function jobsOf(ctx: AppContext, subscriptions: readonly Subscription[]): Jobs {
  return {
    deliver: async (payload) => {
      const lane = Number(payload['lane']);
      const { retryAt } = await deliverLane(ctx.db, lane, subscriptions, ctx.clock);
      if (retryAt === null) return;
      await asInstance(ctx.db, (tx) =>
        addJob(tx, {
          task: 'deliver',
          payload: { lane },
          queue: `deliver:${String(lane)}`,
          key: `deliver:${String(lane)}:retry`,
          runAt: retryAt,
        }),
      );
    },
    'log.sequence': async () => {
      await log.sequence(ctx);
    },
    'awards.batch': async (payload) => {
      const doing = { now: ctx.clock(), random: ctx.random, actor: 'system' };
      await awards.runBatch(ctx, doing, {
        orgId: payload['orgId'] as OrgId,
        batchId: String(payload['batchId']) as Parameters<typeof awards.runBatch>[2]['batchId'],
      });
    },
  };
}
