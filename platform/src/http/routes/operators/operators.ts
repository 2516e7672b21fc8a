import { z } from '@hono/zod-openapi';
import {
  addOperator,
  emailSchema,
  errors,
  findUser,
  listInstanceAudit,
  listOperators,
  recordInstanceAudit,
  removeOperator,
} from '#parties';
import { asInstance } from '#store';
import { found } from '../../found.ts';
import { route } from '../../route.ts';
import { id, page, pageOnly, time } from '../../wire.ts';
import { auditShape } from '../orgs/audit.ts';

const operatorShape = z
  .object({ userId: id, name: z.string(), email: z.string(), addedBy: z.string(), addedAt: time })
  .openapi('Operator');

/** Who runs the instance, the accounts that they open, and the trail of what they did. */
export const operatorRoutes = [
  route({
    method: 'get',
    path: '/api/v1/operators',
    access: 'operator',
    tag: 'Operators',
    summary: 'List who runs this instance',
    answer: z.object({ items: z.array(operatorShape) }),
    inTx: async (tx) => ({ items: await listOperators(tx) }),
  }),
  route({
    method: 'post',
    path: '/api/v1/operators',
    access: 'operator',
    tag: 'Operators',
    summary: 'Make somebody who has an account an operator',
    body: z.strictObject({ email: emailSchema }),
    status: 201,
    answer: operatorShape,
    inTx: async (tx, { doing, body }) => {
      const user = await findUser(tx, { email: body.email });
      if (user === null) throw errors.fail('user_unknown', 'Nobody signs in with this mail address.');
      await addOperator(tx, doing, { userId: user.userId });
      return found(
        (await listOperators(tx)).find((o) => o.userId === user.userId),
        'operator',
      );
    },
  }),
  route({
    method: 'delete',
    path: '/api/v1/operators/{userId}',
    access: 'operator',
    tag: 'Operators',
    summary: 'Take the right to run this instance from somebody; never from the last one',
    params: z.strictObject({ userId: id }),
    inTx: (tx, { doing, params }) => removeOperator(tx, doing, { userId: params.userId }),
  }),
  route({
    method: 'post',
    path: '/api/v1/users',
    access: 'operator',
    tag: 'Operators',
    summary: 'Open an account for somebody',
    description:
      'The operator answers for it that the mail address belongs to them: credentials that wait under it become theirs.',
    body: z.strictObject({
      email: emailSchema,
      name: z.string().trim().min(1).max(200),
      password: z.string().min(8).max(128),
    }),
    status: 201,
    answer: z.object({ userId: id, personId: id }),
    withApp: async ({ doors, app, doing, body }) => {
      const user = await doors.identity.createUser(body);
      await asInstance(app.db, (tx) =>
        recordInstanceAudit(tx, doing, { action: 'user.created', subject: user.userId }),
      );
      return user;
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/audit',
    access: 'operator',
    tag: 'Operators',
    summary: 'List what was done to this instance, newest first',
    query: pageOnly,
    answer: page(auditShape),
    inTx: (tx, { query }) => listInstanceAudit(tx, { page: query }),
  }),
];
