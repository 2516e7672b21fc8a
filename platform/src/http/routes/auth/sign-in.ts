import { z } from '@hono/zod-openapi';
import {
  emailSchema,
  errors,
  languages,
  nameSchema,
  redeemEmail,
  redeemPassword,
  redeemSignIn,
  requestLink,
  type SignedIn,
} from '#parties';
import { route, type Call } from '../../route.ts';

/** A password as somebody chooses it. */
export const newPassword = z.string().min(8).max(128);

/** A token of a mailed link. */
export const linkToken = z.string().min(1).max(200);

const language = z.enum(languages);

/** How far a sign-in came; the session itself is a cookie. */
export const signedInShape = z
  .object({ state: z.enum(['signed_in', 'second_factor_needed']) })
  .openapi('SignedIn');

const askedShape = z.object({ state: z.literal('asked') }).openapi('LinkAsked');

/** Hands the cookies of a sign-in to the browser. */
export function answerSignedIn(
  call: Pick<Call, 'setCookies'>,
  { state, cookies }: SignedIn,
): { state: SignedIn['state'] } {
  call.setCookies(cookies);
  return { state };
}

const asked = { state: 'asked' as const };

/** Signing in and out, and what mailed links open. */
export const signInRoutes = [
  route({
    method: 'post',
    path: '/api/v1/auth/sign-in',
    access: 'open',
    isSignIn: true,
    tag: 'Sign-in',
    summary: 'Sign in with mail address and password',
    description: 'Sets the session cookie, or asks for a code of the second factor next.',
    body: z.strictObject({ email: emailSchema, password: z.string().min(1).max(128) }),
    answer: signedInShape,
    withApp: async (call) => answerSignedIn(call, await call.doors.identity.signIn(call.caller, call.body)),
  }),
  route({
    method: 'post',
    path: '/api/v1/auth/second-factor',
    access: 'open',
    isSignIn: true,
    tag: 'Sign-in',
    summary: 'Finish a sign-in with a code of the authenticator, or a recovery code',
    description: 'Every code works once. A trusted device is not asked again for 30 days.',
    body: z.strictObject({
      code: z.string().trim().min(6).max(20),
      kind: z.enum(['totp', 'recovery']).default('totp'),
      trustsDevice: z.boolean().optional(),
    }),
    answer: signedInShape,
    withApp: async (call) =>
      answerSignedIn(call, await call.doors.identity.finishSignIn(call.caller, call.body)),
  }),
  route({
    method: 'post',
    path: '/api/v1/auth/sign-out',
    access: 'open',
    isSignIn: true,
    tag: 'Sign-in',
    summary: 'Sign out on this device',
    withApp: async ({ doors, caller, setCookies }) => {
      setCookies(await doors.identity.signOut(caller.headers));
      return {};
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/auth/links',
    access: 'open',
    isSignIn: true,
    tag: 'Sign-in',
    summary: 'Ask for a link that signs in, by mail',
    description:
      'The answer is the same whether somebody has the address or not. It also opens the account of whoever was ' +
      'awarded something before they signed up.',
    body: z.strictObject({ email: emailSchema, language: language.optional() }),
    status: 202,
    answer: askedShape,
    inTx: async (tx, { app, doing, body }) => {
      await requestLink(tx, doing, app, { purpose: 'sign_in', ...body });
      return asked;
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/auth/sign-up',
    access: 'open',
    isSignIn: true,
    tag: 'Sign-in',
    summary: 'Ask for an account, by mail',
    description:
      'The link in the mail opens it. The answer is the same when the address has an account already.',
    body: z.strictObject({ email: emailSchema, name: nameSchema, language: language.optional() }),
    status: 202,
    answer: askedShape,
    inTx: async (tx, { app, doing, doors, body }) => {
      if (doors.hasOpenSignUp === false)
        throw errors.fail('sign_up_closed', 'Accounts are opened by operators and invitations here.');
      await requestLink(tx, doing, app, { purpose: 'sign_up', ...body });
      return asked;
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/auth/password-resets',
    access: 'open',
    isSignIn: true,
    tag: 'Sign-in',
    summary: 'Ask for a link to choose a new password, by mail',
    body: z.strictObject({ email: emailSchema, language: language.optional() }),
    status: 202,
    answer: askedShape,
    inTx: async (tx, { app, doing, body }) => {
      await requestLink(tx, doing, app, { purpose: 'password', ...body });
      return asked;
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/auth/links/redeem',
    access: 'open',
    isSignIn: true,
    tag: 'Sign-in',
    summary: 'Sign in with the token of a mailed link',
    description:
      'The token stands behind # in the address of the link. It works once; where it opens an account, `name` is its name.',
    body: z.strictObject({ token: linkToken, name: nameSchema.optional() }),
    answer: signedInShape,
    withApp: async (call) => {
      const { app, doors, doing, caller, body } = call;
      return answerSignedIn(call, await redeemSignIn(app, doors.identity, doing, caller, body));
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/auth/password-resets/redeem',
    access: 'open',
    isSignIn: true,
    tag: 'Sign-in',
    summary: 'Choose a new password with the token of a mailed link',
    description: 'All devices are signed out. Then sign in with it.',
    body: z.strictObject({ token: linkToken, password: newPassword }),
    withApp: async ({ app, doors, doing, body }) => {
      await redeemPassword(app, doors.identity, doing, body);
      return {};
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/auth/email/redeem',
    access: 'open',
    isSignIn: true,
    tag: 'Sign-in',
    summary: 'Prove a mail address with the token of a mailed link',
    description: 'A new address becomes that of the account.',
    body: z.strictObject({ token: linkToken }),
    answer: z.object({ email: z.string() }),
    withApp: async ({ app, doors, doing, principal, body }) =>
      await redeemEmail(app, doors.identity, doing, {
        token: body.token,
        session: principal.kind === 'user' ? principal.session : null,
      }),
  }),
];
