import { z } from '@hono/zod-openapi';
import {
  addMember,
  emailSchema,
  errors,
  findUser,
  listMembers,
  removeMember,
  roles,
  rolesSchema,
  setRoles,
} from '#parties';
import { found } from '../../found.ts';
import { route } from '../../route.ts';
import { id, orgPath, time } from '../../wire.ts';

const memberShape = z
  .object({
    userId: id,
    personId: id,
    name: z.string(),
    email: z.string(),
    roles: z.array(z.enum(roles)),
    departmentId: id.optional(),
    addedAt: time,
  })
  .openapi('Member');

const memberPath = z.strictObject({ orgId: id, userId: id });

/** The members of an organisation and their roles. */
export const memberRoutes = [
  route({
    method: 'get',
    path: '/api/v1/orgs/{orgId}/members',
    access: 'org:manage',
    tag: 'Members',
    summary: 'List members',
    params: orgPath,
    answer: z.object({ items: z.array(memberShape) }),
    inTx: async (tx, { orgId }) => ({ items: await listMembers(tx, { orgId }) }),
  }),
  route({
    method: 'post',
    path: '/api/v1/orgs/{orgId}/members',
    access: 'org:manage',
    tag: 'Members',
    summary: 'Add somebody who has an account',
    params: orgPath,
    body: z.strictObject({ email: emailSchema, roles: rolesSchema }),
    status: 201,
    answer: memberShape,
    inTx: async (tx, { orgId, doing, body }) => {
      const user = await findUser(tx, { email: body.email });
      if (user === null) throw errors.fail('user_unknown', 'Nobody signs in with this mail address.');
      await addMember(tx, doing, { orgId, userId: user.userId, roles: body.roles });
      return found(
        (await listMembers(tx, { orgId })).find((m) => m.userId === user.userId),
        'member',
      );
    },
  }),
  route({
    method: 'put',
    path: '/api/v1/orgs/{orgId}/members/{userId}',
    access: 'org:manage',
    tag: 'Members',
    summary: 'Replace the roles of a member',
    params: memberPath,
    body: z.strictObject({ roles: rolesSchema }),
    answer: memberShape,
    inTx: async (tx, { orgId, doing, params, body }) => {
      await setRoles(tx, doing, { orgId, userId: params.userId, roles: body.roles });
      return found(
        (await listMembers(tx, { orgId })).find((m) => m.userId === params.userId),
        'member',
      );
    },
  }),
  route({
    method: 'delete',
    path: '/api/v1/orgs/{orgId}/members/{userId}',
    access: 'org:manage',
    tag: 'Members',
    summary: 'Remove a member',
    params: memberPath,
    inTx: (tx, { orgId, doing, params }) => removeMember(tx, doing, { orgId, userId: params.userId }),
  }),
];
