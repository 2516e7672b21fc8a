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
}

/** Where a person can go: what is open to everybody, their own record, and what their roles let them see. */
export function placesOf(me: Me | null): readonly Place[] {
  const open: Place[] = [
    { to: '/verify', label: 'nav.verify' },
    { to: '/badges', label: 'nav.badges' },
  ];
  if (me === null) return open;
  const desks = me.memberships.flatMap((membership) => {
    const org = me.memberships.length > 1 ? { org: membership.name } : {};
    const places: Place[] = [];
    if (membership.rights.includes('awards:read'))
      places.push({ to: `/orgs/${membership.orgId}/awards`, label: 'nav.awards', ...org });
    if (membership.rights.includes('inventory:read'))
      places.push({ to: `/orgs/${membership.orgId}/inventory`, label: 'nav.inventory', ...org });
    return places;
  });
  return [...open, { to: '/record', label: 'nav.record' }, ...desks];
}
