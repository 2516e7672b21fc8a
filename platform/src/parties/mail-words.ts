import { oneLine, type MailDrawing } from '#net';

/** The languages that mails are written in. */
export const languages = ['en', 'de'] as const;

/** One of the languages of the interface and of mails. */
export type Language = (typeof languages)[number];

/** The language that a text names; English for every other one. */
export function languageOf(text: string | null | undefined): Language {
  const short = text?.slice(0, 2).toLowerCase();
  return languages.find((language) => language === short) ?? 'en';
}

/** The mails that this rung writes, with what each of them names. */
export interface MailFacts {
  readonly sign_in: { readonly url: string; readonly minutes: number };
  readonly sign_up: { readonly url: string; readonly hours: number };
  /** Somebody asked for a new account under an address that has one. */
  readonly sign_up_known: { readonly url: string; readonly minutes: number };
  readonly password: { readonly url: string; readonly minutes: number };
  readonly email: { readonly url: string; readonly hours: number };
  readonly invitation: {
    readonly url: string;
    readonly org: string;
    readonly days: number;
  };
  readonly password_changed: Readonly<Record<string, never>>;
  readonly email_changed: Readonly<Record<string, never>>;
  readonly two_factor_on: Readonly<Record<string, never>>;
  readonly two_factor_off: Readonly<Record<string, never>>;
}

/** The kind of a mail. */
export type MailKind = keyof MailFacts;

interface Words {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly action?: string;
}

type WordsOf = { readonly [K in MailKind]: (facts: MailFacts[K]) => Words };

const english: WordsOf = {
  sign_in: ({ minutes }) => ({
    subject: 'Your link to sign in',
    paragraphs: [`This link signs you in once. It works for ${String(minutes)} minutes.`],
    action: 'Sign in',
  }),
  sign_up: ({ hours }) => ({
    subject: 'Open your account',
    paragraphs: [
      `This link shows that the address is yours and opens your account. It works once, for ${String(hours)} hours.`,
      'Credentials that were awarded to this address are in it.',
    ],
    action: 'Open my account',
  }),
  sign_up_known: ({ minutes }) => ({
    subject: 'You have an account already',
    paragraphs: [
      'Somebody, probably you, asked for a new account with this address. There is one: the link signs you in.',
      `It works once, for ${String(minutes)} minutes.`,
    ],
    action: 'Sign in',
  }),
  password: ({ minutes }) => ({
    subject: 'Choose a new password',
    paragraphs: [
      `With this link you choose a new password. It works once, for ${String(minutes)} minutes.`,
      'All devices are signed out when the password changes.',
    ],
    action: 'Choose a password',
  }),
  email: ({ hours }) => ({
    subject: 'Confirm your mail address',
    paragraphs: [`This link shows that the address is yours. It works once, for ${String(hours)} hours.`],
    action: 'Confirm the address',
  }),
  invitation: ({ org, days }) => ({
    subject: `Invitation to ${org}`,
    paragraphs: [
      `You are invited to work with ${org}. The invitation works for ${String(days)} days.`,
      'You can accept it with an account that you have, under whatever address, or open one.',
    ],
    action: 'See the invitation',
  }),
  password_changed: () => ({
    subject: 'Your password was changed',
    paragraphs: ['The password of your account was changed just now, and other devices were signed out.'],
  }),
  email_changed: () => ({
    subject: 'Your mail address was changed',
    paragraphs: ['Your account has another mail address now. Mails no longer come to this one.'],
  }),
  two_factor_on: () => ({
    subject: 'Two-factor sign-in is on',
    paragraphs: ['From now on, signing in to your account also asks for a code of your authenticator.'],
  }),
  two_factor_off: () => ({
    subject: 'Two-factor sign-in is off',
    paragraphs: ['Signing in to your account no longer asks for a code.'],
  }),
};

