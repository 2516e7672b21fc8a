import { concat } from './bytes/index.ts';
import { fault, type Fault } from './refusal.ts';

/**
 * The one way out. It is called for status lists, DID documents and what Open Badges 1 and 2 host, only with
 * checked URLs, `redirect: 'manual'` and an abort signal. It must resolve the host once and refuse private addresses itself: this
 * package sees names, not addresses.
 */
export type FetchLike = (
  url: string,
  init?: { headers?: Record<string, string>; signal?: AbortSignal; redirect?: 'manual' | 'error' | 'follow' },
) => Promise<Response>;

/** What one verification may still fetch. */
export interface FetchBudget {
  /** Undefined where nothing may be fetched. */
  readonly fetch: FetchLike | undefined;
  readonly maxBytes: number;
  /** Origins that are reached although the rules below would refuse them, such as a local instance's own. */
  readonly allowedOrigins: readonly string[];
  /** Resolves when the time for all requests together is over. */
  readonly deadline: () => number;
  requestsLeft: number;
}

/**
 * The bytes of an answer; or a fault, which is `certain` when asking again would not help (a forbidden
 * address, an answer beyond the limits) and not when the other side could not be reached.
 */
export type Fetched =
  | { bytes: Uint8Array; fault?: never }
  | {
      bytes?: never;
      fault: Fault;
      certain: boolean;
      /** Of an answer that is not the document. */ status?: number;
    };

const MAX_REDIRECTS = 2;
const MAX_URL = 2_048;
const PORTS: ReadonlySet<string> = new Set(['', '443', '8443']);
const ACCEPTED_TYPES =
  /^(?:application\/(?:[\w.+-]*json|vc(?:\+[\w.+-]+)?|did(?:\+[\w.+-]+)?|jwt|cid|octet-stream|x-pem-file)|text\/(?:json|plain))(?:\s*;|$)/i;

/** Why a URL may not be asked for, or undefined if it may. */
export function whyBlocked(text: string, allowedOrigins: readonly string[] = []): string | undefined {
  if (text.length > MAX_URL) return 'the URL is too long';
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return 'not a URL';
  }
  if (url.username !== '' || url.password !== '') return 'the URL carries a user name';
  if (allowedOrigins.includes(url.origin)) return undefined;
  if (url.protocol !== 'https:') return 'not https';
  if (!PORTS.has(url.port)) return 'the port is not allowed';
  const host = url.hostname.replace(/\.$/, '').toLowerCase();
  if (host.startsWith('[')) return isPublicIpv6(host.slice(1, -1)) ? undefined : 'a private address';
  if (/^[0-9.]+$/.test(host)) return isPublicIpv4(host) ? undefined : 'a private address';
  if (!host.includes('.') || /\.(?:localhost|local|internal|intranet|lan|home\.arpa|onion)$/.test(host)) {
    return 'a host that is not public';
  }
  return undefined;
}

function isPublicIpv4(host: string): boolean {
  const [a = 0, b = 0, c = 0] = host.split('.').map(Number);
  if (a === 0 || a === 10 || a === 127 || a >= 224) return false;
  if (a === 100 && b >= 64 && b < 128) return false;
  if (a === 169 && b === 254) return false;
  if (a === 172 && b >= 16 && b < 32) return false;
  if (a === 192 && (b === 168 || (b === 0 && (c === 0 || c === 2)))) return false;
  if (a === 198 && (b === 18 || b === 19 || (b === 51 && c === 100))) return false;
  return !(a === 203 && b === 0 && c === 113);
}

function isPublicIpv6(host: string): boolean {
  // Global unicast is 2000::/3; 2001:db8 (documentation), 2002 (6to4) and Teredo can hide a private address.
  return /^[23][0-9a-f]{3}:/.test(host) && !/^(?:2001:(?:db8|0)?:|2002:)/.test(host);
}

/** Asks for a document within the budget: at most 2 redirects, each checked again. */
export async function fetchDocument(url: string, accept: string, budget: FetchBudget): Promise<Fetched> {
  let target = url;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    const blocked = whyBlocked(target, budget.allowedOrigins);
    if (blocked !== undefined)
      return { fault: fault('fetch-blocked', '', `${blocked}: ${short(target)}`), certain: true };
    if (budget.fetch === undefined)
      return { fault: fault('fetch-blocked', '', 'nothing may be fetched'), certain: false };
    if (budget.requestsLeft <= 0)
      return { fault: fault('limit-exceeded', '', 'too many requests'), certain: true };
    budget.requestsLeft--;
    const answer = await ask(target, accept, budget, budget.fetch);
    if (answer.fault !== undefined) return answer;
    if (answer.location === undefined) return answer;
    try {
      target = new URL(answer.location, target).href;
    } catch {
      return {
        fault: fault('fetch-blocked', '', 'redirected to something that is not a URL'),
        certain: true,
      };
    }
  }
  return { fault: fault('fetch-blocked', '', `more than ${MAX_REDIRECTS} redirects`), certain: true };
}

type Answer = (Fetched & { location?: never }) | { bytes?: never; fault?: never; location: string };

async function ask(url: string, accept: string, budget: FetchBudget, fetch: FetchLike): Promise<Answer> {
  const abort = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<Answer>((resolve) => {
    timer = setTimeout(
      () => {
        abort.abort();
        resolve(unreachable(`no answer in time from ${short(url)}`));
      },
      Math.max(0, budget.deadline()),
    );
  });
  try {
    return await Promise.race([load(url, accept, budget.maxBytes, fetch, abort.signal), timeout]);
  } catch {
    return unreachable(`${short(url)} could not be reached`);
  } finally {
    clearTimeout(timer);
  }
}

async function load(
  url: string,
  accept: string,
  maxBytes: number,
  request: FetchLike,
  signal: AbortSignal,
): Promise<Answer> {
  const response = await request(url, { headers: { accept }, signal, redirect: 'manual' });
  if (response.status >= 300 && response.status < 400) {
    const location = response.headers.get('location');
    return location === null ? unreachable('a redirect without a target') : { location };
  }
  if (response.status !== 200)
    return { ...unreachable(`${short(url)} answered ${response.status}`), status: response.status };
  const type = response.headers.get('content-type');
  if (type !== null && !ACCEPTED_TYPES.test(type))
    return unreachable(`${short(url)} answered with ${short(type)}`);
  return readBody(response, maxBytes, url);
}

async function readBody(response: Response, maxBytes: number, url: string): Promise<Answer> {
  const tooLarge: Answer = {
    fault: fault('limit-exceeded', '', `${short(url)} answered with more than ${maxBytes} bytes`),
    certain: true,
  };
  if (Number(response.headers.get('content-length') ?? 0) > maxBytes) return tooLarge;
  const reader = response.body?.getReader() as ReadableStreamDefaultReader<Uint8Array> | undefined;
  if (reader === undefined) return { bytes: new Uint8Array() };
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { bytes: concat(...chunks) };
    size += value.length;
    if (size > maxBytes) {
      void reader.cancel().catch(() => undefined);
      return tooLarge;
    }
    chunks.push(value);
  }
}

function unreachable(detail: string): { fault: Fault; certain: boolean } {
  return { fault: fault('status-unavailable', '', detail), certain: false };
}

function short(text: string): string {
  return text.length > 120 ? text.slice(0, 120) + '…' : text;
}
