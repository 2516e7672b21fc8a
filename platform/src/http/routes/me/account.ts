import { z } from '@hono/zod-openapi';
import { emailSchema, languages, nameSchema, requestEmailProof, tellOwner, updateOrg } from '#parties';
import { inOrg } from '#store';
import { sessionOf } from '../../person.ts';
import { route } from '../../route.ts';
import { newPassword } from '../auth/sign-in.ts';
import { id, time } from '../../wire.ts';

const password = z.string().min(1).max(128).optional();

const accountShape = z
  .object({
    userId: id,
    email: z.string(),
    isEmailProven: z.boolean(),
    name: z.string(),
    language: z.enum(languages).nullable(),
    hasPassword: z.boolean(),
    hasTwoFactor: z.boolean(),
  })
  .openapi('Account');

const deviceShape = z
  .object({
    sessionId: id,
    createdAt: time,
    lastSeenAt: time,
    expiresAt: time,
    userAgent: z.string(),
    isCurrent: z.boolean(),
  })
  .openapi('DeviceSession');

/** One's own account: name, language, address, password, devices. */
export const accountRoutes = [
  route({
    method: 'get',
    path: '/api/v1/me/account',
    access: 'person',
    tag: 'My account',
    summary: 'Read my account',
    answer: accountShape,
    withApp: async ({ doors, principal }) => {
      const session = sessionOf(principal);
      return { ...session, hasPassword: await doors.identity.account.hasPassword(session.userId) };
    },
  }),
  route({
    method: 'patch',
    path: '/api/v1/me/account',
    access: 'person',
    tag: 'My account',
    summary: 'Change my name or my language',
    description: 'Without a language I am shown that of the instance, or of my browser.',
    body: z.strictObject({
      name: nameSchema.optional(),
      language: z.enum(languages).nullable().optional(),
    }),
    answer: accountShape,
    withApp: async ({ app, doors, doing, principal, orgId, body }) => {
      const session = sessionOf(principal);
      const { account } = doors.identity;
      const { name, language } = body;
      await account.update(session.userId, {
        ...(name !== undefined && { name }),
        ...(language !== undefined && { language }),
      });
      if (name !== undefined)
        await inOrg(app.db, orgId, (tx) => updateOrg(tx, doing, { orgId, patch: { name } }));
      return {
        ...session,
        name: name ?? session.name,
        language: language === undefined ? session.language : language,
        hasPassword: await account.hasPassword(session.userId),
      };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/me/account/password',
    access: 'person',
    tag: 'My account',
    summary: 'Set or change my password',
    description:
      'Needs the password, or where there is none a sign-in of the last 15 minutes. Other devices are signed out.',
    cost: 20,
    body: z.strictObject({ currentPassword: password, newPassword }),
    withApp: async ({ app, doors, doing, principal, orgId, caller, body }) => {
      const session = sessionOf(principal);
      const { account } = doors.identity;
      await account.prove(session, caller.headers, body.currentPassword);
      await account.setPassword(session.userId, body.newPassword, caller.headers);
      await inOrg(app.db, orgId, (tx) => tellOwner(tx, doing, app, session, 'password_changed'));
      return {};
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/me/account/email',
    access: 'person',
    tag: 'My account',
    summary: 'Change my mail address',
    description: 'A link goes to the new address; it takes effect once that was used.',
    cost: 20,
    body: z.strictObject({ newEmail: emailSchema, password }),
    status: 202,
    answer: z.object({ state: z.literal('asked') }),
    withApp: async ({ app, doors, doing, principal, orgId, caller, body }) => {
      const session = sessionOf(principal);
      await doors.identity.account.prove(session, caller.headers, body.password);
      await inOrg(app.db, orgId, (tx) =>
        requestEmailProof(tx, doing, app, { session, email: body.newEmail }),
      );
      return { state: 'asked' as const };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/me/account/email/proof',
    access: 'person',
    tag: 'My account',
    summary: 'Ask for a link that proves my mail address',
    cost: 20,
    status: 202,
    answer: z.object({ state: z.literal('asked') }),
    inTx: async (tx, { app, doing, principal }) => {
      const session = sessionOf(principal);
      await requestEmailProof(tx, doing, app, { session, email: session.email });
      return { state: 'asked' as const };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/me/sessions',
    access: 'person',
    tag: 'My account',
    summary: 'List the devices on which I am signed in',
    answer: z.object({ items: z.array(deviceShape) }),
    withApp: async ({ doors, principal, caller }) => ({
      items: await doors.identity.account.listSessions(sessionOf(principal).userId, caller.headers),
    }),
  }),
  route({
    method: 'delete',
    path: '/api/v1/me/sessions/{sessionId}',
    access: 'person',
    tag: 'My account',
    summary: 'Sign a device out',
    params: z.strictObject({ sessionId: id }),
    withApp: async ({ doors, principal, params }) => {
      await doors.identity.account.endSession(sessionOf(principal).userId, params.sessionId);
      return {};
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/me/sessions/end-others',
    access: 'person',
    tag: 'My account',
    summary: 'Sign every other device out',
    answer: z.object({ ended: z.number().int() }),
    withApp: async ({ doors, principal, caller }) => ({
      ended: await doors.identity.account.endOtherSessions(sessionOf(principal).userId, caller.headers),
    }),
  }),
];
