import type { Me, Place } from './places.ts';

/** One step along the walk of a credential: who looks, and where. */
export interface Step {
  /** Its words: `shell.guide.steps.<name>`. */
  readonly name: 'badge' | 'assess' | 'award' | 'record' | 'verify' | 'inventory';
  /** The role of the person to look as; null: nobody has to be signed in. */
  readonly role: string | null;
  /** Names of places (keys of `nav`), the best first. */
  readonly places: readonly string[];
}

/** The walk, in the order in which it happens. */
export const steps: readonly Step[] = [
  { name: 'badge', role: null, places: ['badges'] },
  { name: 'assess', role: 'assessor', places: ['queue', 'awards'] },
  { name: 'award', role: 'issuer', places: ['awards'] },
  { name: 'record', role: 'learner', places: ['record'] },
  { name: 'verify', role: null, places: ['verify'] },
  { name: 'inventory', role: 'hr', places: ['inventory'] },
];

/** Where a step leads somebody; the start page when they have none of its places. */
export function addressOf(step: Step, places: readonly Place[]): string {
  for (const name of step.places) {
    const found = places.find(({ label }) => label === name);
    if (found !== undefined) return found.to;
  }
  return '/';
}

/** The organisation in which somebody has a role; their first one when they have it nowhere. */
export function orgWith(me: Me | null, role: string | null): Me['memberships'][number] | null {
  const held = me?.memberships ?? [];
  return held.find(({ roles }) => role !== null && roles.includes(role)) ?? held[0] ?? null;
}
