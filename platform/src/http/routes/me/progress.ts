import { z } from '@hono/zod-openapi';
import { isId } from '#kernel';
import { progress, type StackId } from '#stacks';
import { switchOrg } from '#store';
import { found, unseen } from '../../found.ts';
import { route } from '../../route.ts';
import { id } from '../../wire.ts';
import { progressShape } from '../stacks/progress.ts';

/** A person's own way through a stack. */
export const ownProgressRoutes = [
  route({
    method: 'get',
    path: '/api/v1/me/stacks/{issuerId}/{stackId}/progress',
    access: 'person',
    tag: 'Me',
    summary: 'See how far I am on a stack, and what is missing',
    params: z.strictObject({ issuerId: id, stackId: id }),
    answer: progressShape,
    inTx: async (tx, { orgId: personId, params, doing }) => {
      if (!isId('org', params.issuerId)) throw unseen('stack');
      await switchOrg(tx, params.issuerId);
      return found(
        await progress(tx, {
          orgId: params.issuerId,
          stackId: params.stackId as StackId,
          personId,
          at: doing.now,
        }),
        'stack',
      );
    },
  }),
];
