/** A requirement of a stack, as far as its badges are looked for in it. */
interface Requirement {
  readonly [key: string]: unknown;
}

/** A published stack, as far as a learner's screens read it. */
export interface PublishedStack {
  readonly orgId: string;
  readonly stackId: string;
  readonly badgeId: string;
  readonly name: string;
  readonly requirement: object;
}

/** The badges that a requirement names, wherever in it. */
export function badgesIn(requirement: object): string[] {
  const found: string[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (typeof value === 'object' && value !== null) {
      const { badgeId } = value as Requirement;
      if (typeof badgeId === 'string') found.push(badgeId);
      Object.values(value).forEach(visit);
    }
  };
  visit(requirement);
  return found;
}

/** The stacks for which a badge counts. */
export function stacksNaming<T extends PublishedStack>(stacks: readonly T[], badgeId: string): T[] {
  return stacks.filter(({ requirement }) => badgesIn(requirement).includes(badgeId));
}
