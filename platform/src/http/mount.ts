import { readJson } from '@rungs/credentials/json';
import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { cors } from 'hono/cors';
import type { Doing, OrgId } from '#kernel';
import { asInstance, inOrg, switchOrg, type KeptAnswer, type Tx } from '#store';
import { configOf, isRepeatable, statusOf } from './config.ts';
import type { Doors } from './doors.ts';
import { errors } from './errors.ts';
import { checkKey, digestOf, keyHeader, once } from './idempotent.ts';
import type { Limiter } from './limits.ts';
import type { Permit } from './permit.ts';
import { actorOf, authenticate, type Principal } from './principal.ts';
import { refuseOtherSites } from './security.ts';
import { isRawAnswer, type Call, type RawAnswer, type Route } from './route.ts';

/** What middleware leaves for the handler. */
export interface Vars {
  requestId: string;
  route: string;
  principal: Principal;
  orgId: OrgId;
}

/** The Hono environment of this door. */
export interface Env {
  Variables: Vars;
}

const usualBodyLimit = 1024 * 1024;

/** What every route of one server shares. */
export interface Gates {
  readonly limiter: Limiter;
  readonly permit: Permit;
}

/** Mounts a route: limit and authenticate, allow, parse, call, present, in this order. */
export function mount(app: OpenAPIHono<Env>, doors: Doors, gates: Gates, route: Route): void {
  const handler = async (c: Context<Env>): Promise<Response> => await answer(c, doors, gates, route);
  const { request, ...config } = configOf(route);
  // The key has a code of its own when it is not good, and a route that takes bytes reads them itself: the
  // framework would parse those that say they are JSON.
  const { body, headers: _key, ...rest } = request ?? {};
  const parsed = body === undefined || route.takes !== undefined ? rest : { ...rest, body };
  if (route.isOpenToAllSites === true)
    app.use(route.path, cors({ origin: '*', allowHeaders: ['Content-Type'], maxAge: 86_400 }));
  const middleware = [limitBody(route), admit(doors, gates, route)];
  app.openapi(createRoute({ ...config, request: parsed, middleware }) as never, handler as never);
}

function limitBody(route: Route): MiddlewareHandler {
  const maxSize = route.bodyLimit ?? usualBodyLimit;
  return bodyLimit({
    maxSize,
    onError: () => {
      throw errors.fail('body_too_large', `This address takes at most ${String(maxSize)} bytes.`, {
        limit: maxSize,
      });
    },
  });
}

function admit(doors: Doors, { limiter, permit }: Gates, route: Route): MiddlewareHandler<Env> {
  return async (c, next) => {
    c.set('route', route.path);
    if (route.isSignIn === true || route.isSameSite === true) refuseOtherSites(c, doors.ctx.publicUrl);
    if (route.isSignIn === true) await limiter.countAddress(c, 'signIn', 1);
    let principal: Principal;
    try {
      principal = await authenticate(c, doors, { hasCookies: route.isOpenToAllSites !== true });
    } catch (error) {
      await limiter.countAddress(c, 'address', 1);
      throw error;
    }
    c.set('principal', principal);
    await limiter.count(c, principal, route.cost ?? 1);
    c.set('orgId', await permit(c, principal, route));
    await next();
  };
}

async function answer(c: Context<Env>, doors: Doors, gates: Gates, route: Route): Promise<Response> {
  const call = await callOf(c, doors, gates, route);
  if (call.idempotencyKey === null) return respond(c, route, await run(route, call));
  const request = {
    orgId: call.orgId,
    key: call.idempotencyKey,
    digest: digestOf([
      actorOf(call.principal),
      c.req.method,
      c.req.path,
      new Uint8Array(await c.req.arrayBuffer()),
    ]),
  };
  let fresh: unknown;
  const { answer: kept, isReplay } = await once(doors, request, async (keep) => {
    const keptOf = (result: unknown): KeptAnswer => ({
      status: statusOf(route),
      body: JSON.stringify(withoutSecrets(route, result)),
    });
    fresh = await run(route, call, async (tx, result) => {
      await keep(tx, keptOf(result));
    });
    return keptOf(fresh);
  });
  if (!isReplay) return respond(c, route, fresh);
  return c.body(kept.body, kept.status as 200, {
    'Content-Type': 'application/json; charset=utf-8',
    'Idempotent-Replayed': 'true',
  });
}

