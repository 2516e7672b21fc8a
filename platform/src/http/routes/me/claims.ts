import { z } from '@hono/zod-openapi';
import { claimStateOf } from '#awards';
import type { OrgId } from '#kernel';
import { claim, declineClaim, findCredential, lookAtClaim, takeClaim, type ClaimView } from '#sharing';
import { switchOrg } from '#store';
import { found } from '../../found.ts';
import { route } from '../../route.ts';
import { id, time } from '../../wire.ts';
import { answerSignedIn, linkToken, signedInShape } from '../auth/sign-in.ts';

const claimShape = z
  .object({
    awardId: id,
    credentialId: z.string(),
    badgeId: id,
    version: z.number().int(),
    title: z.string(),
    issuer: z.object({ orgId: id, name: z.string(), slug: z.string() }),
    holderName: z.string().openapi({ description: 'Whose it is: several people may read one mailbox.' }),
    state: z.enum(['active', 'suspended', 'revoked']),
    claim: z.enum(['none', 'sent', 'viewed', 'claimed']),
    isSynthetic: z.boolean(),
    issuedAt: time,
    validUntil: time.nullable(),
    linkExpiresAt: time,
  })
  .openapi('Claim');

function present({ award, issuer, holder, expiresAt }: ClaimView): z.input<typeof claimShape> {
  const { awardId, credentialId, badgeId, version, title, state, isSynthetic, issuedAt, validUntil } = award;
  return {
    ...{ awardId, credentialId, badgeId, version, title, state, isSynthetic, issuedAt, validUntil },
    issuer: { orgId: issuer.orgId, name: issuer.name, slug: issuer.slug },
    holderName: holder.name,
    claim: claimStateOf(award),
    linkExpiresAt: expiresAt,
  };
}

const token = z.strictObject({ token: linkToken });

/** Claiming by a mailed link, without a password first; and by whoever is signed in. */
export const claimRoutes = [
  route({
    method: 'post',
    path: '/api/v1/claims/look',
    access: 'open',
    isSignIn: true,
    tag: 'Claims',
    summary: 'See what a mailed link is for',
    description: 'The token stands behind # in the address of the link. Looking does not use it up.',
    body: token,
    answer: claimShape,
    withApp: async ({ app, doing, body }) => present(await lookAtClaim(app, doing, body)),
  }),
  route({
    method: 'post',
    path: '/api/v1/claims',
    access: 'open',
    isSignIn: true,
    tag: 'Claims',
    summary: 'Claim a credential with the token of a mailed link',
    description:
      'Works once. The link went to the holder’s address, so it also signs them in, and opens their account where ' +
      'there is none; a second factor is still asked for. Refused while somebody else is signed in.',
    body: token,
    answer: claimShape.extend({ signIn: z.union([signedInShape, z.null()]) }),
    withApp: async (call) => {
      const { app, doing, doors, principal, body, caller } = call;
      const signedIn = principal.kind === 'user' ? principal.personId : null;
      const view = await takeClaim(app, doing, { token: body.token, signedIn });
      if (signedIn !== null) return { ...present(view), signIn: null };
      const { identity } = doors;
      const { email, name } = view.holder;
      const user = (await identity.findUser({ email })) ?? (await identity.createUser({ email, name }));
      if (!user.isEmailProven) await identity.account.proveEmail(user.userId, user.email, false);
      const opened = await identity.openSession(caller, { userId: user.userId });
      return { ...present(view), signIn: answerSignedIn(call, opened) };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/claims/decline',
    access: 'open',
    isSignIn: true,
    tag: 'Claims',
    summary: 'Say that a credential is not meant for me',
    description: 'The link ends, and the issuer sees that. Nothing else happens.',
    body: token,
    status: 204,
    withApp: async ({ app, doing, body }) => {
      await declineClaim(app, doing, body);
      return {};
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/me/credentials/{credentialId}/claim',
    access: 'person',
    tag: 'Me',
    summary: 'Claim a credential that lies in my record',
    description: 'Tells the issuer that it arrived. Once claimed, nothing more happens.',
    params: z.strictObject({ credentialId: z.string().min(1).max(80) }),
    status: 204,
    inTx: async (tx, { orgId: personId, doing, params }) => {
      const credential = found(
        await findCredential(tx, { personId, credentialId: params.credentialId }),
        'credential',
      );
      const orgId: OrgId = credential.issuerId;
      await switchOrg(tx, orgId);
      await claim(tx, doing, { orgId, awardId: credential.awardId });
      await switchOrg(tx, personId);
      return {};
    },
  }),
];
