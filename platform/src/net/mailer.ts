import { createTransport } from 'nodemailer';

/** A mail as it is handed over; `messageId` stays the same when it has to be handed over again. */
export interface OutgoingMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly language: string;
  readonly messageId: string;
}

/** What became of a mail: taken, refused for good, or to be tried again. `reason` holds no address. */
export type MailOutcome =
  { readonly kind: 'taken' } | { readonly kind: 'refused' | 'later'; readonly reason: string };

/** The way out for mails. */
export interface Mailer {
  readonly hand: (mail: OutgoingMail) => Promise<MailOutcome>;
  readonly close: () => void;
}

/** Opens the way to a mail server: `smtp://user:password@host:587` or `smtps://host:465`. */
export function openMailer(options: { readonly url: string; readonly from: string }): Mailer {
  const transport = createTransport(
    {
      url: options.url,
      pool: true,
      maxConnections: 2,
      connectionTimeout: 15_000,
      greetingTimeout: 15_000,
      socketTimeout: 30_000,
      // A mail is text that was made here: nothing is read from a file or fetched.
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from: options.from },
  );
  return {
    hand: async ({ to, subject, text, html, language, messageId }) => {
      try {
        await transport.sendMail({
          to: { name: '', address: to },
          subject,
          text,
          html,
          messageId,
          headers: { 'Content-Language': language, 'Auto-Submitted': 'auto-generated' },
        });
        return { kind: 'taken' };
      } catch (error) {
        return outcomeOf(error);
      }
    },
    close: () => {
      transport.close();
    },
  };
}

/** The server's own words may repeat the address, so only its codes are kept. */
function outcomeOf(error: unknown): MailOutcome {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown };
  const reason = `${typeof code === 'string' ? code : 'failed'}${typeof responseCode === 'number' ? ` ${String(responseCode)}` : ''}`;
  const isAboutRecipient = code === 'EENVELOPE' || code === 'EMESSAGE';
  const isFinal = typeof responseCode === 'number' && responseCode >= 500 && isAboutRecipient;
  return { kind: isFinal ? 'refused' : 'later', reason };
}
