import type { Doing, OrgId } from '#kernel';
import { inOrg, type AppContext } from '#store';
import { errors } from './errors.ts';
import type { Identity } from './identity.ts';
import { acceptInvitation, checkOpen, lookAtInvitation } from './invitations.ts';
import { openAccount } from './redeem.ts';
import type { UserId } from './model.ts';
import type { Caller } from './sign-in.ts';

/** What accepting led to; `cookies` sign a new account in. */
export interface Accepted {
  readonly orgId: OrgId;
  readonly userId: UserId;
  readonly cookies: readonly string[];
}

/**
 * Accepts an invitation: as whoever is signed in, or by opening an account with the address that the link
 * went to. Errors: invitation_unknown, invitation_used, invitation_revoked, invitation_expired,
 * invitation_account_exists, password_refused.
 */
export async function accept(
  app: AppContext,
  identity: Identity,
  doing: Doing,
  caller: Caller,
  input: {
    token: string;
    userId: UserId | null;
    name?: string | undefined;
    password?: string | undefined;
    language?: string | undefined;
  },
): Promise<Accepted> {
  const { token } = input;
  const view = await lookAtInvitation(app.db, { token, now: doing.now });
  const { orgId } = view;
  const join = async (userId: UserId): Promise<void> => {
    const as = { ...doing, actor: userId };
    await inOrg(app.db, orgId, (tx) => acceptInvitation(tx, as, { orgId, token, userId }));
  };
  if (input.userId !== null) {
    await join(input.userId);
    return { orgId, userId: input.userId, cookies: [] };
  }
  checkOpen(view.state);
  if (view.hasAccount)
    throw errors.fail('invitation_account_exists', 'Somebody signs in with this address already.');
  const { email, name } = view;
  const user = await openAccount(app, identity, {
    email,
    name: input.name ?? name,
    password: input.password,
    ...(input.language !== undefined && { language: input.language }),
  }).catch((error: unknown) => {
    // Of two clicks at once the second finds the account of the first.
    if ((error as { code?: unknown }).code !== 'user_exists') throw error;
    throw errors.fail('invitation_account_exists', 'The account was opened a moment ago.');
  });
  await join(user.userId);
  const { cookies } = await identity.openSession(caller, { userId: user.userId });
  return { orgId, userId: user.userId, cookies };
}
