import type { Doing, OrgId } from '#kernel';
import type { AppContext, Jobs } from '#store';
import type { BatchId } from './model.ts';
import { recoverIntents } from './recover.ts';
import { runAction } from './run-action.ts';
import { runBatch } from './run-batch.ts';

/**
 * The jobs of this rung by name: `awards.batch` runs a batch, `awards.action` carries out an action on many awards,
 * `awards.recover` finishes orphaned attempts.
 */
export function awardJobs(app: AppContext): Jobs {
  const doing = (): Doing => ({ now: app.clock(), random: app.random, actor: 'system' });
  return {
    'awards.batch': async (payload) => {
      const orgId = payload['orgId'] as OrgId;
      await runBatch(app, doing(), { orgId, batchId: payload['batchId'] as BatchId });
    },
    'awards.action': async (payload) => {
      const orgId = payload['orgId'] as OrgId;
      await runAction(app, doing(), { orgId, actionId: String(payload['actionId']) });
    },
    'awards.recover': async (payload) => {
      await recoverIntents(app, doing(), { orgId: payload['orgId'] as OrgId });
    },
  };
}
