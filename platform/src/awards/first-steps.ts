import type { OrgId } from '#kernel';
import type { Tx } from '#store';
import { listBadges, type BadgeId } from '#badges';
import { findOrg } from '#parties';
import { listAwards } from './find.ts';
import type { AwardId } from './model.ts';

/** What leads from an empty organisation to its first credential, in order. `look` is what it was for. */
export type FirstStep = 'brand' | 'badge' | 'award' | 'look';

/** What an organisation has of it so far. */
export interface FirstFacts {
  /** Whether it has a logo or a colour of its own. */
  readonly isBranded: boolean;
  /** The badge that is furthest: the first one that is open for awards, else the first draft; null where there is none. */
  readonly badge: { readonly badgeId: BadgeId; readonly name: string; readonly isOpen: boolean } | null;
  /** Its only award; one of several where it has awarded more than once; null where there is none. */
  readonly award: {
    readonly awardId: AwardId;
    readonly credentialId: string;
    readonly title: string;
  } | null;
  /** Whether it has awarded more than once: then it needs no leading. */
  readonly isPractised: boolean;
}

/** How far an organisation is on the way to its first credential. */
export interface FirstSteps extends FirstFacts {
  /** What to do now; null once it has awarded more than once. */
  readonly next: FirstStep | null;
}

/**
 * Decides what comes next. A brand is no condition: whoever has begun a badge without one is led on along the badge.
 */
export function nextFirstStep({ isBranded, badge, award, isPractised }: FirstFacts): FirstStep | null {
  if (isPractised) return null;
  if (award !== null) return 'look';
  if (badge?.isOpen === true) return 'award';
  return badge !== null || isBranded ? 'badge' : 'brand';
}

/** How many badges are looked at for one that is open; an organisation that has more needs no leading. */
const badgesLookedAt = 50;

/** Finds how far an organisation is on the way to its first credential, from what it really has. */
export async function findFirstSteps(tx: Tx, input: { readonly orgId: OrgId }): Promise<FirstSteps> {
  const { orgId } = input;
  const org = await findOrg(tx, { orgId });
  const badges = (await listBadges(tx, { orgId, limit: badgesLookedAt })).items.toReversed();
  const awards = (await listAwards(tx, { orgId, page: { limit: 2 } })).items;
  const open = badges.find(({ current }) => current?.status === 'published')?.current;
  const draft = badges.find((badge) => badge.draft !== null)?.draft;
  const badge = open ?? draft ?? null;
  const first = awards.at(-1);
  const facts: FirstFacts = {
    isBranded: org?.image !== undefined || org?.accentColour !== undefined,
    badge: badge === null ? null : { badgeId: badge.badgeId, name: badge.name, isOpen: badge === open },
    award:
      first === undefined
        ? null
        : { awardId: first.awardId, credentialId: first.credentialId, title: first.title },
    isPractised: awards.length > 1,
  };
  return { ...facts, next: nextFirstStep(facts) };
}
