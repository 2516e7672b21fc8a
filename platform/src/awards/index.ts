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
export { listTtlMs, listValidMs, statusListCredential, type SignedList } from './status-list.ts';
export {
  credentialText,
  findAward,
  findAwardByCredential,
  findAwards,
  listAwards,
  listStatusChanges,
  type AwardDocument,
  type AwardFilter,
} from './find.ts';
export { credentialLeaf, listLeaf, statusLeaf, type StatusStatement } from './leaf.ts';
export { decideChange, type ChangeDecision } from './rules.ts';
export { events } from './events.ts';
export { awardJobs } from './jobs.ts';
export { errors } from './errors.ts';
