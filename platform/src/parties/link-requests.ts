import type { Doing } from '#kernel';
import { openText, queueMail, sealText } from '#net';
import { addJob, asInstance, readSetting, sql, type AppContext, type Jobs, type Tx } from '#store';
import { createLink, linkLifeMs, mayWriteTo, type LinkPurpose } from './links.ts';
import { languageOf, mailOf, type Language, type MailFacts, type MailKind } from './mail-words.ts';
import type { PersonId, UserId } from './model.ts';
import { findPerson } from './people.ts';
import { normalEmail, sha256 } from './rules.ts';

/** The job that answers a request for a link. */
export const linkTask = 'parties.link';

/** What somebody asked for, by typing a mail address. */
export interface LinkRequest {
  readonly purpose: 'sign_in' | 'sign_up' | 'password';
  readonly email: string;
  readonly name?: string | undefined;
  readonly language?: string | undefined;
}

/** Somebody who signs in with an address. */
export interface KnownAccount {
  readonly userId: UserId;
  readonly personId: PersonId;
  readonly name: string;
  readonly email: string;
  readonly language: string | null;
}

/** The page of the web app that a link opens; the token stands behind `#`, which no server and no log sees. */
export const linkPage: Readonly<Record<LinkPurpose | 'invitation', string>> = {
  sign_in: '/sign-in/link',
  sign_up: '/sign-in/link',
  recovery: '/sign-in/link',
  password: '/sign-in/password',
  email: '/account/email',
  invitation: '/invitation',
};

/** The address that a mailed token opens. */
export function linkUrl(publicUrl: string, purpose: LinkPurpose | 'invitation', token: string): string {
  return `${publicUrl}${linkPage[purpose]}#${token}`;
}

/**
 * Takes a request for a link. The same is done for every address, known or not: what it leads to is decided
 * later, by a job, so that neither the answer nor its time tells whether somebody has an account.
 */
export async function requestLink(
  tx: Tx,
  doing: Doing,
  app: Pick<AppContext, 'keyEncryptionKey'>,
  input: LinkRequest,
): Promise<void> {
  const { nonce, sealed } = sealText(app.keyEncryptionKey, JSON.stringify(input), linkTask, doing.random);
  await addJob(tx, {
    task: linkTask,
    payload: {
      nonce: Buffer.from(nonce).toString('base64'),
      sealed: Buffer.from(sealed).toString('base64'),
    },
  });
}

/** What a job is told besides its payload. */
export interface LinkPolicy {
  /** Whether somebody who is not known yet may open an account. */
  readonly hasOpenSignUp: boolean;
}

/** The jobs of this rung. */
export function partyJobs(app: AppContext, policy: LinkPolicy): Jobs {
  return {
    [linkTask]: async (payload) => {
      const sealed = {
        nonce: Buffer.from(String(payload['nonce']), 'base64'),
        sealed: Buffer.from(String(payload['sealed']), 'base64'),
      };
      const text = openText(app.keyEncryptionKey, sealed, linkTask);
      if (text === null) return;
      const doing = { now: app.clock(), random: app.random, actor: 'system' };
      await asInstance(app.db, (tx) =>
        answerRequest(tx, doing, app, policy, JSON.parse(text) as LinkRequest),
      );
    },
  };
}

/** Writes the mail that a request leads to, or none. At most six an hour go to one address. */
export async function answerRequest(
  tx: Tx,
  doing: Doing,
  app: AppContext,
  policy: LinkPolicy,
  request: LinkRequest,
): Promise<void> {
  const email = normalEmail(request.email);
  if (!(await mayWriteTo(tx, { email, now: doing.now }))) return;
  const account = await accountOf(tx, { email });
  if (account !== null) {
    const purpose = request.purpose === 'password' ? 'password' : 'sign_in';
    const { token } = await createLink(tx, doing, app, {
      purpose,
      userId: account.userId,
      content: { email },
    });
    const kind = request.purpose === 'sign_up' ? 'sign_up_known' : purpose;
    const facts = { url: linkUrl(app.publicUrl, purpose, token), minutes: linkLifeMs[purpose] / 60_000 };
    const language = await languageFor(tx, account.language, request.language);
    await writeMail(tx, doing, app, { kind, to: email, name: account.name, language, key: token, facts });
    return;
  }
  if (request.purpose === 'password') return;
  // Whoever was awarded something has an account waiting, also where strangers cannot open one.
  if (!policy.hasOpenSignUp && (await findPerson(tx, { email })) === null) return;
  const { name, language: wanted } = request;
  const content = {
    email,
    ...(name !== undefined && { name }),
    ...(wanted !== undefined && { language: wanted }),
  };
  const { token } = await createLink(tx, doing, app, { purpose: 'sign_up', userId: null, content });
  await writeMail(tx, doing, app, {
    kind: 'sign_up',
    to: email,
    name: name ?? '',
    language: await languageFor(tx, null, wanted),
    key: token,
    facts: { url: linkUrl(app.publicUrl, 'sign_up', token), hours: linkLifeMs.sign_up / 3_600_000 },
  });
}

/** Writes a mail of this rung; under the same `key` once. Of the key only a hash is kept. */
export async function writeMail<K extends MailKind>(
  tx: Tx,
  doing: Doing,
  app: Pick<AppContext, 'keyEncryptionKey' | 'publicUrl'>,
  input: { kind: K; to: string; name: string; language: Language; key: string; facts: MailFacts[K] },
): Promise<void> {
  const { kind, to, name, language, facts } = input;
  const { publicUrl } = app;
  await queueMail(tx, doing, app, {
    key: `${kind}:${sha256(input.key).toString('hex')}`,
    to,
    kind,
    drawing: mailOf(kind, { language, name, publicUrl, facts }),
  });
}

/** Who signs in with an address; null where nobody does. */
export async function accountOf(tx: Tx, input: { email: string }): Promise<KnownAccount | null> {
  const rows = await sql<{
    user_id: UserId;
    person_id: PersonId;
    name: string;
    email: string;
    language: string | null;
  }>`select user_id, person_id, name, email, language
    from parties.account_of_email(${normalEmail(input.email)})`.execute(tx);
  const row = rows.rows[0];
  if (row === undefined) return null;
  const { name, email, language } = row;
  return { userId: row.user_id, personId: row.person_id, name, email, language };
}

/** The setting of the instance that says in which language it speaks to those who chose none. */
export const languageSetting = 'default_language';

/** The first language that is named: the reader's own, the one of the request, else that of the instance. */
export async function languageFor(
  tx: Tx,
  ...wanted: readonly (string | null | undefined)[]
): Promise<Language> {
  const named = wanted.find((text) => text !== null && text !== undefined && text !== '');
  return languageOf(named ?? (await readSetting(tx, { name: languageSetting })));
}

/** Whose addresses nobody signs in with, of these hashes. */
export async function strangersOf(tx: Tx, hashes: readonly Buffer[]): Promise<Buffer[]> {
  const rows = await sql<{
    h: Buffer;
  }>`select h from parties.strangers_of(${[...hashes]}::bytea[]) h`.execute(tx);
  return rows.rows.map((row) => row.h);
}
