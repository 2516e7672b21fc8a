import { z } from '@hono/zod-openapi';
import { emailSchema, orgDraftSchema, setUp } from '#parties';
import { route } from '../../route.ts';
import { id } from '../../wire.ts';

/** The first start of an empty instance. */
export const setupRoutes = [
  route({
    method: 'post',
    path: '/api/v1/setup',
    access: 'open',
    tag: 'Instance',
    summary: 'Set up an empty instance',
    description:
      'With the one-time link that the first start prints; it makes the first user and organisation.',
    cost: 20,
    body: z.strictObject({
      token: z.string().min(1).max(200),
      organisation: orgDraftSchema,
      user: z.strictObject({
        email: emailSchema,
        name: z.string().trim().min(1).max(200),
        password: z.string().min(8).max(128),
      }),
    }),
    status: 201,
    answer: z.object({ orgId: id, userId: id, personId: id }),
    withApp: async ({ doors, app, doing, body }) => {
      const { org, user } = await setUp(app, doors.identity, doing, body);
      const { userId, personId } = user;
      return { orgId: org.orgId, userId, personId };
    },
  }),
];
