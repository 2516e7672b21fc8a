import { oneLine, type MailDrawing } from '#net';
import type { Language } from '#parties';

/** What the mail with a claim link names. */
export interface ClaimFacts {
  readonly name: string;
  readonly title: string;
  readonly issuer: string;
  readonly url: string;
  readonly days: number;
}

/** The mail that tells somebody what they were awarded. Titles and names come from people and stay on one line. */
export function claimMail(language: Language, facts: ClaimFacts): MailDrawing {
  const [title, issuer, name] = [facts.title, facts.issuer, facts.name].map(oneLine) as [
    string,
    string,
    string,
  ];
  const { url, days } = facts;
  if (language === 'de')
    return {
      language,
      subject: `${issuer} hat Ihnen verliehen: ${title}`,
      greeting: `Guten Tag ${name},`,
      paragraphs: [
        `${issuer} hat Ihnen den Nachweis „${title}“ verliehen.`,
        `Sehen Sie ihn an und nehmen Sie ihn entgegen, ein Passwort brauchen Sie dazu nicht. Der Link gilt einmal und ${String(days)} Tage lang.`,
      ],
      action: { label: 'Nachweis ansehen', url },
      footer: `Sie bekommen diese Nachricht, weil ${issuer} den Nachweis an diese Adresse verliehen hat. Sind nicht Sie gemeint, sagen Sie es auf der Seite; es wird nichts angelegt.`,
    };
  return {
    language,
    subject: `${issuer} awarded you: ${title}`,
    greeting: `Hello ${name},`,
    paragraphs: [
      `${issuer} awarded you the credential “${title}”.`,
      `Look at it and claim it; you need no password for that. The link works once, for ${String(days)} days.`,
    ],
    action: { label: 'See the credential', url },
    footer: `You get this mail because ${issuer} awarded the credential to this address. If it is not meant for you, say so on the page; nothing is opened in your name.`,
  };
}
