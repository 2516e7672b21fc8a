import { z } from '@hono/zod-openapi';
import { errors as mailErrors, listAllMails, listMails, openMail, removeMail } from '#net';
import { recordInstanceAudit, strangersOf, type Session } from '#parties';
import { sessionOf } from '../../person.ts';
import { route } from '../../route.ts';
import { id, page, pageOnly, time } from '../../wire.ts';

const headShape = z
  .object({
    mailId: id,
    kind: z.string(),
    language: z.string(),
    state: z.enum(['queued', 'sent', 'kept', 'refused']),
    createdAt: time,
    readAt: time.optional(),
    to: z.string(),
    subject: z.string(),
  })
  .openapi('MailHead');

const mailShape = headShape.extend({ text: z.string(), html: z.string() }).openapi('Mail');

const mailPath = z.strictObject({ mailId: id });

/** Mails prove an address, so whoever has not proven theirs does not read what was written to it. */
function addressOf(session: Session): string {
  if (session.isEmailProven) return session.email;
  throw mailErrors.fail(
    'mail_unknown',
    'Prove your mail address first; then what was written to it is here.',
  );
}

/** Mails that no mail server took: those of the reader, and for operators those of people without an account. */
export const mailboxRoutes = [
  route({
    method: 'get',
    path: '/api/v1/me/mailbox',
    access: 'person',
    tag: 'Mailbox',
    summary: 'List the mails that lie here for me, newest first',
    description:
      'Where the instance sends mails they are here only until they are sent. They are deleted after 30 days.',
    query: pageOnly,
    answer: page(headShape),
    inTx: async (tx, { app, doing, principal, query }) => {
      const session = sessionOf(principal);
      if (!session.isEmailProven) return { items: [], next: null };
      return await listMails(tx, app, { email: session.email, now: doing.now, page: query });
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/me/mailbox/{mailId}',
    access: 'person',
    tag: 'Mailbox',
    summary: 'Read one of my mails',
    params: mailPath,
    answer: mailShape,
    inTx: (tx, { app, doing, principal, params }) =>
      openMail(tx, doing, app, { mailId: params.mailId, email: addressOf(sessionOf(principal)) }),
  }),
  route({
    method: 'delete',
    path: '/api/v1/me/mailbox/{mailId}',
    access: 'person',
    tag: 'Mailbox',
    summary: 'Delete one of my mails',
    params: mailPath,
    inTx: (tx, { principal, params }) =>
      removeMail(tx, { mailId: params.mailId, email: addressOf(sessionOf(principal)) }),
  }),
  route({
    method: 'get',
    path: '/api/v1/mailbox',
    access: 'operator',
    tag: 'Mailbox',
    summary: 'List the mails that nobody can read yet, newest first',
    description:
      'Those to addresses without an account, so that an operator can hand them on; in a demo those to everybody.',
    query: pageOnly,
    answer: page(headShape),
    inTx: (tx, { app, doing, doors, query }) =>
      listAllMails(tx, app, {
        now: doing.now,
        page: query,
        isShown: async (hashes) => (doors.isDemo ? hashes : await strangersOf(tx, [...hashes])),
      }),
  }),
  route({
    method: 'get',
    path: '/api/v1/mailbox/{mailId}',
    access: 'operator',
    tag: 'Mailbox',
    summary: 'Read such a mail, to hand it on',
    description: 'It is noted in the trail of the instance.',
    params: mailPath,
    answer: mailShape,
    inTx: async (tx, { app, doing, doors, params }) => {
      const mail = await openMail(tx, doing, app, { mailId: params.mailId });
      const isShown = doors.isDemo || (await strangersOf(tx, [mail.toHash])).length > 0;
      if (!isShown) throw mailErrors.fail('mail_unknown', 'It belongs to somebody who can read it.');
      await recordInstanceAudit(tx, doing, { action: 'mail.opened', subject: mail.mailId });
      return mail;
    },
  }),
];
