import type { Doing } from '#kernel';
import { openText, sealText } from '#net';
import { sql, type AppContext, type Tx } from '#store';
import { errors } from './errors.ts';
import type { UserId } from './model.ts';
import { emailHash, sha256 } from './rules.ts';

/** What a one-time link opens: a session, an account, a new password, a proven address, a way back in. */
export type LinkPurpose = 'sign_in' | 'sign_up' | 'password' | 'email' | 'recovery';

/** What a link carries; sealed where it lies, since it holds an address. */
export interface LinkContent {
  readonly email: string;
  readonly name?: string;
  readonly language?: string;
}

/** A link that was used just now. */
export interface TakenLink {
  readonly purpose: LinkPurpose;
  readonly userId: UserId | null;
  readonly content: LinkContent;
}

const minuteMs = 60_000;

/** How long each kind of link works, in milliseconds. */
export const linkLifeMs: Readonly<Record<LinkPurpose, number>> = {
  sign_in: 15 * minuteMs,
  sign_up: 24 * 60 * minuteMs,
  password: 30 * minuteMs,
  email: 24 * 60 * minuteMs,
  recovery: 60 * minuteMs,
};

/** How many links are written to one address in an hour; more are asked for in vain. */
const perHour = 6;

type Sealer = Pick<AppContext, 'keyEncryptionKey'>;

/** Makes a one-time link and returns its token, of which only the hash is kept. */
export async function createLink(
  tx: Tx,
  doing: Doing,
  app: Sealer,
  input: { purpose: LinkPurpose; userId: UserId | null; content: LinkContent },
): Promise<{ token: string; expiresAt: Date }> {
  const { purpose, userId, content } = input;
  const token = Buffer.from(doing.random(32)).toString('base64url');
  const hash = sha256(token);
  const expiresAt = new Date(doing.now.getTime() + linkLifeMs[purpose]);
  const { nonce, sealed } = sealText(
    app.keyEncryptionKey,
    JSON.stringify(content),
    hash.toString('hex'),
    doing.random,
  );
  // What has expired keeps its answer for a week, so that an old mail is told from a made-up one.
  await sql`delete from parties.link
    where expires_at < ${new Date(doing.now.getTime() - 7 * 86_400_000)}`.execute(tx);
  await sql`insert into parties.link
      (token_hash, purpose, email_hash, user_id, nonce, sealed, created_at, expires_at)
    values (${hash}, ${purpose}, ${emailHash(content.email)}, ${userId}, ${Buffer.from(nonce)},
      ${Buffer.from(sealed)}, ${doing.now}, ${expiresAt})`.execute(tx);
  return { token, expiresAt };
}

/** Whether another link may be written to this address now. */
export async function mayWriteTo(tx: Tx, input: { email: string; now: Date }): Promise<boolean> {
  const since = new Date(input.now.getTime() - 60 * minuteMs);
  const rows = await sql<{ n: number }>`select count(*)::int as n from parties.link
    where email_hash = ${emailHash(input.email)} and created_at > ${since}`.execute(tx);
  return (rows.rows[0]?.n ?? 0) < perHour;
}

/**
 * Uses a link up; of two at the same moment one gets it. Errors: link_unknown, link_used, link_expired, which
 * only who holds the token can learn.
 */
export async function takeLink(
  tx: Tx,
  doing: Doing,
  app: Sealer,
  input: { token: string; purposes: readonly LinkPurpose[] },
): Promise<TakenLink> {
  const hash = sha256(input.token);
  const rows = await sql<{
    purpose: LinkPurpose;
    user_id: UserId | null;
    nonce: Buffer;
    sealed: Buffer;
    expires_at: Date;
    used_at: Date | null;
  }>`select purpose, user_id, nonce, sealed, expires_at, used_at from parties.link
    where token_hash = ${hash} and purpose = any(${[...input.purposes]}::text[]) for update`.execute(tx);
  const row = rows.rows[0];
  if (row === undefined) throw errors.fail('link_unknown', 'No link of this kind has this token.');
  if (row.used_at !== null) throw errors.fail('link_used', 'This link was used before.');
  if (row.expires_at.getTime() <= doing.now.getTime())
    throw errors.fail('link_expired', 'The time of this link is over.');
  const text = openText(app.keyEncryptionKey, row, hash.toString('hex'));
  if (text === null) throw errors.fail('link_unknown', 'The link does not open on this server.');
  await sql`update parties.link set used_at = ${doing.now} where token_hash = ${hash}`.execute(tx);
  return { purpose: row.purpose, userId: row.user_id, content: JSON.parse(text) as LinkContent };
}

/** Ends every open link of an address: after its password or its owner has changed. */
export async function endLinks(tx: Tx, doing: Doing, input: { email: string }): Promise<void> {
  await sql`update parties.link set used_at = ${doing.now}
    where email_hash = ${emailHash(input.email)} and used_at is null`.execute(tx);
}
