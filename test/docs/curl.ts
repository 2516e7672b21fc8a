import { publicPaths, routes, type Route } from '../../platform/src/http/index.ts';

/** What a call of curl asks for. */
interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly body: string | null;
}

/** Options that documentation uses, and whether a value follows. */
const withValue = new Set(['-H', '-d', '-X', '-b', '-c', '-o']);
const alone = new Set(['-s', '-f', '-L']);

/** Addresses beside the table of routes. */
const others = [
  ...publicPaths.map((one) => one.path),
  '/health',
  '/metrics',
  '/api/v1/openapi.json',
  '/docs',
];
const auth: Readonly<Record<string, readonly string[]>> = {
  '/api/auth/sign-in/email': ['email', 'password'],
  '/api/auth/sign-out': [],
};

/** Says what a server of this version would not understand in a call of curl; null when it is right. */
export function faultOfCurl(args: readonly string[]): string | null {
  const asked = askedOf(args);
  if (typeof asked === 'string') return asked;
  const { method, url, body } = asked;
  const path = decodeURIComponent(url.pathname);
  const fields = auth[path];
  if (fields !== undefined)
    return method === 'POST' && sameKeys(body ?? '{}', fields) ? null : `${path} wants ${fields.join(', ')}`;
  const route = routes.find((one) => one.method.toUpperCase() === method && patternOf(one.path).test(path));
  if (route !== undefined) return faultOfRequest(route, url, body);
  const isOther = method === 'GET' && others.some((one) => patternOf(one).test(path.replace(/\.json$/, '')));
  return isOther || others.includes(path) ? null : `${method} ${path} is no address of the server`;
}

function askedOf(args: readonly string[]): Asked | string {
  let method: string | null = null;
  let body: string | null = null;
  let address: string | null = null;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    if (withValue.has(arg)) {
      const value = args[++i] ?? '';
      if (arg === '-X') method = value;
      if (arg === '-d') body = value;
    } else if (arg.startsWith('-') && !alone.has(arg)) return `curl ${arg} is not known to this check`;
    else if (!arg.startsWith('-')) address = arg;
  }
  const text = (address ?? '').replace('$RUNGS_URL', 'http://localhost:3000').replace(/\$[A-Z]+/g, 'x');
  if (!URL.canParse(text)) return `${text} is no address`;
  return { method: method ?? (body === null ? 'GET' : 'POST'), url: new URL(text), body };
}

function faultOfRequest(route: Route, url: URL, body: string | null): string | null {
  const query = route.query?.safeParse(Object.fromEntries(url.searchParams));
  if (query?.success === false) return `${route.path}: ${query.error.message}`;
  if (query === undefined && url.search !== '') return `${route.path} takes no query`;
  if (route.body === undefined && route.takes === undefined)
    return body === null ? null : `${route.path} takes no body`;
  return faultOfBody(route, JSON.parse(body ?? '{}'));
}

/** Says what is wrong with the body of a route; null when it is right. */
export function faultOfBody(route: Route, body: unknown): string | null {
  const parsed = (route.body ?? route.takesJson)?.safeParse(body);
  return parsed?.success === false ? `${route.path}: ${parsed.error.message}` : null;
}

/** The route of a method and a path as the table has it. */
export function routeOf(method: string, path: string): Route {
  const route = routes.find((one) => one.method === method && one.path === path);
  if (route === undefined) throw new Error(`there is no route ${method} ${path}`);
  return route;
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/\{[^}]+\}/g, '[^/]+')}$`);
}

function sameKeys(body: string, fields: readonly string[]): boolean {
  return (
    Object.keys(JSON.parse(body) as object)
      .sort()
      .join() === [...fields].sort().join()
  );
}
