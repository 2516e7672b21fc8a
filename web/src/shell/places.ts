/** The groups of the navigation, in the order in which they stand; `account` is the menu of the account. */
export const groups = [
  'own',
  'assess',
  'issue',
  'register',
  'skills',
  'fund',
  'organisation',
  'instance',
  'open',
  'account',
] as const;

/** One of them. */
export type Group = (typeof groups)[number];

/** A place as an area lists it in `screens/<area>/places.ts`. */
export interface PlaceSpec {
  readonly group: Group;
  /** Where it is; with `$orgId` it is a place of the organisation that is at hand. */
  readonly to: string;
  /** Its name: a key of the words `nav`. */
  readonly label: string;
  /** The right in the organisation without which it is not shown. */
  readonly right?: string;
  /** The roles of which one is needed; whoever has another role may open it, but is not led there. */
  readonly roles?: readonly string[];
  /** Who is led there when it belongs to no organisation; nothing: everybody. */
  readonly needs?: 'account' | 'operator';
  /** Smaller stands earlier within its group; 50 where it does not matter. */
  readonly order?: number;
}

/** What the shell knows of the person who is signed in. */
export interface Me {
  readonly name: string;
  readonly isOperator?: boolean;
  readonly memberships: readonly Membership[];
}

/** One organisation that a person belongs to. */
export interface Membership {
  readonly orgId: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly rights: readonly string[];
}

/** A place that a person is led to. */
export interface Place {
  readonly to: string;
  readonly label: string;
  readonly group: Group;
}

const files = import.meta.glob<{ readonly places: readonly PlaceSpec[] }>('../screens/*/places.ts', {
  eager: true,
});

/** Every place that an area lists. */
export const allPlaces: readonly PlaceSpec[] = Object.values(files).flatMap(({ places }) => [...places]);

/** Decides where somebody is led: what is open, what is their own, and what their roles in one organisation are for. */
export function placesOf(
  me: Me | null,
  org: Membership | null,
  specs: readonly PlaceSpec[] = allPlaces,
): Place[] {
  const isFor = (spec: PlaceSpec): boolean => {
    if (spec.needs === 'account' && me === null) return false;
    if (spec.needs === 'operator' && me?.isOperator !== true) return false;
    if (!spec.to.includes('$orgId')) return true;
    if (org === null) return false;
    if (spec.right !== undefined && !org.rights.includes(spec.right)) return false;
    return spec.roles?.some((role) => org.roles.includes(role)) ?? true;
  };
  return specs
    .filter(isFor)
    .toSorted(
      (a, b) => groups.indexOf(a.group) - groups.indexOf(b.group) || (a.order ?? 50) - (b.order ?? 50),
    )
    .map(({ to, label, group }) => ({ to: to.replace('$orgId', org?.orgId ?? ''), label, group }));
}

/** The places of the account menu, the same for whoever is signed in. */
export function accountPlaces(me: Me | null, specs: readonly PlaceSpec[] = allPlaces): Place[] {
  return placesOf(me, null, specs).filter(({ group }) => group === 'account');
}
