import type { HeldAward, PartState, Requirement } from './model.ts';
import { explain } from './rules.ts';

/** An award as its issuer knows it. */
export interface StandingAward {
  readonly awardId: string;
  readonly badgeId: string;
  readonly version: number;
  readonly state: 'active' | 'suspended' | 'revoked';
  readonly validUntil: Date | null;
}

/** A composite, the requirement that it stands for, and the parts that its credential names. */
export interface StandingComposite {
  readonly awardId: string;
  readonly requirement: Requirement;
  readonly parts: readonly string[];
}

/** What all awards of one person in one organisation are worth at a moment. */
export interface Standing {
  readonly held: readonly HeldAward[];
  readonly stateOf: (awardId: string) => PartState;
  /** Whether every part that a composite names is current. */
  readonly isIntact: (composite: StandingComposite) => boolean;
}

/**
 * Says which awards are current. A composite is current only while its own requirement is met by other current
 * awards: what was revoked deep inside stops counting all the way up. Composites are let in one by one, starting
 * from none, so that no two of them can hold each other up.
 */
export function standingOf(
  awards: readonly StandingAward[],
  composites: readonly StandingComposite[],
  at: Date,
): Standing {
  const isUsable = (a: StandingAward): boolean => a.state === 'active' && !hasEnded(a, at);
  const open = new Map(composites.map((c) => [c.awardId, c]));
  const current = new Set(awards.filter((a) => isUsable(a) && !open.has(a.awardId)).map((a) => a.awardId));
  const held = (): HeldAward[] =>
    awards.map(({ awardId, badgeId, version }) => ({
      awardId,
      badgeId,
      version,
      isCurrent: current.has(awardId),
    }));
  const waiting = new Set(awards.filter((a) => isUsable(a) && open.has(a.awardId)).map((a) => a.awardId));
  for (let before = -1; before !== waiting.size;) {
    before = waiting.size;
    for (const awardId of [...waiting]) {
      const composite = open.get(awardId);
      if (composite === undefined || !explain(composite.requirement, held()).isMet) continue;
      current.add(awardId);
      waiting.delete(awardId);
    }
  }
  const byId = new Map(awards.map((a) => [a.awardId, a]));
  return {
    held: held(),
    stateOf: (awardId) => {
      const award = byId.get(awardId);
      if (award === undefined || award.state === 'revoked') return 'revoked';
      if (award.state === 'suspended') return 'suspended';
      if (hasEnded(award, at)) return 'expired';
      return current.has(awardId) ? 'active' : 'broken';
    },
    isIntact: (composite) => composite.parts.every((part) => current.has(part)),
  };
}

function hasEnded(award: StandingAward, at: Date): boolean {
  return award.validUntil !== null && award.validUntil.getTime() <= at.getTime();
}

/** Says in words what has become of the parts of a composite. */
export function sentenceOf(states: readonly PartState[]): string {
  const words: readonly [PartState, string, string][] = [
    ['revoked', 'A part is revoked.', 'parts are revoked.'],
    ['suspended', 'A part is suspended.', 'parts are suspended.'],
    ['expired', 'A part has expired.', 'parts have expired.'],
    ['broken', 'A part lacks a part of its own.', 'parts lack parts of their own.'],
  ];
  const sentences = words.flatMap(([state, one, many]) => {
    const n = states.filter((s) => s === state).length;
    return n === 0 ? [] : [n === 1 ? one : `${String(n)} ${many}`];
  });
  return sentences.length === 0 ? 'All parts are current.' : sentences.join(' ');
}
