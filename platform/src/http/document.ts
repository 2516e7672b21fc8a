import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { configOf } from './config.ts';
import type { Route } from './route.ts';

/** A JSON document. */
export type JsonObject = Readonly<Record<string, unknown>>;

const info = {
  title: 'Rungs',
  description:
    'Issue, verify, stack and count micro-credentials. Every refusal is a problem document (RFC 9457) ' +
    'with a stable `code`. Lists take `limit` and `after`. A POST with an `Idempotency-Key` may be sent again.',
  license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
};

/** Makes the OpenAPI 3.1 document of a table of routes; needs no running instance. */
export function documentOf(routes: readonly Route[], version: string): JsonObject {
  const app = new OpenAPIHono();
  const { openAPIRegistry: registry } = app;
  registry.registerComponent('securitySchemes', 'apiKey', {
    type: 'http',
    scheme: 'bearer',
    description: 'An API key of one organisation, `rk_…`.',
  });
  registry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: 'rungs.session_token',
    description: 'The session of a signed-in person; changes must come from this site.',
  });
  for (const route of routes) registry.registerPath(createRoute(configOf(route)));
  const document: unknown = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { ...info, version },
    security: [{ apiKey: [] }, { session: [] }],
  });
  return document as JsonObject;
}
