import { placesOf, type Me, type Membership } from '../../shell/places.ts';
import type { Note } from './notes.ts';

/** Something to begin with: its words (`home.steps.<name>`) and where it is done. */
export interface FirstStep {
  readonly name: string;
  readonly to: string;
}

/** The tasks of each role, as places (keys of `nav`) with the words that say what is done there. */
const tasks: Readonly<Record<string, readonly (readonly [place: string, step: string])[]>> = {
  learner: [
    ['record', 'record'],
    ['badges', 'browse'],
  ],
  assessor: [['queue', 'judge']],
  issuer: [
    ['awards', 'awards'],
    ['badges', 'browse'],
  ],
  registrar: [['awards', 'awards']],
  employer: [['verify', 'verify']],
  hr: [
    ['inventory', 'inventory'],
    ['verify', 'verify'],
  ],
  funder: [['verify', 'verify']],
};

/** What somebody can do right away: the first tasks of their roles, as far as there is a place for them. */
export function firstSteps(me: Me, org: Membership | null, notes: readonly Note[]): FirstStep[] {
  const roles = org === null || org.roles.length === 0 ? ['learner'] : org.roles;
  const places = placesOf(me, org);
  const seen = new Set(notes.map(({ to }) => to));
  const steps = roles.flatMap((role) =>
    (tasks[role] ?? []).flatMap(([label, name]) => {
      const place = places.find((found) => found.label === label);
      return place === undefined || seen.has(place.to) ? [] : [{ name, to: place.to }];
    }),
  );
  return steps.filter((step, i) => steps.findIndex(({ name }) => name === step.name) === i);
}

/** What the homes of some roles will hold that nothing feeds yet: words `home.later.<name>` and `<name>From`. */
const later: Readonly<Record<string, readonly string[]>> = {
  funder: ['programmes', 'claims', 'uplift'],
  registrar: ['credit', 'corrections'],
  employer: ['requests'],
};

/** What will be on the home of somebody with these roles. */
export function laterOf(roles: readonly string[]): string[] {
  return roles.flatMap((role) => later[role] ?? []);
}
