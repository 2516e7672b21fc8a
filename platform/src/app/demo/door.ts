/** Answers a request as the server would over the network. */
export type Call = (request: Request) => Promise<Response>;

/** What a door answered that the demo cannot go on with. */
export class DoorRefused extends Error {
  readonly code: string;

  constructor(what: string, status: number, body: string) {
    super(`the demo met ${what}: ${String(status)} ${body}`);
    this.name = 'DoorRefused';
    this.code = /"code":"([a-z_]+)"/.exec(body)?.[1] ?? '';
  }
}

/** The public door as one signed-in person uses it. */
export interface Desk {
  readonly get: <T>(path: string) => Promise<T>;
  /** Sends a JSON body. With a `key`, the same request sent again gets the first answer and does nothing. */
  readonly send: <T>(method: 'POST' | 'PUT', path: string, body: unknown, key?: string) => Promise<T>;
}

const origin = 'http://demo.invalid';

/** Signs in through the public door and keeps the cookie. */
export async function signIn(call: Call, email: string, password: string): Promise<Desk> {
  const response = await call(
    new Request(`${origin}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin, host: 'demo.invalid' },
      body: JSON.stringify({ email, password }),
    }),
  );
  if (!response.ok) throw new DoorRefused('signing in', response.status, await response.text());
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0] ?? '')
    .join('; ');
  const ask = async <T>(method: string, path: string, body?: unknown, key?: string): Promise<T> => {
    const answer = await call(
      new Request(`${origin}/api/v1${path}`, {
        method,
        headers: {
          cookie,
          origin,
          host: 'demo.invalid',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(key === undefined ? {} : { 'idempotency-key': `demo:${key}` }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
    const text = await answer.text();
    if (!answer.ok) throw new DoorRefused(`${method} ${path}`, answer.status, text);
    return (text === '' ? {} : JSON.parse(text)) as T;
  };
  return {
    get: (path) => ask('GET', path),
    send: (method, path, body, key) => ask(method, path, body, key),
  };
}
