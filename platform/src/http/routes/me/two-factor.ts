import { z } from '@hono/zod-openapi';
import { toString as drawQr } from 'qrcode';
import { tellOwner } from '#parties';
import { inOrg } from '#store';
import { sessionOf } from '../../person.ts';
import { route } from '../../route.ts';

const proof = z.strictObject({ password: z.string().min(1).max(128).optional() });

/** Two-factor sign-in of one's own account: begin, confirm, renew the recovery codes, end. */
export const twoFactorRoutes = [
  route({
    method: 'post',
    path: '/api/v1/me/two-factor',
    access: 'person',
    tag: 'My account',
    summary: 'Begin two-factor sign-in',
    description:
      'Answers with the address for an authenticator app, the same as a QR code (an SVG), and ten recovery codes, ' +
      'this once. ' +
      'It is on after a code was confirmed. Needs the password, or where there is none a recent sign-in.',
    cost: 20,
    body: proof,
    shownOnce: ['totpUri', 'totpQr', 'recoveryCodes'],
    answer: z.object({
      totpUri: z.string().optional(),
      totpQr: z.string().optional(),
      recoveryCodes: z.array(z.string()).optional(),
    }),
    withApp: async ({ doors, principal, caller, body }) => {
      const { account } = doors.identity;
      await account.prove(sessionOf(principal), caller.headers, body.password);
      const enrolment = await account.enrolTwoFactor(caller.headers, body.password);
      // With the quiet zone of the standard around it, so that it can be read on a dark page, too.
      const totpQr = await drawQr(enrolment.totpUri, { type: 'svg', margin: 4 });
      return { ...enrolment, totpQr };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/me/two-factor/confirm',
    access: 'person',
    tag: 'My account',
    summary: 'Confirm a code of the authenticator: two-factor sign-in is on',
    cost: 20,
    body: z.strictObject({ code: z.string().trim().min(6).max(8) }),
    withApp: async ({ app, doors, doing, principal, orgId, caller, setCookies, body }) => {
      const session = sessionOf(principal);
      setCookies(await doors.identity.account.confirmTwoFactor(caller.headers, body.code));
      await inOrg(app.db, orgId, (tx) => tellOwner(tx, doing, app, session, 'two_factor_on'));
      return {};
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/me/two-factor/recovery-codes',
    access: 'person',
    tag: 'My account',
    summary: 'Make new recovery codes; the old ones end',
    cost: 20,
    body: proof,
    shownOnce: ['recoveryCodes'],
    answer: z.object({ recoveryCodes: z.array(z.string()).optional() }),
    withApp: async ({ doors, principal, caller, body }) => {
      const { account } = doors.identity;
      await account.prove(sessionOf(principal), caller.headers, body.password);
      return { recoveryCodes: await account.renewRecoveryCodes(caller.headers, body.password) };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/me/two-factor/disable',
    access: 'person',
    tag: 'My account',
    summary: 'End two-factor sign-in',
    cost: 20,
    body: proof,
    withApp: async ({ app, doors, doing, principal, orgId, caller, setCookies, body }) => {
      const session = sessionOf(principal);
      const { account } = doors.identity;
      await account.prove(session, caller.headers, body.password);
      setCookies(await account.disableTwoFactor(caller.headers, body.password));
      await inOrg(app.db, orgId, (tx) => tellOwner(tx, doing, app, session, 'two_factor_off'));
      return {};
    },
  }),
];
