import { z } from '@hono/zod-openapi';
import {
  changeManySchema,
  changeStatus,
  previewStatusChange,
  reasonSchema,
  reinstate,
  revoke,
  suspend,
  type Award,
  type AwardId,
} from '#awards';
import type { Doing, OrgId } from '#kernel';
import type { Tx } from '#store';
import { found } from '../../found.ts';
import { route, type Route } from '../../route.ts';
import { id, orgPath } from '../../wire.ts';
import { awardPath, awardShape, presentAwards } from './shapes.ts';

type Change = (
  tx: Tx,
  doing: Doing,
  input: { readonly orgId: OrgId; readonly awardId: AwardId; readonly reason: string },
) => Promise<Award>;

function changeRoute(verb: 'revoke' | 'suspend' | 'reinstate', change: Change, summary: string): Route {
  return route({
    method: 'post',
    path: `/api/v1/orgs/{orgId}/awards/{awardId}/${verb}`,
    access: 'awards:revoke',
    tag: 'Awards',
    summary,
    params: awardPath,
    body: reasonSchema,
    answer: awardShape,
    inTx: async (tx, { orgId, doing, params, body }) => {
      const award = await change(tx, doing, {
        orgId,
        awardId: params.awardId as AwardId,
        reason: body.reason,
      });
      const [presented] = await presentAwards(tx, orgId, [award]);
      return found(presented, 'award');
    },
  });
}

const state = z.enum(['active', 'suspended', 'revoked']).nullable();

/** Changes of the state of awards; the served status lists show them at once. */
export const awardChangeRoutes = [
  changeRoute('revoke', revoke, 'Revoke an award, for good'),
  changeRoute('suspend', suspend, 'Suspend an award'),
  changeRoute('reinstate', reinstate, 'Lift the suspension of an award'),
  route({
    method: 'post',
    path: '/api/v1/orgs/{orgId}/award-changes',
    access: 'awards:revoke',
    tag: 'Awards',
    summary: 'Change the state of up to 1,000 awards',
    description: 'With `dryRun` nothing is changed. What cannot be changed stops only itself.',
    params: orgPath,
    body: changeManySchema,
    answer: z.object({
      isDryRun: z.boolean(),
      outcomes: z.array(
        z.object({
          awardId: id,
          outcome: z.enum(['changed', 'unchanged', 'refused']),
          from: state,
          to: state,
          code: z.string().optional(),
        }),
      ),
    }),
    inTx: async (tx, { orgId, doing, body }) => {
      const { change, reason } = body;
      const awardIds = body.awardIds as AwardId[];
      if (body.dryRun === true)
        return { isDryRun: true, outcomes: await previewStatusChange(tx, { orgId, awardIds, change }) };
      return {
        isDryRun: false,
        outcomes: await changeStatus(tx, doing, { orgId, awardIds, change, reason }),
      };
    },
  }),
];
