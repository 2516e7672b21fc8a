import type { OrgId } from '#kernel';
import type { Told } from '#store';
import type { BadgeId } from './model.ts';

/** A version was published and frozen; `supersedes` is the version that it closed, or null. */
export function badgePublished(event: {
  orgId: OrgId;
  badgeId: BadgeId;
  version: number;
  digest: string;
  supersedes: number | null;
}): Told {
  const { orgId, ...payload } = event;
  return { name: 'badge.published', key: event.badgeId, orgId, payload };
}

/** A version was withdrawn: it takes neither evidence nor awards any more. */
export function badgeRetired(event: { orgId: OrgId; badgeId: BadgeId; version: number }): Told {
  const { orgId, ...payload } = event;
  return { name: 'badge.retired', key: event.badgeId, orgId, payload };
}
