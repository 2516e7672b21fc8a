import { z } from '@hono/zod-openapi';
import { findFirstSteps } from '#awards';
import { route } from '../../route.ts';
import { id, orgPath } from '../../wire.ts';

/** The way from an empty organisation to its first credential. */
export const firstStepRoutes = [
  route({
    method: 'get',
    path: '/api/v1/orgs/{orgId}/first-steps',
    access: 'awards:read',
    tag: 'Organisations',
    summary: 'See how far an organisation is on the way to its first credential',
    description:
      'Read from what it really has. `next` is `brand` (logo or colour), `badge` (one that is published), `award`, ' +
      '`look` (at the credential and its verdict), or null once it has awarded more than once.',
    params: orgPath,
    answer: z
      .object({
        isBranded: z.boolean(),
        badge: z.object({ badgeId: id, name: z.string(), isOpen: z.boolean() }).nullable(),
        award: z.object({ awardId: id, credentialId: z.string(), title: z.string() }).nullable(),
        isPractised: z.boolean(),
        next: z.enum(['brand', 'badge', 'award', 'look']).nullable(),
      })
      .openapi('FirstSteps'),
    inTx: (tx, { orgId }) => findFirstSteps(tx, { orgId }),
  }),
];
