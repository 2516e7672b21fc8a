import type { OrgId } from '#kernel';
import type { Told } from '#store';
import type { BadgeId } from '#badges';
import type { PersonId } from '#parties';
import type { DecisionId, Result, SubmissionId } from './model.ts';

/** What `mastery.reached` carries. */
export interface MasteryReached {
  readonly decisionId: DecisionId;
  readonly submissionId: SubmissionId;
  readonly badgeId: BadgeId;
  readonly version: number;
  readonly personId: PersonId;
  /** In the order of the rubric's criteria. */
  readonly results: readonly Result[];
  readonly isSynthetic: boolean;
}

/** A submission was decided as mastered; nothing is told of a `not_yet`. */
export function masteryReached(orgId: OrgId, payload: MasteryReached): Told {
  return { name: 'mastery.reached', key: payload.personId, orgId, payload: { ...payload } };
}
