import { asInstance, sql, type AppContext, type Jobs } from '#store';
import { contentOf, sendMailTask, type MailRow } from './mail.ts';
import type { Mailer } from './mailer.ts';

/**
 * Hands one mail over. It may run more than once: what the server took is not handed over again, and the
 * text is deleted with the note that it was taken. A crash between the two hands it over once more, under
 * the same Message-ID, by which mail systems know it. Without a mailer the mail stays here to be read.
 */
export async function sendMail(
  app: AppContext,
  mailer: Mailer | null,
  input: { mailId: string },
): Promise<void> {
  const { mailId } = input;
  const found = await asInstance(app.db, (tx) =>
    sql<MailRow>`select mail_id, kind, language, state, nonce, sealed, created_at, read_at from net.mail
      where mail_id = ${mailId} and state = 'queued' and expires_at > ${app.clock()}`.execute(tx),
  );
  const row = found.rows[0];
  if (row === undefined) return;
  if (mailer === null) {
    await asInstance(app.db, (tx) =>
      sql`update net.mail set state = 'kept' where mail_id = ${mailId} and state = 'queued'`.execute(tx),
    );
    return;
  }
  const content = contentOf(app, row);
  if (content === null) return;
  const messageId = `<${mailId}@${new URL(app.publicUrl).hostname}>`;
  const outcome = await mailer.hand({ ...content, language: row.language, messageId });
  await asInstance(app.db, async (tx) => {
    if (outcome.kind === 'taken')
      await sql`update net.mail set state = 'sent', sent_at = ${app.clock()}, attempts = attempts + 1,
        error = null, nonce = null, sealed = null where mail_id = ${mailId}`.execute(tx);
    else
      await sql`update net.mail set attempts = attempts + 1, error = ${outcome.reason},
        state = ${outcome.kind === 'refused' ? 'refused' : 'queued'} where mail_id = ${mailId}`.execute(tx);
  });
  if (outcome.kind === 'later') throw new Error(`the mail server did not take ${mailId}: ${outcome.reason}`);
}

/** The jobs of this rung: a failed hand-over is tried again by the job queue, later each time. */
export function mailJobs(app: AppContext, mailer: Mailer | null): Jobs {
  return {
    [sendMailTask]: async (payload) => {
      await sendMail(app, mailer, { mailId: String(payload['mailId']) });
    },
  };
}
