import { oauthPaths, publicPaths, routes, type Route } from '../../platform/src/http/index.ts';

/** The page of the HTTP reference, made from the table of routes. */
export function httpPage(): string {
  const tags = [...new Set(routes.map((route) => route.tag))];
  return `# HTTP

Made from the table of routes by \`tools/make-client.mjs\`; do not edit. The same as OpenAPI 3.1, with every field: \`/api/v1/openapi.json\`, to read at \`/docs\`.

- **Who asks**: \`Authorization: Bearer rk_…\` (an API key of one organisation) or \`Bearer rt_…\` (an access token of one of its OAuth clients), or the session cookie of a signed-in person. A change with a cookie must come from the site itself.
- **Needs**: a right in the organisation of the path, which roles give to members and scopes to keys; \`person\`: a signed-in person, in their own space; \`operator\`: somebody who runs the instance, signed in; \`account\`: any of the two; \`open\`: nothing. Who does not belong to an organisation gets 404, never 403.
- **Refusals** are problem documents (RFC 9457, \`application/problem+json\`) with a stable \`code\`, see [errors](errors.md). Unknown fields are refused; \`errors\` names each field by JSON pointer.
- **Lists** take \`limit\` (1 to 200, 50 by default) and \`after\`, the \`next\` of the page before.
- **Sending again**: every POST that needs an account takes an \`Idempotency-Key\` (at most 255 characters). The first answer is kept for 48 hours and given again, with \`Idempotent-Replayed: true\`; another request under the same key is refused.
- **Limits**: too many requests a minute are answered 429 with \`Retry-After\`. Bodies hold 1 MiB, and 8 or 64 MiB where the table says so.

${tags.map(section).join('\n\n')}

## Public documents

Each is a page for people and a JSON document: by \`Accept\`, or with \`.json\` at the end.

| Address | What |
|---|---|
${publicPaths.map(({ path, what }) => `| \`${path}\` | ${what} |`).join('\n')}

## OAuth

| Address | What |
|---|---|
${oauthPaths.map(({ path, what }) => `| \`${path}\` | ${what} |`).join('\n')}

## For operators

| Address | What |
|---|---|
| \`/health\` | Whether the server and its database answer, and how many deliveries wait or fail. |
| \`/metrics\` | Figures for Prometheus: requests by route pattern, deliveries of the outbox, the process. Nothing personal. With \`RUNGS_METRICS_TOKEN\` they need it as bearer token. |
| \`/api/auth/…\` | \`sign-in/email\` and \`sign-out\` as older pages and programs use them; new ones use \`/api/v1/auth/…\`. |
`;
}

function section(tag: string): string {
  const own = routes.filter((route) => route.tag === tag);
  return `## ${tag}

| Method | Address | Needs | What |
|---|---|---|---|
${own.map(row).join('\n')}`;
}

function row(route: Route): string {
  const limit = route.bodyLimit === undefined ? '' : ` (body: ${String(route.bodyLimit / 1024 / 1024)} MiB)`;
  return `| ${route.method.toUpperCase()} | \`${route.path}\` | ${route.access} | ${route.summary}${limit} |`;
}
