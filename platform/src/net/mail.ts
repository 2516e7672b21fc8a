import { createHash } from 'node:crypto';
import { newId, pageOf, type Doing, type Id, type Page, type PageRequest } from '#kernel';
import { addJob, sql, type AppContext, type Tx } from '#store';
import { drawMail, type DrawnMail, type MailDrawing } from './mail-draw.ts';
import { errors } from './errors.ts';
import { afterOf } from './mail-cursor.ts';
import { openText, sealText } from './seal.ts';

/** A mail that was written here. */
export type MailId = Id<'mal'>;

/** Where a mail stands: waiting for the server, taken by it, kept here for want of one, refused by it. */
export type MailState = 'queued' | 'sent' | 'kept' | 'refused';

/** A mail without its text. */
export interface MailHead {
  readonly mailId: MailId;
  readonly kind: string;
  readonly language: string;
  readonly state: MailState;
  readonly createdAt: Date;
  readonly readAt?: Date;
  readonly to: string;
  readonly subject: string;
}

/** A mail with its text. */
export interface Mail extends MailHead {
  readonly text: string;
  readonly html: string;
}

/** The job that hands a mail to the mail server. */
export const sendMailTask = 'mail.send';

/** How long a mail that nobody took away stays here. */
const keptMs = 30 * 86_400_000;

type Sealer = Pick<AppContext, 'keyEncryptionKey'>;

export interface MailRow {
  readonly mail_id: MailId;
  readonly kind: string;
  readonly language: string;
  readonly state: MailState;
  readonly nonce: Buffer | null;
  readonly sealed: Buffer | null;
  readonly created_at: Date;
  readonly read_at: Date | null;
}

/** The key under which the mails of an address are found; the same form of it as everywhere. */
export function mailHash(email: string): Buffer {
  return createHash('sha256').update(email.trim().normalize('NFC').toLowerCase(), 'utf8').digest();
}

/**
 * Writes a mail in the caller's transaction; it goes out exactly when that commits. Under the same `key`
 * it is written once. Text and address are sealed, since a mail holds links that open things.
 */
export async function queueMail(
  tx: Tx,
  doing: Doing,
  app: Sealer,
  input: { key: string; to: string; kind: string; drawing: MailDrawing },
): Promise<void> {
  const { key, to, kind, drawing } = input;
  await sql`delete from net.mail where expires_at <= ${doing.now}`.execute(tx);
  const mailId = newId('mal', doing.now, doing.random);
  const content = JSON.stringify({ to, ...drawMail(drawing) });
  const { nonce, sealed } = sealText(app.keyEncryptionKey, content, mailId, doing.random);
  const made = await sql`insert into net.mail
      (mail_id, dedupe_key, to_hash, kind, language, nonce, sealed, state, created_at, expires_at)
    values (${mailId}, ${key}, ${mailHash(to)}, ${kind}, ${drawing.language}, ${Buffer.from(nonce)},
      ${Buffer.from(sealed)}, 'queued', ${doing.now}, ${new Date(doing.now.getTime() + keptMs)})
    on conflict (dedupe_key) do nothing returning 1`.execute(tx);
  if (made.rows.length > 0) await addJob(tx, { task: sendMailTask, payload: { mailId } });
}

/** What is inside a stored mail; null once it was taken by the server, or when the key has changed. */
export function contentOf(app: Sealer, row: MailRow): (DrawnMail & { readonly to: string }) | null {
  if (row.nonce === null || row.sealed === null) return null;
  const text = openText(app.keyEncryptionKey, { nonce: row.nonce, sealed: row.sealed }, row.mail_id);
  return text === null ? null : (JSON.parse(text) as DrawnMail & { to: string });
}

function mailOf(app: Sealer, row: MailRow): Mail | null {
  const content = contentOf(app, row);
  if (content === null) return null;
  return {
    mailId: row.mail_id,
    kind: row.kind,
    language: row.language,
    state: row.state,
    createdAt: row.created_at,
    ...(row.read_at !== null && { readAt: row.read_at }),
    ...content,
  };
}