/** Runs the call and cuts its result to what is documented; `keep` stores it with the work. */
async function run(
  route: Route,
  call: Call,
  keep?: (tx: Tx, result: unknown) => Promise<void>,
): Promise<unknown> {
  const { db } = call.app;
  const open = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
    call.orgId === '' ? asInstance(db, work) : inOrg(db, call.orgId, work);
  if (route.inTx !== undefined) {
    const { inTx } = route;
    return await open(async (tx) => {
      const result = present(route, await inTx(tx, call));
      if (keep === undefined) return result;
      // A use case may have ended in another space; the kept answer belongs to the one it began in.
      await switchOrg(tx, call.orgId);
      await keep(tx, result);
      return result;
    });
  }
  const result = present(route, await route.withApp?.(call));
  if (keep !== undefined) await open((tx) => keep(tx, result));
  return result;
}

function present(route: Route, result: unknown): unknown {
  return route.answer === undefined ? result : route.answer.parse(result);
}

function withoutSecrets(route: Route, result: unknown): unknown {
  if (route.shownOnce === undefined || typeof result !== 'object' || result === null) return result;
  const hidden = new Set(route.shownOnce);
  return Object.fromEntries(Object.entries(result).filter(([name]) => !hidden.has(name)));
}

function respond(c: Context<Env>, route: Route, result: unknown): Response {
  if (isRawAnswer(result)) return respondRaw(c, result);
  const status = statusOf(route);
  if (status === 204) return c.body(null, 204);
  return c.json(result as object, status as 200);
}

/** Answers with bytes. A revalidating reader that has them already gets 304. */
export function respondRaw(c: Context<Env>, raw: RawAnswer, status: 200 | 404 = 200): Response {
  const headers: Record<string, string> = { 'Content-Type': raw.mediaType, ...raw.headers };
  const tag = headers['ETag'];
  if (tag !== undefined && c.req.header('if-none-match') === tag) return c.body(null, 304, { ETag: tag });
  const { bytes } = raw;
  if (typeof bytes === 'string') return c.body(bytes, status, headers);
  if (bytes instanceof Uint8Array) return c.body(new Uint8Array(bytes).buffer, status, headers);
  return c.body(streamOf(bytes), status, headers);
}

/** Asks for the next piece when the reader has taken the one before. */
function streamOf(pieces: AsyncIterable<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const iterator = pieces[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const next: IteratorResult<string, unknown> = await iterator.next();
      if (next.done === true) controller.close();
      else controller.enqueue(encoder.encode(next.value));
    },
    cancel: async () => {
      await iterator.return?.();
    },
  });
}

async function callOf(c: Context<Env>, doors: Doors, { limiter }: Gates, route: Route): Promise<Call> {
  const principal = c.get('principal');
  const key = c.req.header(keyHeader);
  const valid = (place: 'param' | 'query' | 'json'): unknown => c.req.valid(place as never);
  const hasKey = key !== undefined && isRepeatable(route);
  return {
    params: route.params === undefined ? {} : valid('param'),
    query: route.query === undefined ? {} : valid('query'),
    body: await bodyOf(c, route, valid),
    orgId: c.get('orgId'),
    principal,
    doing: doingOf(doors, principal),
    app: doors.ctx,
    doors,
    idempotencyKey: hasKey ? checkKey(key) : null,
    mediaType: mediaTypeOf(c),
    caller: { headers: c.req.raw.headers, from: limiter.addressOf(c) },
    setCookies: (lines) => {
      for (const line of lines) c.header('Set-Cookie', line, { append: true });
    },
  };
}

async function bodyOf(c: Context<Env>, route: Route, valid: (place: 'json') => unknown): Promise<unknown> {
  if (route.takes !== undefined) {
    const isTaken = route.takes.includes('*/*') || route.takes.includes(mediaTypeOf(c));
    if (!isTaken)
      throw errors.fail('media_type_unsupported', `This address takes ${route.takes.join(', ')}.`);
    return new Uint8Array(await c.req.arrayBuffer());
  }
  if (route.body === undefined) return undefined;
  await refuseAmbiguous(c, route);
  return valid('json');
}

/** The parser keeps the last of two members with one name; what a sender meant by that is not ours to guess. */
async function refuseAmbiguous(c: Context<Env>, route: Route): Promise<void> {
  const jsonBytes = route.bodyLimit ?? Number.MAX_SAFE_INTEGER;
  const { fault } = readJson(new Uint8Array(await c.req.arrayBuffer()), { jsonBytes });
  if (fault === undefined) return;
  throw errors.fail(
    'json_malformed',
    `${fault.detail}, at ${fault.pointer === '' ? 'the top' : fault.pointer}`,
  );
}

function mediaTypeOf(c: Context<Env>): string {
  return (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

function doingOf(doors: Doors, principal: Principal): Doing {
  return { now: doors.ctx.clock(), random: doors.ctx.random, actor: actorOf(principal) };
}
