import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { ErrorEntry } from '#kernel';
import { assetRoutes } from './assets.ts';
import { documentOf } from './document.ts';
import type { Doors } from './doors.ts';
import { errors } from './errors.ts';
import { makeLimiter } from './limits.ts';
import { mount, type Env, type Gates } from './mount.ts';
import { oauthRoutes } from './oauth.ts';
import { makeObserver } from './observe.ts';
import { makePermit } from './permit.ts';
import { answerProblem, fieldProblems, knownError, problemOf, requestInvalid } from './problem.ts';
import { publicRoutes } from './public/index.ts';
import { requireToken, securityHeaders } from './security.ts';
import { routes } from './routes/index.ts';
import { webApp } from './web-app.ts';

/** The HTTP door of one running instance; `request` answers without a socket, `fetch` serves one. */
export type Http = OpenAPIHono<Env>;

/** Builds the HTTP door: the API, sign-in, public documents, the reference, health, and the web app. */
export function createHttp(doors: Doors): Http {
  const app: Http = new OpenAPIHono<Env>({
    defaultHook: (result) => {
      if (!result.success)
        throw requestInvalid(
          fieldProblems(
            result.error,
            result.target === 'json' ? '' : result.target === 'query' ? 'query' : 'path',
          ),
        );
    },
  });
  const observer = makeObserver(doors);
  const limiter = makeLimiter(doors);
  const gates: Gates = { limiter, permit: makePermit(doors) };
  app.use(observer.middleware);
  app.use(securityHeaders());
  app.onError((error, c) => fail(doors, error, c));
  app.on(['GET', 'POST'], '/api/auth/*', async (c) => {
    c.set('route', '/api/auth/*');
    await limiter.countAddress(c, c.req.method === 'POST' ? 'signIn' : 'address', 1);
    return await doors.identity.handler(c.req.raw, limiter.addressOf(c));
  });
  for (const route of routes) mount(app, doors, gates, route);
  oauthRoutes(app, doors, limiter);
  const document = documentOf(routes, doors.version);
  app.get('/api/v1/openapi.json', (c) => {
    c.set('route', '/api/v1/openapi.json');
    return c.json(document, 200, { 'Access-Control-Allow-Origin': '*' });
  });
  operatorRoutes(app, doors, observer.metrics);
  publicRoutes(app, doors, limiter);
  assetRoutes(app, doors);
  app.all('/api/*', (c) => unknownRoute(c));
  webApp(app, doors);
  app.notFound((c) => unknownRoute(c));
  return app;
}

function operatorRoutes(app: Http, doors: Doors, metrics: ReturnType<typeof makeObserver>['metrics']): void {
  app.get('/health', async (c) => {
    c.set('route', '/health');
    const { pending, failing } = await doors.deliveryState();
    return c.json({
      status: 'ok',
      version: doors.version,
      startedAt: doors.startedAt.toISOString(),
      isDemo: doors.isDemo,
      deliveries: { pending, failing },
    });
  });
  app.get('/metrics', async (c) => {
    c.set('route', '/metrics');
    if (doors.metricsToken !== undefined) requireToken(c, doors.metricsToken);
    const { text, mediaType } = await metrics();
    return c.body(text, 200, { 'Content-Type': mediaType });
  });
}

/** An address that exists for other methods answers 405, every other one 404. */
function unknownRoute(c: Context<Env>): never {
  const { path } = c.req;
  const allowed = routes
    .filter((route) => patternOf(route.path).test(path))
    .map((route) => route.method.toUpperCase());
  if (allowed.length === 0) throw errors.fail('route_unknown', 'No page and no document has this address.');
  c.header('Allow', [...new Set(allowed)].join(', '));
  throw errors.fail('method_not_allowed', `This address answers ${allowed.join(', ')}.`);
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/\{[^}]+\}/g, '[^/]+')}$`);
}

function fail(doors: Doors, error: unknown, c: Context<Env>): Response {
  const requestId = c.get('requestId');
  const known = knownError(error);
  challenge(c, known);
  if (known.status >= 500)
    doors.logger.error({ requestId, route: c.get('route'), err: error }, 'request failed');
  const remedies: Readonly<Record<string, ErrorEntry>> = { ...doors.errorCatalogue, ...errors.entries };
  return answerProblem(
    c,
    problemOf(known, requestId, (code) => remedies[code]?.remedy ?? ''),
  );
}

/** How to authenticate, and when to try again, where a refusal is about that (RFC 6750 section 3, RFC 9110). */
function challenge(c: Context<Env>, { code, data }: ReturnType<typeof knownError>): void {
  if (code === 'credentials_missing' && c.req.path.startsWith('/api/'))
    c.header('WWW-Authenticate', 'Bearer');
  if (code === 'api_key_invalid' || code === 'access_token_invalid')
    c.header('WWW-Authenticate', 'Bearer error="invalid_token"');
  const wait = data['retryAfterSeconds'];
  if (typeof wait === 'number') c.header('Retry-After', String(wait));
}
