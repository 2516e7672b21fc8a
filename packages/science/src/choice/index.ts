export { maximumMatching, fillAll, type Matching } from './matching.ts';
export { checkDag, criticalPath, allOf, type DagCheck, type Prerequisites } from './order.ts';
export { isState, fringes, knowledgeStates, type Fringes } from './knowledge.ts';
export {
  openSolver,
  solveMixedInteger,
  type MixedInteger,
  type MixedIntegerResult,
  type Row,
  type SolveOptions,
  type Solver,
  type SolverAnswer,
} from './solver.ts';
export {
  cheapestCompletion,
  goalHolds,
  type Completion,
  type CompletionResult,
  type Goal,
} from './completion.ts';
export { allocate, type Allocation, type AllocationResult, type GroupBound, type Use } from './allocation.ts';
