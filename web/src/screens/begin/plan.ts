import type { FirstSteps } from './first-steps.ts';

/** One step of the way: its words are `begin.step….<name>`, with what stands in them. */
export interface PlannedStep {
  readonly name: 'organisation' | 'brand' | 'badge' | 'draft' | 'award' | 'look';
  readonly state: 'done' | 'now' | 'later';
  readonly values: Readonly<Record<string, string>>;
  /** Where it is done; null where something has to be done before. */
  readonly to: string | null;
  readonly search: Readonly<Record<string, string>>;
}

/** The way to the first credential, with what is done, what is next, and where each step is taken. */
export function planOf(
  org: { readonly orgId: string; readonly name: string },
  facts: FirstSteps,
): PlannedStep[] {
  const { isBranded, badge, award, next } = facts;
  const at = `/orgs/${org.orgId}`;
  const isDraft = badge?.isOpen === false;
  const stateOf = (isDone: boolean, name: FirstSteps['next']): PlannedStep['state'] =>
    isDone ? 'done' : next === name ? 'now' : 'later';
  const uuid = award?.credentialId.replace('urn:uuid:', '');
  return [
    { name: 'organisation', state: 'done', values: { org: org.name }, to: `${at}/settings`, search: {} },
    { name: 'brand', state: stateOf(isBranded, 'brand'), values: {}, to: `${at}/settings`, search: {} },
    {
      name: isDraft ? 'draft' : 'badge',
      state: stateOf(badge?.isOpen === true, 'badge'),
      values: { badge: badge?.name ?? '' },
      to: badge === null ? `${at}/badges/new` : `${at}/badges/${badge.badgeId}${isDraft ? '/edit' : ''}`,
      search: {},
    },
    {
      name: 'award',
      state: stateOf(award !== null, 'award'),
      values: { badge: badge?.name ?? '' },
      to: award !== null ? `${at}/awards` : badge?.isOpen === true ? `${at}/awards/new` : null,
      search: award !== null ? { open: award.awardId } : badge === null ? {} : { badgeId: badge.badgeId },
    },
    {
      name: 'look',
      state: stateOf(false, 'look'),
      values: { title: award?.title ?? '' },
      to: uuid === undefined ? null : `/c/${uuid}`,
      search: {},
    },
  ];
}
