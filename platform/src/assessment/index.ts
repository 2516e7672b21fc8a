export {
  criterionSchema,
  evidenceLimits,
  evidenceSchema,
  levelSchema,
  rubricSchema,
  scoreRuleSchema,
  scoreSchema,
  shareSchema,
  submissionSchema,
  type Assessor,
  type Criterion,
  type CriterionExplanation,
  type Decision,
  type DecisionId,
  type Evidence,
  type EvidenceContent,
  type EvidenceId,
  type EvidenceInput,
  type ExactShare,
  type Explanation,
  type JudgementId,
  type Level,
  type Outcome,
  type Result,
  type Rubric,
  type RubricDraft,
  type RubricId,
  type Score,
  type ScoreRule,
  type Share,
  type Submission,
  type SubmissionId,
  type SubmissionState,
  type SubmissionSummary,
} from './model.ts';
export {
  judgementDraftSchema,
  lockMs,
  type BadgeQueue,
  type JudgementDraft,
  type JudgementDraftInput,
  type NamedAssessor,
  type QueueHolder,
  type QueueItem,
  type QueueSummary,
  type SubmissionLock,
} from './queue-model.ts';
export { copyRubric, setRubric } from './set-rubric.ts';
export { resubmitEvidence, submitEvidence } from './submit.ts';
export { returnSubmission } from './return.ts';
export { readQueue, summariseQueue } from './queue.ts';
export { findLock, lockSubmission, takeNext, unlockSubmission } from './lock.ts';
export { dropDraft, findDraft, saveDraft } from './judgement-draft.ts';
export { findReach, listIssuersTried, listTried, type BadgeReach } from './reach.ts';
export { neededLevel, standingsOf, type CriterionStanding, type StandingState } from './reach-rules.ts';
export { judge } from './judge.ts';
export { decideByRule } from './decide-by-rule.ts';
export {
  findDecision,
  findEvidenceBadge,
  findEvidenceFile,
  findRubric,
  findSubmission,
  listQueue,
  listSubmissions,
} from './find.ts';
export { decide, levelsByRule, type RuleResult } from './rules.ts';
export { resultDescriptionsOf, resultsOf } from './results.ts';
export { type MasteryReached } from './events.ts';
export { errors } from './errors.ts';
