import { isObject, listOf, member, type JsonObject } from '../json/index.ts';
import { fault, type Fault } from '../refusal.ts';

function urlOf(text: unknown): URL | undefined {
  return typeof text === 'string' && URL.canParse(text) ? new URL(text) : undefined;
}

/**
 * Whether an issuer answers for what stands at an address (Open Badges 2.0, Profile, `verification`): its
 * `startsWith` and `allowedOrigins`, all that are given; without them, its own host. A prefix is compared
 * after both are read as URLs, so that neither a longer host name nor a walk up through folders gets in.
 */
export function scopeFault(place: string, profileId: string, profile: JsonObject): Fault | undefined {
  const outside = fault(
    'issuer-mismatch',
    '/id',
    'the issuer does not answer for what stands at this address',
  );
  const target = urlOf(place);
  if (target === undefined) return outside;
  const said = listOf(member(profile, 'verification')).filter(isObject);
  const property = said
    .map((item) => member(item, 'verificationProperty'))
    .find((name) => name !== undefined);
  if (property !== undefined && property !== 'id' && property !== '@id')
    return fault('schema', '/badge/issuer/verification', 'only the id can be what is verified');
  const prefixes = said.flatMap((item) => listOf(member(item, 'startsWith')));
  const hosts = said.flatMap((item) => listOf(member(item, 'allowedOrigins')));
  if (prefixes.length > 0 && !prefixes.some((prefix) => startsWith(target, prefix))) return outside;
  if (hosts.length > 0 && !hosts.some((host) => isHost(target, host))) return outside;
  if (prefixes.length === 0 && hosts.length === 0 && urlOf(profileId)?.host !== target.host) return outside;
  return undefined;
}

function startsWith(target: URL, prefix: unknown): boolean {
  const url = urlOf(prefix);
  return url !== undefined && url.origin === target.origin && target.href.startsWith(url.href);
}

/** An allowed origin is a host name; some write it with its scheme. */
function isHost(target: URL, host: unknown): boolean {
  if (typeof host !== 'string') return false;
  return host.includes('://')
    ? urlOf(host)?.origin === target.origin
    : host.toLowerCase() === target.hostname || host.toLowerCase() === target.host;
}
