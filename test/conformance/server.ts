import { writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { issue, verify, type FetchLike, type Signer } from '@rungs/credentials';
import { isObject, member, readJson, type JsonObject } from '@rungs/credentials/json';
import { generateEcdsa, generateEd25519, signerFromPrivateKey, type KeyPair } from '@rungs/credentials/keys';
import { testCertificate } from '../../platform/src/testing/certificate.ts';
import { answer, problem, refusalOf, verdictOf, type Answer } from './problem.ts';
import { policyOf, type Profile } from './profile.ts';
import { statusChange, statusLists, type StatusLists } from './status-issuer.ts';

/** What the server is started with. */
export interface ServerOptions {
  /** 0 takes a port that is free. */
  port: number;
  profile: Profile;
  /** The time at which everything is judged and signed. */
  now: () => Date;
  /** A file that the did:keys of the issuers are written to, as `{"ed","p256","p384"}`. */
  didsFile?: string;
}

/** A server that listens. */
export interface ConformanceServer {
  url: string;
  dids: Readonly<Record<KeyName, string>>;
  close(): Promise<void>;
}

type KeyName = 'ed' | 'p256' | 'p384';
type Suite = 'eddsa-rdfc-2022' | 'eddsa-jcs-2022' | 'ecdsa-rdfc-2019' | 'ecdsa-jcs-2019' | 'vc-jwt';

const ISSUERS: Readonly<Record<string, { key: KeyName; suite: Suite; hasStatus?: boolean }>> = {
  'eddsa-rdfc-2022': { key: 'ed', suite: 'eddsa-rdfc-2022' },
  'eddsa-jcs-2022': { key: 'ed', suite: 'eddsa-jcs-2022' },
  'ecdsa-rdfc-2019': { key: 'p256', suite: 'ecdsa-rdfc-2019' },
  'ecdsa-rdfc-2019-p384': { key: 'p384', suite: 'ecdsa-rdfc-2019' },
  'ecdsa-jcs-2019': { key: 'p256', suite: 'ecdsa-jcs-2019' },
  jose: { key: 'ed', suite: 'vc-jwt' },
  'eddsa-rdfc-2022-status': { key: 'ed', suite: 'eddsa-rdfc-2022', hasStatus: true },
};
const MAX_BODY = 2 * 1_048_576;

interface Surroundings {
  options: ServerOptions;
  origin: string;
  keys: Readonly<Record<KeyName, { did: string; signer: Signer }>>;
  lists: StatusLists;
}

async function makeKey(pair: KeyPair): Promise<{ did: string; signer: Signer }> {
  return { did: pair.did, signer: await signerFromPrivateKey(pair.privateKeyJwk) };
}

/** Starts the server on this machine's own address, with new keys. */
export async function startServer(options: ServerOptions): Promise<ConformanceServer> {
  const keys = {
    ed: await makeKey(await generateEd25519()),
    p256: await makeKey(await generateEcdsa('P-256')),
    p384: await makeKey(await generateEcdsa('P-384')),
  };
  const dids = { ed: keys.ed.did, p256: keys.p256.did, p384: keys.p384.did };
  const server = createServer(testCertificate);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const origin = `https://localhost:${(server.address() as AddressInfo).port}`;
  const policy = policyOf(options.profile, origin);
  const { did: issuer, signer } = keys.ed;
  const lists = statusLists({ origin, issuer, signer, policy, now: options.now });
  const around = { options, origin, keys, lists };
  server.on('request', (request, response) => void respond(request, response, around));
  if (options.didsFile !== undefined) writeFileSync(options.didsFile, JSON.stringify(dids));
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: origin, dids, close };
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  around: Surroundings,
): Promise<void> {
  let found: Answer;
  try {
    found = await route(request, around);
  } catch (error) {
    found = problem(500, [{ code: 'internal', detail: error instanceof Error ? error.message : 'failed' }]);
  }
  response.writeHead(found.status, { 'content-type': found.type }).end(found.body);
}

