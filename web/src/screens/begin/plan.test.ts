import { describe, expect, it } from 'vitest';
import type { FirstSteps } from './first-steps.ts';
import { planOf } from './plan.ts';

const org = { orgId: 'org_1', name: 'Harbour School' };
const none: FirstSteps = { isBranded: false, badge: null, award: null, isPractised: false, next: 'brand' };
const shown = (facts: FirstSteps): string[] =>
  planOf(org, facts).map(({ name, state }) => `${name} ${state}`);

describe('the way to the first credential', () => {
  it('begins with the organisation done and the brand next', () => {
    expect(shown(none)).toEqual([
      'organisation done',
      'brand now',
      'badge later',
      'award later',
      'look later',
    ]);
  });

  it('leads to the draft that was begun, with the brand left for later', () => {
    const badge = { badgeId: 'bdg_1', name: 'Knots', isOpen: false };
    const plan = planOf(org, { ...none, badge, next: 'badge' });
    expect(plan.map(({ name, state }) => `${name} ${state}`).slice(1, 3)).toEqual([
      'brand later',
      'draft now',
    ]);
    expect(plan[2]?.to).toBe('/orgs/org_1/badges/bdg_1/edit');
    expect(plan[3]?.to).toBeNull();
  });

  it('ends at the page of the credential', () => {
    const badge = { badgeId: 'bdg_1', name: 'Knots', isOpen: true };
    const award = { awardId: 'awd_1', credentialId: 'urn:uuid:0000', title: 'Knots' };
    const plan = planOf(org, { ...none, badge, award, next: 'look' });
    expect(plan.at(-1)).toMatchObject({ name: 'look', state: 'now', to: '/c/0000' });
    expect(plan[3]).toMatchObject({ state: 'done', search: { open: 'awd_1' } });
  });
});
