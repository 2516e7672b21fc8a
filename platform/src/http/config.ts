import { z, type RouteConfig } from '@hono/zod-openapi';
import type { Route } from './route.ts';
import { problemShape } from './wire.ts';

/** The status of a route's answer when all goes well. */
export function statusOf(route: Route): number {
  return route.status ?? (route.answer === undefined && route.gives === undefined ? 204 : 200);
}

/** Whether a request to this route may carry a key under which it is done once. */
export function isRepeatable(route: Route): boolean {
  return route.method === 'post' && route.access !== 'open';
}

const keyHeaderShape = z.strictObject({
  'Idempotency-Key': z
    .string()
    .max(255)
    .optional()
    .openapi({ description: 'Under the same key the request is done once, and answered the same again.' }),
});

/** What the OpenAPI document says of a route, and by which its requests are parsed. */
export function configOf(route: Route): RouteConfig & { path: string } {
  const status = statusOf(route);
  const problem = { 'application/problem+json': { schema: problemShape } };
  const content =
    route.answer !== undefined
      ? { 'application/json': { schema: route.answer } }
      : Object.fromEntries(
          (route.gives ?? []).map((type) => [type, { schema: { type: 'string', format: 'binary' } }]),
        );
  const body = bodyOf(route);
  return {
    method: route.method,
    path: route.path,
    tags: [route.tag],
    summary: route.summary,
    description: [route.description, accessSentence(route)].filter(Boolean).join('\n\n'),
    ...(route.access === 'open' ? { security: [] } : {}),
    request: {
      ...(route.params === undefined ? {} : { params: route.params }),
      ...(route.query === undefined ? {} : { query: route.query }),
      ...(isRepeatable(route) ? { headers: keyHeaderShape } : {}),
      ...(body === undefined ? {} : { body }),
    },
    responses: {
      [status]: { description: 'Done.', ...(status === 204 ? {} : { content }) },
      default: { description: 'A problem document (RFC 9457).', content: problem },
    },
  } as unknown as RouteConfig & { path: string };
}

function accessSentence(route: Route): string {
  if (route.access === 'open') return 'Needs no account.';
  if (route.access === 'account') return 'Needs a signed-in person or an API key.';
  if (route.access === 'person') return 'Needs a signed-in person; works in their own space.';
  if (route.access === 'operator') return 'Needs a signed-in operator of this instance.';
  return `Needs the right \`${route.access}\` in the organisation.`;
}

type Content = Readonly<Record<string, unknown>>;

function bodyOf(route: Route): object | undefined {
  if (route.body !== undefined)
    return { required: true, content: { 'application/json': { schema: route.body } } };
  if (route.takes === undefined) return undefined;
  const bytes = route.takes.map((type) => [type, { schema: { type: 'string', format: 'binary' } }]);
  const json: Content =
    route.takesJson === undefined ? {} : { 'application/json': { schema: route.takesJson } };
  return { required: true, content: { ...json, ...(Object.fromEntries(bytes) as Content) } };
}
