import { isCancel, password as askPassword, text as askText } from '@clack/prompts';
import { createClient } from '@rungs/client';
import type { Command } from 'commander';
import { CommandFailed, exitCodes } from '../exit.ts';
import { print, type Io } from '../io.ts';
import { keepSession, readSession, sessionPath } from '../session-file.ts';
import { serverUrl, take, type ServerOptions } from '../server.ts';

/** What signs in for the commands that follow, and out again. */
export function addLogin(program: Command, io: Io): void {
  program
    .command('login')
    .description(
      'sign in as a person, for the commands that follow; RUNGS_EMAIL and RUNGS_PASSWORD, or asked for',
    )
    .option('--json', 'print JSON for programs')
    .option('--server <url>', 'the server; else RUNGS_URL')
    .option('--code <code>', 'the code of the authenticator, where two-factor sign-in is on')
    .action(async (options: ServerOptions & { code?: string }) => {
      await login(io, options);
    });
  program
    .command('logout')
    .description('sign out again')
    .option('--json', 'print JSON for programs')
    .option('--server <url>', 'the server; else RUNGS_URL')
    .action(async (options: ServerOptions) => {
      const baseUrl = serverUrl(io, options);
      const cookie = readSession(io.env, baseUrl);
      keepSession(io.env, baseUrl, null);
      if (cookie !== null) await take(clientOf(io, baseUrl, cookie).client.POST('/api/v1/auth/sign-out'));
      print(io, options.json === true, { server: baseUrl }, () => `Signed out of ${baseUrl}.`);
    });
}

interface Jar {
  readonly client: ReturnType<typeof createClient>;
  readonly cookie: () => string;
}

/** A client that keeps the cookies it is given. */
function clientOf(io: Io, baseUrl: string, first = ''): Jar {
  const jar = new Map(first.split('; ').map((pair) => [pair.split('=')[0] ?? '', pair] as const));
  jar.delete('');
  const cookie = (): string => [...jar.values()].join('; ');
  const client = createClient({
    baseUrl,
    fetch: async (request) => {
      if (jar.size > 0) request.headers.set('Cookie', cookie());
      request.headers.set('Origin', new URL(baseUrl).origin);
      const answer = await io.fetch(request);
      for (const line of answer.headers.getSetCookie()) {
        const pair = line.split(';')[0] ?? '';
        const name = pair.split('=')[0] ?? '';
        if (/=$/.test(pair) || /max-age=0/i.test(line)) jar.delete(name);
        else jar.set(name, pair);
      }
      return answer;
    },
  });
  return { client, cookie };
}

async function login(io: Io, options: ServerOptions & { code?: string }): Promise<void> {
  const baseUrl = serverUrl(io, options);
  const email = await given(io, 'RUNGS_EMAIL', () => askText({ message: 'Mail address' }));
  const password = await given(io, 'RUNGS_PASSWORD', () => askPassword({ message: 'Password' }));
  const { client, cookie } = clientOf(io, baseUrl);
  const { state } = await take(client.POST('/api/v1/auth/sign-in', { body: { email, password } }));
  if (state === 'second_factor_needed') {
    const code =
      options.code ?? (await given(io, '', () => askText({ message: 'Code of the authenticator' })));
    await take(client.POST('/api/v1/auth/second-factor', { body: { code, kind: 'totp' } }));
  }
  const me = await take(client.GET('/api/v1/me'));
  keepSession(io.env, baseUrl, cookie());
  const done = { server: baseUrl, name: me.name, kept: sessionPath(io.env) };
  print(io, options.json === true, done, () => `Signed in to ${baseUrl} as ${me.name}.`);
}

/** What the environment says, else what a person at a terminal types. */
async function given(io: Io, name: string, ask: () => Promise<string | symbol>): Promise<string> {
  const value = name === '' ? '' : (io.env[name] ?? '');
  if (value !== '') return value;
  if (!process.stdin.isTTY)
    throw new CommandFailed(
      exitCodes.usage,
      `Set ${name === '' ? '--code' : name}: nobody is here to be asked.`,
    );
  const answer = await ask();
  if (isCancel(answer) || typeof answer !== 'string')
    throw new CommandFailed(exitCodes.usage, 'Not signed in.');
  return answer;
}