const german: WordsOf = {
  sign_in: ({ minutes }) => ({
    subject: 'Ihr Link zum Anmelden',
    paragraphs: [`Dieser Link meldet Sie einmal an. Er gilt ${String(minutes)} Minuten.`],
    action: 'Anmelden',
  }),
  sign_up: ({ hours }) => ({
    subject: 'Konto eröffnen',
    paragraphs: [
      `Dieser Link zeigt, dass die Adresse Ihnen gehört, und eröffnet Ihr Konto. Er gilt einmal, ${String(hours)} Stunden lang.`,
      'Nachweise, die an diese Adresse verliehen wurden, liegen darin.',
    ],
    action: 'Konto eröffnen',
  }),
  sign_up_known: ({ minutes }) => ({
    subject: 'Sie haben bereits ein Konto',
    paragraphs: [
      'Jemand, vermutlich Sie, wollte mit dieser Adresse ein Konto eröffnen. Es gibt schon eines: Der Link meldet Sie an.',
      `Er gilt einmal, ${String(minutes)} Minuten lang.`,
    ],
    action: 'Anmelden',
  }),
  password: ({ minutes }) => ({
    subject: 'Neues Passwort wählen',
    paragraphs: [
      `Mit diesem Link wählen Sie ein neues Passwort. Er gilt einmal, ${String(minutes)} Minuten lang.`,
      'Mit dem neuen Passwort werden alle Geräte abgemeldet.',
    ],
    action: 'Passwort wählen',
  }),
  email: ({ hours }) => ({
    subject: 'E-Mail-Adresse bestätigen',
    paragraphs: [
      `Dieser Link zeigt, dass die Adresse Ihnen gehört. Er gilt einmal, ${String(hours)} Stunden lang.`,
    ],
    action: 'Adresse bestätigen',
  }),
  invitation: ({ org, days }) => ({
    subject: `Einladung zu ${org}`,
    paragraphs: [
      `Sie sind eingeladen, bei ${org} mitzuarbeiten. Die Einladung gilt ${String(days)} Tage.`,
      'Sie können sie mit einem vorhandenen Konto annehmen, gleich unter welcher Adresse, oder eines eröffnen.',
    ],
    action: 'Einladung ansehen',
  }),
  password_changed: () => ({
    subject: 'Ihr Passwort wurde geändert',
    paragraphs: ['Das Passwort Ihres Kontos wurde eben geändert; andere Geräte wurden abgemeldet.'],
  }),
  email_changed: () => ({
    subject: 'Ihre E-Mail-Adresse wurde geändert',
    paragraphs: ['Ihr Konto hat jetzt eine andere E-Mail-Adresse. An diese hier kommt nichts mehr.'],
  }),
  two_factor_on: () => ({
    subject: 'Anmeldung in zwei Schritten ist eingeschaltet',
    paragraphs: ['Ab jetzt fragt die Anmeldung auch nach einem Code Ihrer Authenticator-App.'],
  }),
  two_factor_off: () => ({
    subject: 'Anmeldung in zwei Schritten ist ausgeschaltet',
    paragraphs: ['Die Anmeldung fragt nicht mehr nach einem Code.'],
  }),
};

const frames: Readonly<
  Record<Language, { hello: (name: string) => string; footer: (host: string) => string }>
> = {
  en: {
    hello: (name) => (name === '' ? 'Hello,' : `Hello ${name},`),
    footer: (host) =>
      `Rungs at ${host} wrote this mail. If you did not expect it, you need not do anything; pass no link of it on.`,
  },
  de: {
    hello: (name) => (name === '' ? 'Guten Tag,' : `Guten Tag ${name},`),
    footer: (host) =>
      `Diese Nachricht kommt von Rungs auf ${host}. Wenn Sie nichts angefordert haben, müssen Sie nichts tun; geben Sie keinen Link daraus weiter.`,
  },
};

const wordsOf: Readonly<Record<Language, WordsOf>> = { en: english, de: german };

/** Writes a mail of this rung in the language of its reader. */
export function mailOf<K extends MailKind>(
  kind: K,
  input: { language: Language; name: string; publicUrl: string; facts: MailFacts[K] },
): MailDrawing {
  const { language, facts } = input;
  const { subject, paragraphs, action } = wordsOf[language][kind](facts);
  const { hello, footer } = frames[language];
  return {
    subject,
    language,
    greeting: hello(oneLine(input.name)),
    paragraphs,
    ...(action !== undefined && 'url' in facts && { action: { label: action, url: facts.url } }),
    footer: footer(new URL(input.publicUrl).host),
  };
}
