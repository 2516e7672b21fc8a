import { refuse } from '../core/index.ts';

/** What this family needs of a solver: the one-shot call of `highs`, on text in CPLEX LP format. */
export interface Solver {
  solve(problem: string, options?: Readonly<Record<string, string | number | boolean>>): SolverAnswer;
}

/** The parts of a solver's answer that are read. */
export interface SolverAnswer {
  Status: string;
  ObjectiveValue: number;
  Columns: Readonly<Record<string, { readonly Primal?: number }>>;
}

/**
 * Opens the HiGHS solver on the bytes of its WebAssembly file (`highs/runtime`, about 4 MB), which the caller
 * reads or fetches: this package opens no file and no socket.
 * Refuses `empty`.
 */
export async function openSolver(wasm: ArrayBuffer | ArrayBufferView): Promise<Solver> {
  if (wasm.byteLength === 0) refuse('empty', 'wasm', 'the bytes of highs.wasm');
  // The package declares its types for CommonJS, where the loader lies one level deeper than in the module.
  const loaded = (await import('highs')) as unknown as { default: LoadSolver };
  return loaded.default({ wasmBinary: wasm });
}

type LoadSolver = (options: { wasmBinary: ArrayBuffer | ArrayBufferView }) => Promise<Solver>;

/** One linear row: `low ≤ Σ coefficient·variable ≤ high`; leave a side out where there is none. */
export interface Row {
  terms: readonly (readonly [variable: number, coefficient: number])[];
  low?: number;
  high?: number;
}

/** A mixed-integer program over variables 0 … n − 1. */
export interface MixedInteger {
  sense: 'minimise' | 'maximise';
  objective: ArrayLike<number>;
  rows: readonly Row[];
  /** Upper bound of each variable; the lower bound is 0. */
  upper: ArrayLike<number>;
  /** 1 where the variable takes whole numbers only. */
  integer: ArrayLike<number>;
}

/** The end of a solve; at the time limit the best point found so far comes back, where there is one. */
export type MixedIntegerResult =
  | { status: 'optimal' | 'time_limit'; objective: number; values: Float64Array }
  | { status: 'infeasible' | 'unbounded' | 'nothing_found' };

/** Bounds of the search: seconds of run time, and the relative gap at which it may stop (default 0). */
export interface SolveOptions {
  timeLimitSeconds?: number;
  relativeGap?: number;
}

/**
 * Solves a mixed-integer program; whole-number variables come back as exact whole numbers.
 * Infeasible and unbounded are answers, not errors. Refuses `not_finite`, `length_mismatch`, `out_of_range`, and
 * `not_converged` when the solver stops for a reason of its own.
 */
export function solveMixedInteger(
  solver: Solver,
  program: MixedInteger,
  options: SolveOptions = {},
): MixedIntegerResult {
  const n = program.objective.length;
  checkProgram(program);
  if (n === 0) return { status: 'optimal', objective: 0, values: new Float64Array(0) };
  const answer = solver.solve(writeLp(program), {
    output_flag: false,
    mip_rel_gap: options.relativeGap ?? 0,
    ...(options.timeLimitSeconds === undefined ? {} : { time_limit: options.timeLimitSeconds }),
  });
  const status = readStatus(answer.Status);
  const values = new Float64Array(n);
  if (status === 'infeasible' || status === 'unbounded') return { status };
  for (let j = 0; j < n; j++) {
    const x = answer.Columns[`x${j}`]?.Primal ?? 0;
    values[j] = program.integer[j] ? Math.round(x) : x;
  }
  if (status === 'time_limit' && !fits(program, values)) return { status: 'nothing_found' };
  let objective = 0;
  for (let j = 0; j < n; j++) objective += program.objective[j]! * values[j]!;
  return { status, objective, values };
}

