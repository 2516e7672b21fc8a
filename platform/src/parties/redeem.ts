import type { Doing } from '#kernel';
import { asInstance, inOrg, sql, type AppContext, type Tx } from '#store';
import { recordInstanceAudit } from './audit.ts';
import type { Session } from './auth-calls.ts';
import { errors } from './errors.ts';
import type { Identity } from './identity.ts';
import { accountOf, languageFor, linkUrl, writeMail } from './link-requests.ts';
import { createLink, endLinks, linkLifeMs, takeLink, type LinkContent } from './links.ts';
import type { MailKind } from './mail-words.ts';
import type { UserId } from './model.ts';
import { findOrg, updateOrg } from './orgs.ts';
import { emailHash, normalEmail } from './rules.ts';
import type { Caller, SignedIn } from './sign-in.ts';

/**
 * Uses a link that signs somebody in: it opens their account where there is none yet. Errors: link_unknown,
 * link_used, link_expired, sign_up_closed, user_unknown.
 */
export async function redeemSignIn(
  app: AppContext,
  identity: Identity,
  doing: Doing,
  caller: Caller,
  input: { token: string; name?: string | undefined },
): Promise<SignedIn> {
  const link = await asInstance(app.db, (tx) =>
    takeLink(tx, doing, app, { token: input.token, purposes: ['sign_in', 'sign_up', 'recovery'] }),
  );
  const { content } = link;
  const user =
    link.userId === null
      ? ((await identity.findUser({ email: content.email })) ??
        (await openAccount(app, identity, {
          ...content,
          ...(input.name !== undefined && { name: input.name }),
        })))
      : await identity.findUser({ userId: link.userId });
  if (user === null) throw errors.fail('user_unknown', 'The account of this link is gone.');
  // The link went to an address; one that was changed since then opens nothing any more.
  if (user.email !== normalEmail(content.email))
    throw errors.fail('link_expired', 'The account has another address now.');
  const isRecovery = link.purpose === 'recovery';
  // Whoever signed up with somebody else's address loses what they had set up there.
  if (!user.isEmailProven && !isRecovery) await identity.account.proveEmail(user.userId, user.email, false);
  if (isRecovery)
    await asInstance(app.db, (tx) =>
      recordInstanceAudit(tx, doing, { action: 'user.recovered', subject: user.userId }),
    );
  return await identity.openSession(caller, { userId: user.userId });
}

/** Opens an account for somebody who has proven their address. Its name is theirs, or that of their space. */
export async function openAccount(
  app: AppContext,
  identity: Identity,
  input: LinkContent & { readonly password?: string | undefined },
): Promise<Session> {
  const name = input.name ?? (await nameOf(app, input.email));
  return await identity.createUser({
    email: input.email,
    name,
    password: input.password,
    language: input.language,
  });
}

async function nameOf(app: AppContext, email: string): Promise<string> {
  const local = email.split('@')[0] ?? email;
  const rows = await asInstance(app.db, (tx) =>
    sql<{ person_id: Session['personId'] }>`select person_id from parties.person_key
      where email_hash = ${emailHash(email)}`.execute(tx),
  );
  const personId = rows.rows[0]?.person_id;
  if (personId === undefined) return local;
  return (await inOrg(app.db, personId, (tx) => findOrg(tx, { orgId: personId })))?.name ?? local;
}

/**
 * Sets a new password by a mailed link, and signs every device out. It does not sign in: a second factor is
 * still asked for. Errors: link_unknown, link_used, link_expired, password_refused.
 */
export async function redeemPassword(
  app: AppContext,
  identity: Identity,
  doing: Doing,
  input: { token: string; password: string },
): Promise<void> {
  const link = await asInstance(app.db, (tx) =>
    takeLink(tx, doing, app, { token: input.token, purposes: ['password'] }),
  );
  const user = link.userId === null ? null : await identity.findUser({ userId: link.userId });
  if (user === null || user.email !== normalEmail(link.content.email))
    throw errors.fail('link_expired', 'The account has another address now.');
  if (!user.isEmailProven) await identity.account.proveEmail(user.userId, user.email, false);
  await identity.account.setPassword(user.userId, input.password, null);
  await asInstance(app.db, async (tx) => {
    await endLinks(tx, doing, { email: user.email });
    await tellOwner(tx, doing, app, user, 'password_changed');
  });
}

