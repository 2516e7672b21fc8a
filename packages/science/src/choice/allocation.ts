import { refuse, requireFinite } from '../core/index.ts';
import { solveMixedInteger, type Row, type SolveOptions, type Solver } from './solver.ts';

/** One possible use: source `from` may give `amount` to place `to`. */
export interface Use {
  from: number;
  to: number;
  amount: number;
}

/** A bound on what a group of sources gives in all: at most `most`, at least `leastShare` (0 to 1) of everything given. */
export interface GroupBound {
  from: readonly number[];
  most?: number;
  leastShare?: number;
}

/** Sources with capacities, places with demands, and the uses that are possible. */
export interface Allocation {
  capacity: ArrayLike<number>;
  demand: ArrayLike<number>;
  uses: readonly Use[];
  bounds?: readonly GroupBound[];
  /** `whole`: a use gives all of its amount or nothing; `divisible`: any part of it. */
  giving: 'whole' | 'divisible';
  /** `places`: as many places as possible filled to their demand; `amount`: as much demand met as possible. */
  aim: 'places' | 'amount';
}

/** What each use gives, and how far each place is met (never counted above its demand). */
export type AllocationResult =
  | {
      status: 'optimal' | 'time_limit';
      given: Float64Array;
      met: Float64Array;
      filled: boolean[];
      total: number;
    }
  | { status: 'nothing_found' };

/**
 * Allocates sources to places without counting anything twice, by a mixed-integer program.
 * A source never gives more than its capacity in all; a place may be given more than it needs.
 * Refuses `not_finite`, `out_of_range`. For places and sources of one unit, `maximumMatching` does the same faster.
 */
export function allocate(
  solver: Solver,
  allocation: Allocation,
  options: SolveOptions = {},
): AllocationResult {
  checkAllocation(allocation);
  const { capacity, demand, uses, giving, aim } = allocation;
  const places = demand.length;
  // Variables: one a use (its share from 0 to 1), then one a place (filled, or the amount met).
  const n = uses.length + places;
  const objective = new Float64Array(n).fill(1, uses.length);
  const upper = new Float64Array(n).fill(1);
  const integer = new Uint8Array(n);
  uses.forEach((_, u) => (integer[u] = giving === 'whole' ? 1 : 0));
  for (let t = 0; t < places; t++) {
    integer[uses.length + t] = aim === 'places' ? 1 : 0;
    if (aim === 'amount') upper[uses.length + t] = demand[t]!;
  }
  const rows = sourceRows(capacity, uses);
  rows.push(...placeRows(demand, uses, aim), ...boundRows(allocation));
  const result = solveMixedInteger(solver, { sense: 'maximise', objective, rows, upper, integer }, options);
  if (result.status !== 'optimal' && result.status !== 'time_limit') return { status: 'nothing_found' };
  const given = Float64Array.from(uses, (use, u) => use.amount * result.values[u]!);
  const met = new Float64Array(places);
  uses.forEach((use, u) => (met[use.to]! += given[u]!));
  const filled = Array.from(
    { length: places },
    (_, t) => met[t]! >= demand[t]! - 1e-9 * Math.max(1, demand[t]!),
  );
  for (let t = 0; t < places; t++) met[t] = Math.min(met[t]!, demand[t]!);
  const total = aim === 'places' ? filled.filter(Boolean).length : met.reduce((a, b) => a + b, 0);
  return { status: result.status, given, met, filled, total };
}

function sourceRows(capacity: ArrayLike<number>, uses: readonly Use[]): Row[] {
  return Array.from({ length: capacity.length }, (_, s) => ({
    terms: uses.flatMap((use, u) => (use.from === s ? [[u, use.amount] as const] : [])),
    high: capacity[s]!,
  })).filter((row) => row.terms.length > 0);
}

function placeRows(demand: ArrayLike<number>, uses: readonly Use[], aim: Allocation['aim']): Row[] {
  return Array.from({ length: demand.length }, (_, t) => ({
    terms: [
      ...uses.flatMap((use, u) => (use.to === t ? [[u, use.amount] as const] : [])),
      [uses.length + t, aim === 'places' ? -demand[t]! : -1] as const,
    ],
    low: 0,
  }));
}

function boundRows({ uses, bounds = [] }: Allocation): Row[] {
  return bounds.flatMap((bound): Row[] => {
    const inside = new Set(bound.from);
    const rows: Row[] = [];
    const terms = uses.flatMap((use, u) => (inside.has(use.from) ? [[u, use.amount] as const] : []));
    if (bound.most !== undefined && terms.length > 0) rows.push({ terms, high: bound.most });
    const share = bound.leastShare;
    if (share !== undefined && uses.length > 0)
      rows.push({
        terms: uses.map((use, u) => [u, use.amount * ((inside.has(use.from) ? 1 : 0) - share)] as const),
        low: 0,
      });
    return rows;
  });
}

function checkAllocation({ capacity, demand, uses, bounds = [] }: Allocation): void {
  requireFinite('capacity', capacity);
  requireFinite('demand', demand);
  for (const [name, xs] of [
    ['capacity', capacity],
    ['demand', demand],
  ] as const)
    for (let i = 0; i < xs.length; i++)
      if (xs[i]! < 0) refuse('out_of_range', name, `entry ${i} is negative`);
  uses.forEach((use, u) => {
    if (!isIndex(use.from, capacity.length) || !isIndex(use.to, demand.length))
      refuse('out_of_range', 'uses', `use ${u} goes from ${use.from} to ${use.to}`);
    if (!Number.isFinite(use.amount)) refuse('not_finite', 'uses', `amount of use ${u}`);
    if (use.amount < 0) refuse('out_of_range', 'uses', `amount of use ${u} is negative`);
  });
  for (const bound of bounds) {
    if (bound.most !== undefined && !(bound.most >= 0))
      refuse('out_of_range', 'bounds', `most ${bound.most}`);
    const share = bound.leastShare;
    if (share !== undefined && !(share >= 0 && share <= 1))
      refuse('out_of_range', 'bounds', `leastShare ${share}`);
  }
}

function isIndex(i: number, length: number): boolean {
  return Number.isInteger(i) && i >= 0 && i < length;
}
