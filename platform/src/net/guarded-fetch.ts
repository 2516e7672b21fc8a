import { lookup } from 'node:dns/promises';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { checkServerIdentity } from 'node:tls';
import { RungsError, type NetFetch, type NetInit } from '#kernel';
import { isPublicAddress } from './addresses.ts';
import { errors } from './errors.ts';

/** An address as a resolver gives it. */
export interface HostAddress {
  readonly address: string;
  readonly family: number;
}

/** How the way out is built; the defaults are the ones for production. */
export interface GuardOptions {
  /** Named to the other side, for instance `rungs (+https://badges.example.org)`. */
  readonly userAgent?: string;
  /** From the call to the last byte of the answer, in milliseconds. */
  readonly timeoutMs?: number;
  readonly maxBytes?: number;
  /** Turns a host name into its addresses; asked once for each request. */
  readonly resolve?: (host: string) => Promise<readonly HostAddress[]>;
  /** For tests: a certificate to trust, and where a checked address really leads. */
  readonly test?: {
    readonly ca: string;
    readonly dial: (address: string, port: number) => { address: string; port: number };
  };
}

const ports: ReadonlySet<string> = new Set(['', '443', '8443']);

const noBody: ReadonlySet<number> = new Set([204, 205, 304]);

/**
 * Makes the one way out. It speaks https only, resolves a name once and connects to an address that it
 * checked, refuses private and special addresses, user names in the URL and other ports, never follows a
 * redirect, and gives up after 5 s or 1 MiB. Whether an answer is welcome (status, content type, the next
 * hop) is the caller's to judge. Errors: fetch_blocked, fetch_failed, fetch_too_large.
 */
export function guardedFetch(options: GuardOptions = {}): NetFetch {
  return async (text, init = {}) => {
    const url = checkUrl(text);
    const timeout = AbortSignal.timeout(options.timeoutMs ?? 5_000);
    const signal = init.signal === undefined ? timeout : AbortSignal.any([timeout, init.signal]);
    try {
      const addresses = await unlessAborted(signal, resolveChecked(url, options));
      return await ask(url, addresses, init, signal, options);
    } catch (error) {
      if (error instanceof RungsError) throw error;
      const why = timeout.aborted ? 'no answer in time' : (error as Error).message;
      throw errors.fail('fetch_failed', `${url.host}: ${why}`, { host: url.host }, { cause: error });
    }
  };
}

function checkUrl(text: string): URL {
  const url = text.length <= 2_048 && URL.canParse(text) ? new URL(text) : null;
  if (url === null) throw blocked('it is not a URL, or too long', text);
  if (url.protocol !== 'https:') throw blocked('it is not https', text);
  if (url.username !== '' || url.password !== '') throw blocked('it carries a user name', url.host);
  if (!ports.has(url.port)) throw blocked('its port is not allowed', text);
  return url;
}

/** The addresses of a host, all public: a single other one among them refuses the request. */
async function resolveChecked(url: URL, options: GuardOptions): Promise<readonly HostAddress[]> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const family = isIP(host);
  const resolve = options.resolve ?? ((name) => lookup(name, { all: true }));
  const addresses = family === 0 ? await resolve(host) : [{ address: host, family }];
  if (addresses.length === 0) throw new Error('the name has no address');
  if (!addresses.every(({ address }) => isPublicAddress(address)))
    throw blocked('its address is not public', url.host);
  return addresses;
}

function ask(
  url: URL,
  addresses: readonly HostAddress[],
  init: NetInit,
  signal: AbortSignal,
  options: GuardOptions,
): Promise<Response> {
  const asked = Number(url.port === '' ? 443 : url.port);
  const dial = options.test?.dial ?? ((address: string, port: number) => ({ address, port }));
  const targets = addresses.map(({ address, family }) => ({ ...dial(address, asked), family }));
  // The name is not resolved again: what was checked is what is connected to.
  const toChecked: LookupFunction = (_host, how, callback) => {
    const first = targets[0] ?? { address: '', family: 4 };
    if (how.all === true)
      callback(
        null,
        targets.map(({ address, family }) => ({ address, family })),
      );
    else callback(null, first.address, first.family);
  };
  const name = url.hostname.replace(/^\[|\]$/g, '');
  const isLiteral = isIP(name) !== 0;
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        method: init.method ?? 'GET',
        host: isLiteral ? (targets[0]?.address ?? '') : url.hostname,
        port: targets[0]?.port ?? asked,
        path: url.pathname + url.search,
        headers: { ...headersOf(init, options), host: url.host },
        lookup: toChecked,
        agent: false,
        signal,
        ...(isLiteral ? {} : { servername: name }),
        checkServerIdentity: (_host, certificate) => checkServerIdentity(name, certificate),
        ...(options.test === undefined ? {} : { ca: options.test.ca }),
      },
      (incoming) => {
        readAnswer(incoming, url, options.maxBytes ?? 1_048_576).then(resolve, reject);
      },
    );
    outgoing.once('error', reject);
    outgoing.end(init.body);
  });
}

function headersOf(init: NetInit, options: GuardOptions): Record<string, string> {
  const given = Object.entries(init.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]);
  // Compressed answers could unfold beyond any limit.
  return {
    ...(Object.fromEntries(given) as Record<string, string>),
    'accept-encoding': 'identity',
    'user-agent': options.userAgent ?? 'rungs',
  };
}

async function readAnswer(incoming: IncomingMessage, url: URL, maxBytes: number): Promise<Response> {
  const headers = new Headers();
  for (const [name, values] of Object.entries(incoming.headersDistinct))
    for (const value of values ?? []) headers.append(name, value);
  const tooLarge = (): RungsError => {
    incoming.destroy();
    return errors.fail('fetch_too_large', `${url.host} answered with more than ${String(maxBytes)} bytes.`, {
      host: url.host,
    });
  };
  if (Number(headers.get('content-length') ?? 0) > maxBytes) throw tooLarge();
  if (!['identity', null].includes(headers.get('content-encoding'))) {
    incoming.destroy();
    throw new Error('the answer is compressed though that was not asked for');
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw tooLarge();
    chunks.push(chunk);
  }
  const status = incoming.statusCode ?? 0;
  if (status < 200 || status > 599) throw new Error(`the answer has status ${String(status)}`);
  return new Response(noBody.has(status) ? null : Buffer.concat(chunks), { status, headers });
}

function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      reject(new Error('aborted', { cause: signal.reason }));
    };
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', stop);
    });
  });
}

function blocked(why: string, text: string): RungsError {
  const shown = text.length > 120 ? `${text.slice(0, 120)}…` : text;
  return errors.fail('fetch_blocked', `${shown} is not asked: ${why}.`);
}