/** Tells whether a point keeps every row, to 1e-6 of the row's own size. */
function fits(program: MixedInteger, values: Float64Array): boolean {
  return program.rows.every((row) => {
    let sum = 0;
    let size = 1;
    for (const [j, c] of row.terms) {
      sum += c * values[j]!;
      size += Math.abs(c * values[j]!);
    }
    return sum >= (row.low ?? -Infinity) - 1e-6 * size && sum <= (row.high ?? Infinity) + 1e-6 * size;
  });
}

function readStatus(status: string): 'optimal' | 'infeasible' | 'unbounded' | 'time_limit' {
  switch (status) {
    case 'Optimal':
      return 'optimal';
    case 'Infeasible':
    case 'Primal infeasible or unbounded':
      return 'infeasible';
    case 'Unbounded':
      return 'unbounded';
    case 'Time limit reached':
      return 'time_limit';
    default:
      return refuse('not_converged', 'program', `the solver stopped with "${status}"`);
  }
}

/** Writes the program in CPLEX LP format, every number with its shortest exact decimal form. */
function writeLp(program: MixedInteger): string {
  const n = program.objective.length;
  const objective: [number, number][] = Array.from({ length: n }, (_, j) => [j, program.objective[j]!]);
  const lines = [
    program.sense === 'minimise' ? 'Minimize' : 'Maximize',
    ` obj: ${writeTerms(objective)}`,
    'Subject To',
  ];
  let count = 0;
  for (const row of program.rows) {
    const terms = writeTerms(merge(row.terms));
    if (row.low !== undefined && row.low === row.high) lines.push(` r${count++}: ${terms} = ${row.low}`);
    else {
      if (row.low !== undefined && row.low !== -Infinity) lines.push(` r${count++}: ${terms} >= ${row.low}`);
      if (row.high !== undefined && row.high !== Infinity)
        lines.push(` r${count++}: ${terms} <= ${row.high}`);
    }
  }
  if (count === 0) lines.push(` r0: x0 >= 0`);
  lines.push('Bounds');
  for (let j = 0; j < n; j++)
    lines.push(program.upper[j] === Infinity ? ` x${j} >= 0` : ` 0 <= x${j} <= ${program.upper[j]!}`);
  const whole = Array.from({ length: n }, (_, j) => j).filter((j) => program.integer[j]);
  if (whole.length > 0) lines.push('General', ...whole.map((j) => ` x${j}`));
  lines.push('End');
  return lines.join('\n');
}

function merge(terms: Row['terms']): [number, number][] {
  const sum = new Map<number, number>();
  for (const [j, c] of terms) sum.set(j, (sum.get(j) ?? 0) + c);
  return [...sum];
}

function writeTerms(terms: readonly (readonly [number, number])[]): string {
  // A row or objective of zeros still needs a term; lines stay short, as readers of the format expect.
  const written = terms
    .filter(([, c]) => c !== 0)
    .map(([j, c]) => `${c < 0 ? '-' : '+'} ${Math.abs(c)} x${j}`);
  return written.length === 0 ? `0 x${terms[0]?.[0] ?? 0}` : written.join('\n  ');
}

function checkProgram(program: MixedInteger): void {
  const n = program.objective.length;
  if (program.upper.length !== n || program.integer.length !== n)
    refuse('length_mismatch', 'program', 'objective, upper and integer have one entry a variable');
  for (let j = 0; j < n; j++) {
    if (!Number.isFinite(program.objective[j]!)) refuse('not_finite', 'objective', `coefficient ${j}`);
    if (!(program.upper[j]! >= 0)) refuse('out_of_range', 'upper', `bound ${j} is not 0 or more`);
  }
  program.rows.forEach((row, i) => {
    for (const [j, c] of row.terms) {
      if (!Number.isInteger(j) || j < 0 || j >= n)
        refuse('out_of_range', 'rows', `row ${i} names variable ${j}`);
      if (!Number.isFinite(c)) refuse('not_finite', 'rows', `row ${i}, coefficient of variable ${j}`);
    }
    if (Number.isNaN(row.low) || Number.isNaN(row.high)) refuse('not_finite', 'rows', `bounds of row ${i}`);
  });
}