const columns = sql`mail_id, kind, language, state, nonce, sealed, created_at, read_at`;

/** Lists the mails that lie here for an address, newest first. Error: mail_cursor_invalid. */
export async function listMails(
  tx: Tx,
  app: Sealer,
  input: { email: string; now: Date; page: PageRequest },
): Promise<Page<MailHead>> {
  const before = afterOf(input.page.after);
  const rows = await sql<MailRow>`select ${columns} from net.mail
    where to_hash = ${mailHash(input.email)} and sealed is not null and expires_at > ${input.now}
      and (${before}::text is null or mail_id collate "C" < ${before})
    order by mail_id collate "C" desc limit ${input.page.limit + 1}`.execute(tx);
  return pageOfRows(app, rows.rows, input.page.limit);
}

/** Lists what lies here for the addresses that `isShown` lets through, newest first. Error: mail_cursor_invalid. */
export async function listAllMails(
  tx: Tx,
  app: Sealer,
  input: { now: Date; page: PageRequest; isShown: (hashes: readonly Buffer[]) => Promise<readonly Buffer[]> },
): Promise<Page<MailHead>> {
  const before = afterOf(input.page.after);
  const open = await sql<{ to_hash: Buffer }>`select distinct to_hash from net.mail
    where sealed is not null and expires_at > ${input.now}`.execute(tx);
  const shown = await input.isShown(open.rows.map((r) => r.to_hash));
  const rows = await sql<MailRow>`select ${columns} from net.mail
    where to_hash = any(${[...shown]}::bytea[]) and sealed is not null and expires_at > ${input.now}
      and (${before}::text is null or mail_id collate "C" < ${before})
    order by mail_id collate "C" desc limit ${input.page.limit + 1}`.execute(tx);
  return pageOfRows(app, rows.rows, input.page.limit);
}

function pageOfRows(app: Sealer, rows: readonly MailRow[], limit: number): Page<MailHead> {
  const cut = pageOf(rows, limit, (row) => [row.mail_id]);
  const items = cut.items.flatMap((row) => {
    const mail = mailOf(app, row);
    if (mail === null) return [];
    const { text: _text, html: _html, ...head } = mail;
    return [head];
  });
  return { items, next: cut.next };
}

/** Opens one mail and notes that it was read. `email` restricts it to one reader. Error: mail_unknown. */
export async function openMail(
  tx: Tx,
  doing: Doing,
  app: Sealer,
  input: { mailId: string; email?: string },
): Promise<Mail & { readonly toHash: Buffer }> {
  const hash = input.email === undefined ? null : mailHash(input.email);
  const rows = await sql<MailRow & { to_hash: Buffer }>`update net.mail
    set read_at = coalesce(read_at, ${doing.now})
    where mail_id = ${input.mailId} and expires_at > ${doing.now}
      and (${hash}::bytea is null or to_hash = ${hash})
    returning ${columns}, to_hash`.execute(tx);
  const row = rows.rows[0];
  const mail = row === undefined ? null : mailOf(app, row);
  if (row === undefined || mail === null) throw errors.fail('mail_unknown', 'No such mail lies here.');
  return { ...mail, toHash: row.to_hash };
}

/** Deletes one mail of an address. Error: mail_unknown. */
export async function removeMail(tx: Tx, input: { mailId: string; email: string }): Promise<void> {
  const gone = await sql`delete from net.mail
    where mail_id = ${input.mailId} and to_hash = ${mailHash(input.email)} returning 1`.execute(tx);
  if (gone.rows.length === 0) throw errors.fail('mail_unknown', 'No such mail lies here.');
}

/** Erases every mail that was ever written to an address, sent or not; returns how many. */
export async function eraseMails(tx: Tx, input: { email: string }): Promise<number> {
  const gone = await sql`delete from net.mail where to_hash = ${mailHash(input.email)} returning 1`.execute(
    tx,
  );
  return gone.rows.length;
}
