import type { Doing } from '#kernel';
import { asInstance, sql, writeSetting, type Db, type Tx } from '#store';
import { errors } from './errors.ts';
import type { Session } from './auth-calls.ts';
import type { Identity } from './identity.ts';
import { languageSetting } from './link-requests.ts';
import { addMember } from './members.ts';
import type { Org, OrgDraft } from './model.ts';
import { addOperator } from './operators.ts';
import { checkAccent, createOrg } from './orgs.ts';
import { roles } from './rights.ts';
import { sha256 } from './rules.ts';

/** How long a set-up link works. */
const lifeMs = 24 * 3_600_000;

/** Says whether the instance is empty: no organisation has been made yet. */
export async function needsSetup(tx: Tx): Promise<boolean> {
  const found = await sql`select 1 from parties.org where kind = 'organisation' limit 1`.execute(tx);
  return found.rows.length === 0;
}

/** Makes the token of a one-time set-up link, good for a day; earlier ones that nobody used end with it. */
export async function createSetupToken(tx: Tx, doing: Doing): Promise<{ token: string; expiresAt: Date }> {
  const token = Buffer.from(doing.random(32)).toString('base64url');
  const expiresAt = new Date(doing.now.getTime() + lifeMs);
  await sql`update parties.setup_token set expires_at = ${doing.now}
    where used_at is null and expires_at > ${doing.now}`.execute(tx);
  await sql`insert into parties.setup_token (token_hash, created_at, expires_at)
    values (${sha256(token)}, ${doing.now}, ${expiresAt})`.execute(tx);
  return { token, expiresAt };
}

/** Uses up a set-up token. Errors: setup_link_refused. */
export async function redeemSetupToken(tx: Tx, doing: Doing, input: { token: string }): Promise<void> {
  const used = await sql`update parties.setup_token set used_at = ${doing.now}
    where token_hash = ${sha256(input.token)} and used_at is null and expires_at > ${doing.now}
    returning 1`.execute(tx);
  if (used.rows.length === 0) throw errors.fail('setup_link_refused', 'No open set-up link has this token.');
}

/** Everything that an empty instance is asked for. */
export interface SetupInput {
  readonly token: string;
  readonly organisation: OrgDraft;
  readonly user: { readonly email: string; readonly name: string; readonly password: string };
}

/**
 * Sets up an empty instance: its first user, who is its operator, its first organisation, and that user as
 * its manager with all roles. The language of the organisation becomes that of the instance. The token is used up together with the organisation, so after a crash the link still works.
 * Errors: setup_link_refused, user_exists, password_refused, accent_contrast_low.
 */
export async function setUp(
  app: { readonly db: Db },
  identity: Identity,
  doing: Doing,
  input: SetupInput,
): Promise<{ org: Org; user: Session }> {
  checkAccent(input.organisation.accentColour);
  await asInstance(app.db, (tx) => checkSetupToken(tx, doing, input));
  const { language } = input.organisation;
  const user = await firstUser(identity, { ...input.user, ...(language !== undefined && { language }) });
  const org = await asInstance(app.db, async (tx) => {
    await redeemSetupToken(tx, doing, input);
    const made = await createOrg(tx, doing, input.organisation);
    await addMember(tx, doing, { orgId: made.orgId, userId: user.userId, roles: [...roles] });
    await addOperator(tx, doing, { userId: user.userId });
    if (made.language !== undefined) await writeSetting(tx, { name: languageSetting, value: made.language });
    return made;
  });
  return { org, user };
}

async function checkSetupToken(tx: Tx, doing: Doing, input: { token: string }): Promise<void> {
  const open = await sql`select 1 from parties.setup_token
    where token_hash = ${sha256(input.token)} and used_at is null and expires_at > ${doing.now}`.execute(tx);
  if (open.rows.length === 0) throw errors.fail('setup_link_refused', 'No open set-up link has this token.');
}

/** A second try after a crash finds the user of the first one; their password then stands for them. */
async function firstUser(
  identity: Identity,
  user: SetupInput['user'] & { language?: string },
): Promise<Session> {
  const before = await identity.checkPassword(user);
  return before ?? (await identity.createUser(user));
}
