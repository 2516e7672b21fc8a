import type { Auth } from 'better-auth';
import { isId } from '#kernel';
import type { IdentityOptions } from './auth.ts';
import { languageOf, type Language } from './mail-words.ts';
import type { PersonId, UserId } from './model.ts';

/** A signed-in user. */
export interface Session {
  readonly userId: UserId;
  readonly personId: PersonId;
  readonly email: string;
  readonly name: string;
  /** Whether the address was shown to be theirs: by a link, or by whoever opened the account. */
  readonly isEmailProven: boolean;
  readonly hasTwoFactor: boolean;
  /** What they chose; null takes the language of the instance. */
  readonly language: Language | null;
}

/** What an answer of the library holds. */
export interface AuthAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  /** Lines of Set-Cookie. */
  readonly cookies: readonly string[];
}

/** How the functions of sign-in reach the library and what surrounds it. */
export interface AuthCalls {
  readonly options: IdentityOptions;
  /** Known inside this process alone; it opens the door for proven people. */
  readonly pass: string;
  readonly load: () => Promise<Auth>;
  /** Asks an endpoint of the library as the sender of `headers`. */
  readonly call: (path: string, body: unknown, headers: Headers) => Promise<AuthAnswer>;
}

/** Reads an answer of the library. */
export async function answerOf(response: Response): Promise<AuthAnswer> {
  const text = await response.text();
  let body: unknown = {};
  try {
    body = text === '' ? {} : JSON.parse(text);
  } catch {
    // A page for people: none of the endpoints used here answers with one that matters.
  }
  const isObject = typeof body === 'object' && body !== null;
  return {
    status: response.status,
    body: isObject ? (body as Record<string, unknown>) : {},
    cookies: response.headers.getSetCookie(),
  };
}

/** What the library learns of a request: who sends it, and with which browser. */
export function innerHeaders(headers: Headers, publicUrl: string, cookie?: string): Headers {
  const inner = new Headers({ 'content-type': 'application/json', origin: new URL(publicUrl).origin });
  const given = cookie ?? headers.get('cookie');
  if (given !== null && given !== '') inner.set('cookie', given);
  const agent = headers.get('user-agent');
  if (agent !== null) inner.set('user-agent', agent.slice(0, 300));
  return inner;
}

/** The user of a row of the library. */
export function sessionFrom(user: Readonly<Record<string, unknown>>): Session {
  const { id, personId, email, name } = user;
  if (typeof id !== 'string' || !isId('usr', id) || typeof personId !== 'string' || !isId('org', personId))
    throw new TypeError('a user without a personal space');
  const language = user['language'];
  return {
    userId: id,
    personId,
    email: String(email),
    name: String(name),
    isEmailProven: user['emailVerified'] === true,
    hasTwoFactor: user['twoFactorEnabled'] === true,
    language: typeof language === 'string' ? languageOf(language) : null,
  };
}
