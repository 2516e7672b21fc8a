import { verify, type FetchLike, type VerificationReport } from '@rungs/credentials';
import { isObject } from '@rungs/credentials/json';
import type { Command } from 'commander';
import { guardedFetch } from '#net';
import { shownOf, verdictOf, type Verification } from '#verification';
import { exitCodes, CommandFailed, type ExitCode } from '../exit.ts';
import { readInput, type Io } from '../io.ts';
import { connect, serverUrl, take, type ServerOptions } from '../server.ts';

interface VerifyOptions extends ServerOptions {
  readonly url?: string;
  readonly offline?: boolean;
  readonly ask?: boolean;
}

type Judged = Pick<Verification, 'verdict' | 'report' | 'shown'>;

/** `verify`: on this machine, or by a server that also knows its own issuers, trust list and log. */
export function addVerify(program: Command, io: Io): void {
  program
    .command('verify [file]')
    .description('verify a credential: a file, - for standard input, or an address')
    .option('--json', 'print JSON for programs')
    .option('--url <address>', 'let the server fetch and verify the document at this address')
    .option('--ask', 'let the server verify the file')
    .option('--offline', 'fetch nothing; what cannot be checked is inconclusive')
    .option('--server <url>', 'the server; else RUNGS_URL')
    .action(async (file: string | undefined, options: VerifyOptions) => {
      const judged = await judge(io, file, options);
      io.out(options.json === true ? JSON.stringify(judged, null, 2) : text(judged));
      const hint = options.json === true || options.offline === true ? null : hintOf(judged.report);
      if (hint !== null) io.err(hint);
      if (exitCodeOf(judged) !== exitCodes.ok) throw new CommandFailed(exitCodeOf(judged), '', null);
    });
}

async function judge(io: Io, file: string | undefined, options: VerifyOptions): Promise<Judged> {
  if ((file === undefined) === (options.url === undefined))
    throw new CommandFailed(exitCodes.usage, 'Name a file or --url, and not both.');
  if (options.url !== undefined) {
    const { client } = connect(io, options);
    return (await take(client.POST('/api/v1/verify', { body: { url: options.url } }))) as Judged;
  }
  const bytes = await readInput(file ?? '');
  return options.ask === true ? await askServer(io, options, bytes) : await verifyHere(io, options, bytes);
}

async function askServer(io: Io, options: VerifyOptions, bytes: Uint8Array): Promise<Judged> {
  const { client } = connect(io, options);
  const answer = client.POST('/api/v1/verify', {
    body: bytes as never,
    bodySerializer: (body: unknown) => body as BodyInit,
    headers: { 'Content-Type': 'application/octet-stream' },
  });
  return (await take(answer)) as Judged;
}

/** Verifies on this machine. Documents of the named server are fetched from it, others through the guard. */
async function verifyHere(io: Io, options: VerifyOptions, bytes: Uint8Array): Promise<Judged> {
  const instance = new URL(serverUrl(io, options)).origin;
  const guarded = guardedFetch();
  const online: FetchLike = (url, init) =>
    new URL(url).origin === instance ? io.fetch(url, init) : guarded(url, init);
  const offline: FetchLike = () => Promise.reject(new Error('nothing is fetched'));
  const report = await verify(bytes, {
    now: io.now(),
    policy: { allowedOrigins: [instance] },
    fetch: options.offline === true ? offline : online,
  });
  const shown = shownOf(report, null);
  const verdict = verdictOf(report, { recognised: null, log: { state: 'not_known_here' } });
  return { report, verdict, ...(shown === undefined ? {} : { shown }) };
}

/** How to go on when a status list could not be asked for; null when that is not what is wrong. */
function hintOf(report: VerificationReport): string | null {
  const status = report.checks.find((check) => check.id === 'status');
  const isOpen = status?.code === 'fetch-blocked' || status?.code === 'status-unavailable';
  const place = isOpen ? listPlace(report.credential) : null;
  if (place === null) return null;
  return status?.code === 'fetch-blocked'
    ? `\nThe status list is at ${place}, which is not asked unless you name it: if it is a server that you trust, use --server ${place}`
    : `\nThe status list is at ${place}, which did not give it. Start that server, or try again later.`;
}

/** The origin of the first status list that a credential names. */
function listPlace(credential: unknown): string | null {
  if (!isObject(credential)) return null;
  const entries: readonly unknown[] = [credential['credentialStatus']].flat();
  for (const entry of entries) {
    const url = isObject(entry) ? entry['statusListCredential'] : undefined;
    if (typeof url === 'string' && /^https?:/.test(url) && URL.canParse(url)) return new URL(url).origin;
  }
  return null;
}

function exitCodeOf({ verdict }: Judged): ExitCode {
  if (verdict.word === 'valid') return exitCodes.ok;
  return verdict.word === 'inconclusive' ? exitCodes.inconclusive : exitCodes.refused;
}

const words = { valid: 'VALID', inconclusive: 'INCONCLUSIVE', not_valid: 'NOT VALID' } as const;
const marks = { pass: 'ok', fail: 'FAILS', unknown: 'not known', skipped: 'not needed' } as const;

function text({ verdict, shown }: Judged): string {
  const lines = [`${words[verdict.word]}: ${verdict.sentence}`];
  if (verdict.issuerSentence !== null) lines.push(verdict.issuerSentence);
  if (shown !== undefined) {
    lines.push('', `  ${shown.title}`);
    if (shown.recipientName !== null) lines.push(`  for ${shown.recipientName}`);
    lines.push(`  by ${shown.issuer.claimedName ?? shown.issuer.id} (${shown.issuer.id})`);
    if (shown.isSynthetic) lines.push('  its evidence is synthetic');
  }
  lines.push('', ...verdict.checks.map((check) => `  ${marks[check.status].padEnd(11)} ${check.text}`));
  return lines.join('\n');
}
