import { isId, type OrgId } from '../../platform/src/kernel/index.ts';
import { rights, roles, type Session } from '../../platform/src/parties/index.ts';
import { routes, type Route } from '../../platform/src/http/index.ts';
import type { Answer, Ask, World } from '../../platform/src/http/world.fixture.ts';
import { bodiesFor, type Furnished, type Ids } from './furnish.ts';

/** Somebody who has nothing to do with the victim. */
export interface Stranger {
  readonly name: string;
  readonly ask: Ask;
  /** The organisation that they belong to; null for nobody. */
  readonly orgId: string | null;
}

/**
 * What a stranger may do with a victim's ids, and why. Everything else answers 401, 403 or 404, or refuses
 * the id that is named in a body.
 */
const allowedOnPurpose: Readonly<Record<string, string>> = {
  'POST /api/v1/me/submissions/{issuerId}':
    'whoever wants to earn a published badge hands in evidence for it',
  'GET /api/v1/me/submissions/{issuerId}': 'lists the asker’s own submissions alone',
  'GET /api/v1/me/account': 'is the asker’s own account',
  'PATCH /api/v1/me/account': 'changes the asker’s own account',
  'GET /api/v1/me/mailbox': 'lists the asker’s own mails',
  'GET /api/v1/me/progress': 'says what the asker can earn next',
  'POST /api/v1/me/account/email/proof': 'writes to the asker’s own address',
  'POST /api/v1/me/sessions/end-others': 'ends the asker’s own sessions',
  'GET /api/v1/me/stacks/{issuerId}/{stackId}/progress': 'says how far the asker is on a published stack',
};

/** What is accepted below the stranger's own organisation although it names something of the victim, and why. */
const harmlessOnPurpose: Readonly<Record<string, string>> = {
  'POST /api/v1/orgs/{orgId}/award-actions': 'says that it knows no such award',
  'POST /api/v1/orgs/{orgId}/award-resends': 'says that it knows no such award',
  'POST /api/v1/orgs/{orgId}/queue/next': 'says that nothing waits for such a badge',
  'POST /api/v1/orgs/{orgId}/stacks':
    'a draft may name a published badge of anybody; publishing it is refused',
};

/** Answers that keep a stranger out. */
const refusals = new Set([401, 403, 404]);

/** Every role in another organisation, an API key and an access token of it with every scope, and nobody at all. */
export async function strangersOf(world: World, orgId: string): Promise<Stranger[]> {
  if (!isId('org', orgId)) throw new Error(`${orgId} is no organisation`);
  const people: Session[] = [];
  for (const role of roles) people.push(await world.newUser(`Stranger ${role}`, [[orgId, [role]]]));
  return [
    ...people.map((as, i) => ({ name: roles[i] ?? '', ask: { as }, orgId })),
    { name: 'API key', ask: { key: await world.newKey(orgId, rights) }, orgId },
    { name: 'access token', ask: { key: await tokenFor(world, orgId) }, orgId },
    { name: 'nobody', ask: {}, orgId: null },
  ];
}

/** An access token of an OAuth client with every scope. */
async function tokenFor(world: World, orgId: string): Promise<string> {
  const key = await world.newKey(orgId as OrgId, rights);
  const client = await world.ask('POST', `/api/v1/orgs/${orgId}/oauth-clients`, {
    key,
    body: { name: 'Stranger', scopes: rights },
  });
  const { clientId, secret } = client.json as { clientId: string; secret: string };
  const answer = await world.ask('POST', '/oauth/token', {
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded',
      Authorization: `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}`,
    },
    body: 'grant_type=client_credentials',
  });
  return String(answer.json['access_token']);
}

/** Tries one route as a stranger: once at the victim's own address, once below the stranger's organisation. */
export async function tryRoute(world: World, route: Route, stranger: Stranger, ids: Ids): Promise<string[]> {
  const name = `${route.method.toUpperCase()} ${route.path}`;
  const body = bodiesFor(ids)[name];
  if (route.body !== undefined && body === undefined) return [`${name} has no body to try it with`];
  const problems: string[] = [];
  for (const orgId of route.path.includes('{orgId}') ? [ids['orgId'], stranger.orgId] : [ids['orgId']]) {
    if (orgId === null) continue;
    const isOwn = orgId === stranger.orgId;
    if (isOwn && !namesVictim(route, body, ids)) continue;
    const path = pathOf(route, { ...ids, orgId: orgId ?? '' });
    const answer = await world.ask(route.method.toUpperCase(), path, {
      ...stranger.ask,
      ...(body === undefined ? {} : { body }),
    });
    if (isKeptOut(name, route, answer, isOwn)) continue;
    problems.push(
      `${stranger.name}: ${name} at ${path} answered ${String(answer.status)} ${answer.text.slice(0, 200)}`,
    );
  }
  return problems;
}

function isKeptOut(name: string, route: Route, answer: Answer, isOwn: boolean): boolean {
  if (answer.status >= 500) return false;
  if (allowedOnPurpose[name] !== undefined || route.access === 'open') return true;
  if (refusals.has(answer.status)) return true;
  if (isOwn && harmlessOnPurpose[name] !== undefined) return true;
  // Below one's own organisation an id of somebody else may also be refused, or yield an empty answer.
  if (isOwn || route.access === 'person')
    return answer.status >= 400 || isEmpty(answer) || name === 'GET /api/v1/me';
  return name === 'GET /api/v1/me';
}

function isEmpty(answer: Answer): boolean {
  const { items, outcomes } = answer.json as { items?: unknown[]; outcomes?: { outcome: string }[] };
  if (items !== undefined) return items.length === 0;
  return outcomes !== undefined && outcomes.every((o) => o.outcome === 'refused');
}

/** Whether a route, asked below the stranger's own organisation, still names something of the victim. */
function namesVictim(route: Route, body: unknown, ids: Ids): boolean {
  const rest = [...route.path.matchAll(/\{(\w+)\}/g)].map((m) => m[1] ?? '').filter((p) => p !== 'orgId');
  if (rest.some((p) => p !== 'version')) return true;
  const text = JSON.stringify(body ?? null);
  return Object.values(ids).some((id) => id.length > 20 && text.includes(id));
}

function pathOf(route: Route, ids: Ids): string {
  const isIssuerKey = route.path.includes('/issuer-keys/');
  const path = route.path.replace(/\{(\w+)\}/g, (_all, name: string) => {
    if (name === 'keyId' && isIssuerKey) return ids['issuerKeyId'] ?? '';
    return encodeURIComponent(ids[name] ?? 'x');
  });
  const query = route.path.endsWith('/diff') ? '?since=1' : '';
  const skill = route.path.endsWith('/inventory/people') ? '?framework=esco&code=x' : '';
  const search = route.path.endsWith('/search') ? `?q=Part&orgId=${ids['orgId'] ?? ''}` : '';
  return `${path}${query}${skill}${search}`;
}

/** Tries every route as every stranger; an empty list means that the wall holds. */
export async function tryEveryRoute(
  world: World,
  strangers: readonly Stranger[],
  victim: Furnished,
): Promise<string[]> {
  const problems: string[] = [];
  for (const route of routes)
    // Strangers do not know of each other, so they may try at the same time.
    for (const found of await Promise.all(strangers.map((s) => tryRoute(world, route, s, victim.ids))))
      problems.push(...found);
  return problems;
}
