export type {
  ConsistencyProof,
  Entry,
  EntryKind,
  EntryState,
  InclusionProof,
  LogProblem,
  LogProblemKind,
  LogReport,
  SignedCheckpoint,
} from './model.ts';
export { append, sequenceTask } from './append.ts';
export { sequence } from './sequence.ts';
export { consistencyProof, inclusionProof, latestCheckpoint, stateOf } from './prove.ts';
export { fsck } from './fsck.ts';
export { errors } from './errors.ts';
