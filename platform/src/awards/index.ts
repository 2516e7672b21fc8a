export {
  awardSchema,
  batchRowSchema,
  changeManySchema,
  createBatchSchema,
  MAX_BATCH_ROWS,
  reasonSchema,
  recipientSchema,
  type Award,
  type AwardId,
  type AwardSource,
  type AwardState,
  type Batch,
  type BatchId,
  type BatchReport,
  type BatchRow,
  type BatchRowInput,
  type Grant,
  type IssueResult,
  type RowProblem,
  type StatusChange,
  type StatusListId,
  type StatusOutcome,
  type StatusPurpose,
  type StatusRecord,
} from './model.ts';
export { issue, issueMany } from './issue.ts';
export { awardPerson } from './award-person.ts';
export { recoverIntents } from './recover.ts';
export { createBatch, previewBatch, type BatchRequest } from './batch.ts';
export { runBatch } from './run-batch.ts';
export { findBatch, listBatches, listBatchRows } from './batch-store.ts';
export { changeStatus, previewStatusChange, reinstate, revoke, suspend, type ChangeInput } from './status.ts';
export {
  actionKinds,
  actionSchema,
  selectionSchema,
  type Action,
  type ActionId,
  type ActionItem,
  type ActionKind,
  type ActionPreview,
  type ActionRequest,
  type Selection,
} from './action-model.ts';
export { cancelAction, createAction, previewAction, undoAction } from './act.ts';
export { runAction } from './run-action.ts';
export { findAction, listActionItems, listActions } from './action-store.ts';
export { secondsLeft } from './action-rules.ts';
export { markClaimed, markClaimSent, markClaimViewed, requestClaimMails } from './claim-state.ts';
export { listTtlMs, listValidMs, statusListCredential, type SignedList } from './status-list.ts';
export {
  credentialText,
  findAward,
  findAwardByCredential,
  findAwards,
  listAwards,
  listStatusChanges,
  type AwardDocument,
  type AwardsOf,
} from './find.ts';
export { tableOfAwards, type TableRequest } from './table.ts';
export { countAwards } from './count.ts';
export {
  awardFilterSchema,
  awardSorts,
  type AwardFilter,
  type AwardSort,
  type ClaimState,
  type Direction,
  type Total,
} from './table-model.ts';
export { countAwardDays, type AwardDay } from './statistics.ts';
export { claimStateOf, csvLine, exportAwards } from './export.ts';
export { findFirstSteps, type FirstStep, type FirstSteps } from './first-steps.ts';
export { findHolders, type Holder } from './holders.ts';
export { credentialLeaf, listLeaf, statusLeaf, type StatusStatement } from './leaf.ts';
export { decideChange, type ChangeDecision } from './rules.ts';
export { events } from './events.ts';
export { awardJobs } from './jobs.ts';
export { errors } from './errors.ts';
