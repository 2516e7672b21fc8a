import { z } from '@hono/zod-openapi';
import {
  accept,
  invitationDraftSchema,
  invite,
  languages,
  listInvitations,
  lookAtInvitation,
  nameSchema,
  resendInvitation,
  revokeInvitation,
  roles,
} from '#parties';
import { route } from '../../route.ts';
import { id, orgPath, page, pageOnly, time } from '../../wire.ts';
import { linkToken, newPassword } from '../auth/sign-in.ts';

const states = ['open', 'expired', 'revoked', 'accepted'] as const;

const invitationShape = z
  .object({
    invitationId: id,
    email: z.string(),
    name: z.string(),
    roles: z.array(z.enum(roles)),
    departmentId: id.optional(),
    state: z.enum(states),
    invitedBy: z.string(),
    createdAt: time,
    sentAt: time,
    expiresAt: time,
    acceptedBy: id.optional(),
  })
  .openapi('Invitation');

const viewShape = z
  .object({
    orgId: id,
    orgName: z.string(),
    email: z.string(),
    name: z.string(),
    roles: z.array(z.enum(roles)),
    state: z.enum(states),
    expiresAt: time,
    hasAccount: z.boolean().describe('Whether somebody signs in with the address of the invitation.'),
  })
  .openapi('InvitationView');

const invitationPath = z.strictObject({ orgId: id, invitationId: id });

/** Invitations: what the organisation does with them, and what whoever holds the link does. */
export const invitationRoutes = [
  route({
    method: 'get',
    path: '/api/v1/orgs/{orgId}/invitations',
    access: 'org:manage',
    tag: 'Invitations',
    summary: 'List invitations, newest first',
    params: orgPath,
    query: pageOnly,
    answer: page(invitationShape),
    inTx: (tx, { orgId, doing, query }) => listInvitations(tx, { orgId, now: doing.now, page: query }),
  }),
  route({
    method: 'post',
    path: '/api/v1/orgs/{orgId}/invitations',
    access: 'org:manage',
    tag: 'Invitations',
    summary: 'Invite somebody by mail, with roles and a department',
    description:
      'The link in the mail works for 14 days. Two people with one mailbox are told apart by their names.',
    cost: 10,
    params: orgPath,
    body: invitationDraftSchema.extend({ language: z.enum(languages).optional() }),
    status: 201,
    answer: invitationShape,
    inTx: (tx, { orgId, doing, app, body }) => invite(tx, doing, app, { orgId, ...body }),
  }),
  route({
    method: 'post',
    path: '/api/v1/orgs/{orgId}/invitations/{invitationId}/resend',
    access: 'org:manage',
    tag: 'Invitations',
    summary: 'Send an invitation again, under a new link',
    cost: 10,
    params: invitationPath,
    answer: invitationShape,
    inTx: (tx, { orgId, doing, app, params }) =>
      resendInvitation(tx, doing, app, { orgId, invitationId: params.invitationId }),
  }),
  route({
    method: 'post',
    path: '/api/v1/orgs/{orgId}/invitations/{invitationId}/revoke',
    access: 'org:manage',
    tag: 'Invitations',
    summary: 'Take an invitation back',
    params: invitationPath,
    answer: invitationShape,
    inTx: (tx, { orgId, doing, params }) =>
      revokeInvitation(tx, doing, { orgId, invitationId: params.invitationId }),
  }),
  route({
    method: 'post',
    path: '/api/v1/invitations/look',
    access: 'open',
    isSignIn: true,
    tag: 'Invitations',
    summary: 'Look at an invitation, with the token of its link',
    body: z.strictObject({ token: linkToken }),
    answer: viewShape,
    withApp: ({ app, doing, body }) => lookAtInvitation(app.db, { token: body.token, now: doing.now }),
  }),
  route({
    method: 'post',
    path: '/api/v1/invitations/accept',
    access: 'open',
    isSignIn: true,
    tag: 'Invitations',
    summary: 'Accept an invitation, with the token of its link',
    description:
      'As whoever is signed in, under whatever address. Nobody signed in: it opens an account with the address of ' +
      'the invitation and signs in. Accepting again as the same person changes nothing.',
    body: z.strictObject({
      token: linkToken,
      name: nameSchema.optional(),
      password: newPassword.optional(),
      language: z.enum(languages).optional(),
    }),
    answer: z.object({ orgId: id, userId: id }),
    withApp: async ({ app, doors, doing, caller, principal, setCookies, body }) => {
      const userId = principal.kind === 'user' ? principal.userId : null;
      const done = await accept(app, doors.identity, doing, caller, { ...body, userId });
      setCookies(done.cookies);
      return { orgId: done.orgId, userId: done.userId };
    },
  }),
];
