import type { Id, OrgId } from '#kernel';

/** How it is known that someone can do something. Only signed credentials count as `verified`; the other two are kept apart and have no door yet. */
export type Basis = 'verified' | 'assessed' | 'declared';

/** A competency of a framework at a level from 0 to 10. */
export interface Skill {
  readonly framework: string;
  readonly code: string;
  readonly level: number;
}

/** How many current employees hold a skill at exactly this level. */
export interface SkillCount extends Skill {
  readonly basis: Basis;
  readonly people: number;
}

/** That one person holds a skill at a level, until `endsAt` where the credentials behind it end. */
export interface Holding extends Skill {
  readonly basis: Basis;
  readonly personId: OrgId;
  readonly endsAt: Date | null;
}

/** What an award says about a person at most: a revoked and a suspended one count for nothing. */
export type FactState = 'active' | 'suspended' | 'revoked';

/**
 * What is known about one award in one employer's inventory, from one event or from many. Facts of the same
 * key join (see `joinFacts`); a fact without `skills` knows of the status or the end of consent alone.
 */
export interface Fact {
  readonly awardId: Id<'awd'>;
  /** Empty for the employer's own awards. */
  readonly consentId: Id<'cns'> | '';
  readonly personId: OrgId;
  /** The event that brought skills and end; 0 while none did. */
  readonly knownEvent: number;
  readonly skills: readonly Skill[];
  /** ISO time, or null for an award that never ends. */
  readonly endsAt: string | null;
  /** The status sequence of the award that `state` belongs to; -1 while none is known. */
  readonly sequence: number;
  readonly state: FactState;
  /** Whether the consent behind a shared award has ended. Never goes back: a new consent is a new fact. */
  readonly isEnded: boolean;
}

/** The latest word on an employment link; `linkEvent` decides which is the latest. */
export interface Link {
  readonly personId: OrgId;
  readonly linkEvent: number;
  readonly isLinked: boolean;
}

/** What events amount to, in whatever order they came. */
export interface Patch {
  readonly facts: readonly Fact[];
  readonly links: readonly Link[];
}
