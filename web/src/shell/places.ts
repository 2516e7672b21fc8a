/** What the shell knows of the person who is signed in. */
interface Me {
  readonly memberships: readonly {
    readonly orgId: string;
    readonly name: string;
    readonly rights: readonly string[];
  }[];
}

/** One place that the navigation leads to. */
export interface Place {
  readonly to: string;
  readonly label: string;
  /** The organisation that it belongs to, where there is more than one to choose from. */
  readonly org?: string;
  /** What is there for this person, with the name of the organisation that it is about. */
  readonly about?: string;
  readonly orgName?: string;
}

/** Where a person can go: what is open to everybody, their own record, and what their roles let them see. */
export function placesOf(me: Me | null): readonly Place[] {
  const open: Place[] = [
    { to: '/verify', label: 'nav.verify', about: 'home.verifyAbout' },
    { to: '/badges', label: 'nav.badges' },
  ];
  if (me === null) return open;
  const desks = me.memberships.flatMap((membership) => {
    const orgName = membership.name;
    const org = me.memberships.length > 1 ? { org: orgName } : {};
    const places: Place[] = [];
    const add = (right: string, path: string, label: string, about: string): void => {
      if (membership.rights.includes(right))
        places.push({ to: `/orgs/${membership.orgId}/${path}`, label, about, orgName, ...org });
    };
    add('awards:read', 'awards', 'nav.awards', 'home.awardsAbout');
    add('inventory:read', 'inventory', 'nav.inventory', 'home.inventoryAbout');
    return places;
  });
  return [...open, { to: '/record', label: 'nav.record', about: 'home.recordAbout' }, ...desks];
}
