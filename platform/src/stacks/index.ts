export {
  requirementLimits,
  requirementSchema,
  stackDraftSchema,
  type CompositeState,
  type Evaluation,
  type EvaluationId,
  type Explanation,
  type HeldAward,
  type Leaf,
  type PartState,
  type Progress,
  type Requirement,
  type StackDraft,
  type StackId,
  type StackStatus,
  type StackVersion,
} from './model.ts';
export { createStack, reviseStack, updateStackDraft } from './draft.ts';
export { publishStack, retireStack } from './publish.ts';
export { findStack, listPublishedStacks, listStacks, listStackVersions, type OwnStack } from './find.ts';
export { evaluate } from './evaluate.ts';
export { evaluateHolders, planHolders, stackJobs } from './holders.ts';
export { compositeState, progress } from './progress.ts';
export { listBegun } from './begun.ts';
export { listEvaluations } from './evaluation-store.ts';
export { explain, leavesOf, requirementProblems, type RequirementProblem } from './rules.ts';
export { findCycle, type StackEdge } from './graph.ts';
export { errors } from './errors.ts';
