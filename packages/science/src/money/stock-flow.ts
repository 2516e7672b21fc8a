import {
  at,
  fromRows,
  matrix,
  refuse,
  requireFinite,
  toDense,
  type Check,
  type Matrix,
  type Numbers,
} from '../core/index.ts';
import { inverse } from 'ml-matrix';

/** What a transition matrix says about stays: for an absorbing Markov chain, expected periods and their totals. */
export interface Stays {
  /** (I − Q)⁻¹: expected periods in the column state for one who starts in the row state. */
  fundamental: Matrix;
  /** Expected periods until leaving, by starting state. */
  expectedStay: Float64Array;
}

/**
 * Projects stocks n(t+1) = n(t)·Q + recruits(t), for t = 0 … periods − 1; row 0 of the answer is `start`.
 *
 * `recruits` is one row for every period, or a single row that repeats. Shares lie in [0, 1] and sum to at most 1
 * a row. Source: Bartholomew (1982), Stochastic Models for Social Processes, chapter 3.
 * Refuses `empty`, `not_finite`, `length_mismatch`, `out_of_range`.
 */
export function projectStocks(input: {
  transition: readonly Numbers[];
  start: Numbers;
  recruits: readonly Numbers[];
  periods: number;
}): Matrix {
  const q = checkTransition(input.transition);
  const k = q.rows;
  const { start, recruits, periods } = input;
  requireFinite('start', start);
  if (start.length !== k) refuse('length_mismatch', 'start', `${start.length} stocks for ${k} states`);
  if (!Number.isInteger(periods) || periods < 0) refuse('out_of_range', 'periods', `is ${periods}`);
  if (recruits.length !== 1 && recruits.length < periods)
    refuse('length_mismatch', 'recruits', `${recruits.length} rows for ${periods} periods`);
  for (const row of recruits) {
    requireFinite('recruits', row);
    if (row.length !== k) refuse('length_mismatch', 'recruits', `a row of ${row.length} for ${k} states`);
  }
  const stocks = matrix(periods + 1, k);
  stocks.data.set(Float64Array.from(start));
  for (let t = 0; t < periods; t++) {
    const joining = recruits[recruits.length === 1 ? 0 : t]!;
    for (let j = 0; j < k; j++) {
      let sum = joining[j]!;
      for (let i = 0; i < k; i++) sum += at(stocks, t, i) * at(q, i, j);
      stocks.data[(t + 1) * k + j] = sum;
    }
  }
  return stocks;
}

/**
 * Expected stays of a stock-flow model. Refuses a model that somebody can never leave (`collinear`).
 * Source: Bartholomew (1982), Stochastic Models for Social Processes.
 */
export function expectedStays(transition: readonly Numbers[]): Stays {
  const q = checkTransition(transition);
  requireExit(q);
  const k = q.rows;
  const difference = matrix(k, k);
  for (let i = 0; i < k; i++)
    for (let j = 0; j < k; j++) difference.data[i * k + j] = (i === j ? 1 : 0) - at(q, i, j);
  const fundamental = matrix(k, k, inverse(toDense(difference)).to1DArray());
  const expectedStay = new Float64Array(k);
  for (let i = 0; i < k; i++) for (let j = 0; j < k; j++) expectedStay[i]! += at(fundamental, i, j);
  return { fundamental, expectedStay };
}

/**
 * The stocks that constant recruits lead to in the end: n = r·(I − Q)⁻¹, with the check that shares are valid.
 * Refuses `empty`, `not_finite`, `length_mismatch`.
 */
export function steadyStocks(
  transition: readonly Numbers[],
  recruits: Numbers,
): { stocks: Float64Array; checks: Check[] } {
  const { fundamental } = expectedStays(transition);
  const k = fundamental.rows;
  requireFinite('recruits', recruits);
  if (recruits.length !== k)
    refuse('length_mismatch', 'recruits', `${recruits.length} entries for ${k} states`);
  const stocks = new Float64Array(k);
  for (let j = 0; j < k; j++) for (let i = 0; i < k; i++) stocks[j]! += recruits[i]! * at(fundamental, i, j);
  const left = stocks.every((x) => x >= -1e-9);
  return {
    stocks,
    checks: [
      {
        name: 'stocks_not_negative',
        passed: left,
        detail: 'negative recruits can ask for more than is there',
      },
    ],
  };
}

function checkTransition(transition: readonly Numbers[]): Matrix {
  if (transition.length === 0) refuse('empty', 'transition', 'has no states');
  transition.forEach((row, i) => {
    requireFinite('transition', row);
    if (row.length !== transition.length)
      refuse('length_mismatch', 'transition', `row ${i} has ${row.length} entries`);
    let sum = 0;
    for (let j = 0; j < row.length; j++) {
      if (row[j]! < 0 || row[j]! > 1) refuse('out_of_range', 'transition', `row ${i} has ${row[j]!}`);
      sum += row[j]!;
    }
    if (sum > 1 + 1e-12) refuse('out_of_range', 'transition', `row ${i} sums to ${sum}`);
  });
  return fromRows(transition);
}

/** Every state must lead, over states that are moved between, to one whose row leaves something over. */
function requireExit(q: Matrix): void {
  const k = q.rows;
  const exits = new Set<number>();
  for (let i = 0; i < k; i++) {
    let sum = 0;
    for (let j = 0; j < k; j++) sum += at(q, i, j);
    if (sum < 1 - 1e-12) exits.add(i);
  }
  for (let grew = true; grew;) {
    grew = false;
    for (let i = 0; i < k; i++)
      if (!exits.has(i) && [...exits].some((j) => at(q, i, j) > 0)) {
        exits.add(i);
        grew = true;
      }
  }
  for (let i = 0; i < k; i++)
    if (!exits.has(i)) refuse('collinear', 'transition', `state ${i} is never left`);
}
