import { expect, it } from 'vitest';
import { placesOf, type Membership, type PlaceSpec } from './places.ts';

const specs: readonly PlaceSpec[] = [
  { group: 'open', to: '/verify', label: 'verify' },
  { group: 'own', to: '/record', label: 'record', needs: 'account' },
  { group: 'issue', to: '/orgs/$orgId/awards', label: 'awards', right: 'awards:read', order: 20 },
  { group: 'issue', to: '/orgs/$orgId/badges', label: 'badges', roles: ['issuer'], order: 10 },
  { group: 'instance', to: '/instance', label: 'instance', needs: 'operator' },
];
const org: Membership = { orgId: 'org_1', name: 'One', roles: ['assessor'], rights: ['awards:read'] };
const me = { name: 'Ada', memberships: [org] };
const labels = (...args: Parameters<typeof placesOf>): string[] =>
  placesOf(...args).map(({ label }) => label);

it('a visitor is led only to what is open', () => {
  expect(labels(null, null, specs)).toEqual(['verify']);
});

it('a place of an organisation needs the right or the role there, and stands in its group', () => {
  expect(labels(me, org, specs)).toEqual(['record', 'awards', 'verify']);
  expect(labels(me, { ...org, roles: ['issuer'], rights: [] }, specs)).toEqual([
    'record',
    'badges',
    'verify',
  ]);
  expect(placesOf(me, org, specs)[1]?.to).toBe('/orgs/org_1/awards');
});

it('only an operator is led to the instance', () => {
  expect(labels({ ...me, isOperator: true }, null, specs)).toContain('instance');
  expect(labels(me, org, specs)).not.toContain('instance');
});
