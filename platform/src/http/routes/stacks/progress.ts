import { z } from '@hono/zod-openapi';
import type { OrgId } from '#kernel';
import { compositeState, progress, type StackId } from '#stacks';
import { found } from '../../found.ts';
import { route } from '../../route.ts';
import { id } from '../../wire.ts';
import { awardPath } from '../awards/shapes.ts';

const leaf = z.object({ leaf: z.number().int(), badgeId: id, minVersion: z.number().int() });

/** How far a person is on a stack. */
export const progressShape = z
  .object({
    stackId: id,
    version: z.number().int(),
    badgeId: id,
    name: z.string(),
    isMet: z.boolean(),
    used: z.array(leaf.extend({ awardId: id })),
    missing: z.array(leaf),
    awardId: id.nullable(),
  })
  .openapi('Progress');

const compositeShape = z
  .object({
    awardId: id,
    stackId: id,
    version: z.number().int(),
    personId: id,
    parts: z.array(
      z.object({
        awardId: id,
        credentialId: z.string(),
        badgeId: id,
        title: z.string(),
        state: z.enum(['active', 'revoked', 'suspended', 'expired', 'broken']),
      }),
    ),
    isIntact: z.boolean(),
    sentence: z.string(),
  })
  .openapi('Composite');

/** What stacks say about one person. */
export const progressRoutes = [
  route({
    method: 'get',
    path: '/api/v1/orgs/{orgId}/stacks/{stackId}/progress/{personId}',
    access: 'awards:read',
    tag: 'Stacks',
    summary: 'See how far a person is',
    params: z.strictObject({ orgId: id, stackId: id, personId: id }),
    answer: progressShape,
    inTx: async (tx, { orgId, params, doing }) =>
      found(
        await progress(tx, {
          orgId,
          stackId: params.stackId as StackId,
          personId: params.personId as OrgId,
          at: doing.now,
        }),
        'stack',
      ),
  }),
  route({
    method: 'get',
    path: '/api/v1/orgs/{orgId}/awards/{awardId}/parts',
    access: 'awards:read',
    tag: 'Stacks',
    summary: 'See the parts of a composite as they stand now',
    params: awardPath,
    answer: compositeShape,
    inTx: async (tx, { orgId, params, doing }) =>
      found(await compositeState(tx, { orgId, awardId: params.awardId, at: doing.now }), 'composite'),
  }),
];
