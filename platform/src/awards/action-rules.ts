import type { Action, ActionKind, ActionRefusal, ItemOutcome } from './action-model.ts';
import type { AwardState, StatusChange } from './model.ts';
import { decideChange } from './rules.ts';

/** What is known of an award before an action. */
export interface Candidate {
  readonly state: AwardState;
  readonly isClaimed: boolean;
  /** Whether the organisation has an address of its holder. */
  readonly isReachable: boolean;
}

/** Decides what an action does to one award. A link is mailed again to who has not claimed, and only for what is good. */
export function decideItem(
  kind: ActionKind,
  award: Candidate,
): { readonly outcome: ItemOutcome; readonly code: ActionRefusal | null } {
  if (kind === 'resend') {
    if (award.state === 'revoked') return { outcome: 'refused', code: 'award_revoked' };
    if (award.isClaimed) return { outcome: 'refused', code: 'award_claimed' };
    if (!award.isReachable) return { outcome: 'refused', code: 'recipient_unknown' };
    return { outcome: 'changed', code: null };
  }
  const decision = decideChange(award.state, kind);
  if (decision.kind === 'final') return { outcome: 'refused', code: 'award_revoked' };
  return { outcome: decision.kind === 'none' ? 'unchanged' : 'changed', code: null };
}

/** The change that takes another one back, or null: a revocation is final, and a mail that was sent is sent. */
export function inverseOf(kind: ActionKind): StatusChange | null {
  if (kind === 'suspend') return 'reinstate';
  return kind === 'reinstate' ? 'suspend' : null;
}

/** Seconds until the rest is done, at the pace so far; null while there is no pace yet. */
export function secondsLeft(
  action: Pick<
    Action,
    'state' | 'startedAt' | 'itemCount' | 'changedCount' | 'unchangedCount' | 'refusedCount'
  >,
  now: Date,
): number | null {
  if (action.state === 'done' || action.state === 'cancelled') return 0;
  const done = action.changedCount + action.unchangedCount + action.refusedCount;
  if (action.startedAt === null || done === 0) return null;
  const spent = Math.max(0, now.getTime() - action.startedAt.getTime()) / 1_000;
  return Math.ceil((spent / done) * Math.max(0, action.itemCount - done));
}
