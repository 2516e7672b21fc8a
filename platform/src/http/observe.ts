import type { MiddlewareHandler } from 'hono';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { formatUuid, uuidv7Bytes } from '#kernel';
import type { Doors } from './doors.ts';
import type { Env } from './mount.ts';
import { actorOf } from './principal.ts';

/** What the metrics page is made from, and the middleware that counts and logs each request. */
export interface Observer {
  readonly middleware: MiddlewareHandler<Env>;
  readonly metrics: () => Promise<{ readonly text: string; readonly mediaType: string }>;
}

/**
 * Gives each request an id, and writes one log line and one count when it is answered. Neither holds
 * personal data: addresses are written as route patterns, senders as ids, and nothing of query or body.
 */
export function makeObserver(doors: Doors): Observer {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: 'rungs_http_requests_total',
    help: 'Answered requests by route pattern, method and status.',
    labelNames: ['route', 'method', 'status'],
    registers: [registry],
  });
  const seconds = new Histogram({
    name: 'rungs_http_request_seconds',
    help: 'Time from a request to its answer, in seconds.',
    labelNames: ['route', 'method'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  const outbox = new Gauge({
    name: 'rungs_outbox_deliveries',
    help: 'Deliveries of the outbox that are not done, by state.',
    labelNames: ['state'],
    registers: [registry],
  });
  return {
    metrics: async () => {
      const state = await doors.deliveryState();
      outbox.set({ state: 'pending' }, state.pending);
      outbox.set({ state: 'failing' }, state.failing);
      return { text: await registry.metrics(), mediaType: registry.contentType };
    },
    middleware: async (c, next) => {
      const started = performance.now();
      const requestId = formatUuid(uuidv7Bytes(doors.ctx.clock(), doors.ctx.random));
      c.set('requestId', requestId);
      c.set('route', '');
      c.set('principal', { kind: 'none' });
      await next();
      c.res.headers.set('X-Request-Id', requestId);
      const ms = performance.now() - started;
      const route = c.get('route') === '' ? 'other' : c.get('route');
      const { method } = c.req;
      const { status } = c.res;
      requests.inc({ route, method, status: String(status) });
      seconds.observe({ route, method }, ms / 1000);
      doors.logger.info(
        {
          requestId,
          method,
          route,
          status,
          ms: Math.round(ms * 10) / 10,
          actor: actorOf(c.get('principal')),
        },
        'request',
      );
    },
  };
}