async function route(request: IncomingMessage, around: Surroundings): Promise<Answer> {
  const path = new URL(request.url ?? '/', around.origin).pathname;
  if (request.method === 'GET') {
    const list = await around.lists.at(path);
    if (list !== undefined) return answer(200, list);
    return path === '/status/about' ? answer(200, { about: 'status entries of a test server' }) : nowhere();
  }
  const [, issuerName, action] = /^\/issuers\/([a-z0-9-]+)\/credentials\/(issue|status)$/.exec(path) ?? [];
  const isKnown = issuerName !== undefined && Object.hasOwn(ISSUERS, issuerName);
  const isVerifier = path === '/credentials/verify' || path === '/presentations/verify';
  if (request.method !== 'POST' || (!isKnown && !isVerifier)) return nowhere();
  const body = await bodyOf(request);
  if ('status' in body) return body;
  if (isVerifier) return verifyBody(path, body.value, around);
  return action === 'issue'
    ? issueBody(issuerName as string, body.value, around)
    : setStatusBody(body.value, around);
}

function nowhere(): Answer {
  return problem(404, [{ code: 'not-found', detail: 'there is nothing here' }]);
}

/** The body as strict JSON: what a verifier must refuse about bytes is refused here already. */
async function bodyOf(request: IncomingMessage): Promise<{ value: JsonObject } | Answer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY) return problem(413, [{ code: 'limit-exceeded', detail: 'the body is too large' }]);
    chunks.push(chunk);
  }
  const read = readJson(new Uint8Array(Buffer.concat(chunks)), { jsonBytes: MAX_BODY, depth: 33 });
  if (read.fault !== undefined) return problem(400, [read.fault]);
  return isObject(read.value)
    ? { value: read.value }
    : problem(400, [{ code: 'malformed', detail: 'the body is not a JSON object' }]);
}

function missing(name: string): Answer {
  return problem(400, [
    { code: 'schema', detail: `${name} is missing or not an object`, pointer: `/${name}` },
  ]);
}

async function issueBody(name: string, body: JsonObject, around: Surroundings): Promise<Answer> {
  const { key, suite, hasStatus } = ISSUERS[name] as (typeof ISSUERS)[string];
  const [credential, options] = [member(body, 'credential'), member(body, 'options')];
  if (!isObject(credential)) return missing('credential');
  const { signer } = around.keys[key];
  const policy = policyOf(around.options.profile, around.origin);
  const bits = isObject(options) ? member(options, 'statusSize') : undefined;
  try {
    const content =
      hasStatus === true
        ? around.lists.withEntry(credential, typeof bits === 'number' ? bits : 1)
        : credential;
    const text = await issue(content, { signer, suite, policy, now: issuingTime(credential, around) });
    return answer(201, suite === 'vc-jwt' ? envelope(text) : text);
  } catch (error) {
    return refusalOf(error);
  }
}

/**
 * When a credential is issued. The suites ask for credentials whose time is over, which is refused; in the
 * conformance profile they are issued on their last second instead.
 */
function issuingTime(credential: JsonObject, { options }: Surroundings): Date {
  const now = options.now();
  const end = member(credential, 'validUntil') ?? member(credential, 'expirationDate');
  const last = options.profile === 'conformance' && typeof end === 'string' ? new Date(end) : now;
  return last < now ? last : now;
}

function envelope(token: string): object {
  const id = `data:application/vc+jwt,${token}`;
  return { '@context': 'https://www.w3.org/ns/credentials/v2', type: 'EnvelopedVerifiableCredential', id };
}

function setStatusBody(body: JsonObject, around: Surroundings): Answer {
  const change = statusChange(body);
  if (change === undefined) return missing('credentialStatus');
  return around.lists.set(change.id, change.value) ? answer(200, {}) : nowhere();
}

async function verifyBody(path: string, body: JsonObject, around: Surroundings): Promise<Answer> {
  const name = path === '/credentials/verify' ? 'verifiableCredential' : 'verifiablePresentation';
  const [document, options] = [member(body, name), member(body, 'options')];
  if (!isObject(document)) return missing(name);
  const expected = (key: 'challenge' | 'domain'): Record<string, string> => {
    const value = isObject(options) ? member(options, key) : undefined;
    return typeof value === 'string' ? { [key]: value } : {};
  };
  const report = await verify(JSON.stringify(document), {
    now: around.options.now(),
    fetch: ownFetch(around),
    policy: policyOf(around.options.profile, around.origin),
    ...expected('challenge'),
    ...expected('domain'),
  });
  return verdictOf(report);
}

/** Answers for this server's own lists; nobody else is asked for anything. */
function ownFetch({ origin, lists }: Surroundings): FetchLike {
  return async (url) => {
    const list = url.startsWith(`${origin}/`) ? await lists.at(url.slice(origin.length)) : undefined;
    if (list === undefined) throw new Error('only this server is asked');
    return new Response(list, { headers: { 'content-type': 'application/json' } });
  };
}
