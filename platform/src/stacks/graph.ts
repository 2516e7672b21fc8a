import { leavesOf } from './rules.ts';
import type { Requirement } from './model.ts';

/** What the graph of stacks knows of one: the badges it asks for lead to the badge it awards. */
export interface StackEdge {
  readonly badgeId: string;
  readonly requirement: Requirement;
}

/**
 * Finds a circle of badges that lead to one another through stacks, as the list of badges on it with the first
 * one repeated at the end; null when there is none. Published stacks never form one, so awarding always ends.
 */
export function findCycle(stacks: readonly StackEdge[]): string[] | null {
  const leadsTo = new Map<string, Set<string>>();
  for (const { badgeId, requirement } of stacks)
    for (const leaf of leavesOf(requirement)) {
      const targets = leadsTo.get(leaf.badgeId) ?? new Set();
      leadsTo.set(leaf.badgeId, targets.add(badgeId));
    }
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (badge: string): string[] | null => {
    const at = path.indexOf(badge);
    if (at >= 0) return [...path.slice(at), badge];
    if (done.has(badge)) return null;
    path.push(badge);
    for (const next of [...(leadsTo.get(badge) ?? [])].sort()) {
      const cycle = visit(next);
      if (cycle !== null) return cycle;
    }
    path.pop();
    done.add(badge);
    return null;
  };
  for (const badge of [...leadsTo.keys()].sort()) {
    const cycle = visit(badge);
    if (cycle !== null) return cycle;
  }
  return null;
}
