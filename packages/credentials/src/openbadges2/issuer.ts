import { failed, type Findings } from '../checks/findings.ts';
import { isObject, member, type JsonObject, type JsonValue } from '../json/index.ts';
import { fault, type Fault } from '../refusal.ts';
import type { CheckId } from '../report.ts';
import type { Session } from '../session.ts';
import { contextsFault, modifiedFault } from './assertion.ts';
import { obstructed, type AssertionCase } from './case.ts';
import { loadObject, type Obstacle } from './load.ts';
import { badgeFault, profileFault } from './shape.ts';

/** The issuer of an assertion, by the profile that stands at its own address. */
export interface Issuer {
  id: string;
  profile: JsonObject;
}

/**
 * Finds the badge class of an assertion and the profile of its issuer, and puts both into the case. A badge
 * that stands inside is covered by what covers the assertion. A profile is always fetched from its own
 * address: what somebody else says about an issuer, above all which addresses it answers for, counts for
 * nothing. Undefined where something is in the way, which is then among the findings.
 */
export async function findIssuer(
  assertion: AssertionCase,
  session: Session,
  findings: Findings,
): Promise<Issuer | undefined> {
  const { document, isFirst } = assertion;
  const around = { isFirst, session, findings };
  const stated = member(document, 'badge');
  const badge = isObject(stated) ? stated : await load(stated, '/badge', badgeFault, around);
  if (badge === undefined) return undefined;
  assertion.badge = badge;
  const named = member(badge, 'issuer');
  const id = isObject(named) ? member(named, 'id') : named;
  const profile = await load(id, '/badge/issuer', profileFault, around);
  if (profile === undefined || typeof id !== 'string') return undefined;
  assertion.profile = profile;
  assertion.issuerId = id;
  return { id, profile };
}

type Shape = (document: JsonObject, isFirst: boolean, at: string) => Fault | undefined;

async function load(
  url: JsonValue | undefined,
  at: string,
  shape: Shape,
  { isFirst, session, findings }: { isFirst: boolean; session: Session; findings: Findings },
): Promise<JsonObject | undefined> {
  const loaded = await loadObject(typeof url === 'string' ? url : '', at, session);
  if (loaded.fault !== undefined) {
    obstructed('issuer-binding', asKey(loaded), findings);
    return undefined;
  }
  const { document } = loaded;
  const faults: [CheckId, Fault | undefined][] = [
    ['contexts', within(contextsFault(document, isFirst), at)],
    ['context-integrity', within(modifiedFault(document), at)],
    ['shape', shape(document, isFirst, at)],
  ];
  for (const [check, found] of faults) {
    if (found === undefined) continue;
    findings.set(check, failed(found));
    return undefined;
  }
  return document;
}

/** Of an issuer that cannot be reached nobody can find the key, or what it answers for. */
function asKey(obstacle: Obstacle): Obstacle {
  const { fault: found, certain } = obstacle;
  return found.code === 'status-unavailable'
    ? { fault: fault('key-unresolvable', found.pointer, found.detail), certain }
    : obstacle;
}

function within(found: Fault | undefined, pointer: string): Fault | undefined {
  return found === undefined ? undefined : { ...found, pointer: pointer + found.pointer };
}