/** Mails a link that proves an address: the one of the account, or a new one. The answer is always the same. */
export async function requestEmailProof(
  tx: Tx,
  doing: Doing,
  app: AppContext,
  input: { session: Session; email: string },
): Promise<void> {
  const { session } = input;
  const email = normalEmail(input.email);
  const { token } = await createLink(tx, doing, app, {
    purpose: 'email',
    userId: session.userId,
    content: { email },
  });
  await writeMail(tx, doing, app, {
    kind: 'email',
    to: email,
    name: session.name,
    language: await languageFor(tx, session.language),
    key: token,
    facts: { url: linkUrl(app.publicUrl, 'email', token), hours: linkLifeMs.email / 3_600_000 },
  });
}

/**
 * Uses a link that proves an address; a new one becomes that of the account. `session` is whoever is signed
 * in on the device. Errors: link_unknown, link_used, link_expired, user_exists, user_unknown.
 */
export async function redeemEmail(
  app: AppContext,
  identity: Identity,
  doing: Doing,
  input: { token: string; session: Session | null },
): Promise<{ email: string }> {
  const link = await asInstance(app.db, (tx) =>
    takeLink(tx, doing, app, { token: input.token, purposes: ['email'] }),
  );
  const user = link.userId === null ? null : await identity.findUser({ userId: link.userId });
  if (user === null) throw errors.fail('user_unknown', 'The account of this link is gone.');
  const email = normalEmail(link.content.email);
  const other = await identity.findUser({ email });
  if (other !== null && other.userId !== user.userId)
    throw errors.fail('user_exists', 'Another account has this address.');
  const isOwner = input.session?.userId === user.userId;
  await identity.account.proveEmail(user.userId, email, user.isEmailProven || isOwner);
  if (email !== user.email) await moveAddress(app, doing, user, email);
  return { email };
}

/** The person's space follows; an address under which other credentials wait keeps its own person. */
async function moveAddress(app: AppContext, doing: Doing, user: Session, email: string): Promise<void> {
  await inOrg(app.db, user.personId, async (tx) => {
    await sql`insert into parties.person_key (email_hash, person_id)
      values (${emailHash(email)}, ${user.personId}) on conflict do nothing`.execute(tx);
    await updateOrg(tx, { ...doing, actor: user.userId }, { orgId: user.personId, patch: { email } });
    await endLinks(tx, doing, { email: user.email });
    await tellOwner(tx, doing, app, user, 'email_changed');
  });
}

/** Tells the owner of an account, at the address they had, what was changed about it. */
export async function tellOwner(
  tx: Tx,
  doing: Doing,
  app: AppContext,
  session: Pick<Session, 'userId' | 'email' | 'name' | 'language'>,
  kind: Extract<MailKind, 'password_changed' | 'email_changed' | 'two_factor_on' | 'two_factor_off'>,
): Promise<void> {
  await writeMail(tx, doing, app, {
    kind,
    to: session.email,
    name: session.name,
    language: await languageFor(tx, session.language),
    key: `${session.userId}:${kind}:${doing.now.toISOString()}`,
    facts: {},
  });
}

/**
 * Makes a one-time link for somebody who cannot get in any other way; only who runs the machine can ask for
 * it. With `dropsTwoFactor` their second factor ends. Error: user_unknown.
 */
export async function createRecoveryLink(
  app: AppContext,
  identity: Identity,
  doing: Doing,
  input: { email: string; dropsTwoFactor: boolean },
): Promise<{ url: string; expiresAt: Date; userId: UserId }> {
  const account = await asInstance(app.db, (tx) => accountOf(tx, input));
  if (account === null) throw errors.fail('user_unknown', 'Nobody signs in with this mail address.');
  const { userId, email } = account;
  if (input.dropsTwoFactor) await identity.account.dropTwoFactor(userId);
  return await asInstance(app.db, async (tx) => {
    const made = await createLink(tx, doing, app, { purpose: 'recovery', userId, content: { email } });
    const detail = { dropsTwoFactor: input.dropsTwoFactor };
    await recordInstanceAudit(tx, doing, { action: 'user.recovery_link_made', subject: userId, detail });
    return { url: linkUrl(app.publicUrl, 'recovery', made.token), expiresAt: made.expiresAt, userId };
  });
}
