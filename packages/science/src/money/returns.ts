import { refuse, requireAtLeast, requireFinite } from '../core/index.ts';

/**
 * Net present value of cash flows at the ends of periods 0, 1, 2, …, at `rate` a period (0.05 is 5 %).
 * The first flow is not discounted. Refuses `empty`, `not_finite`, and rates of −1 or below (`out_of_range`).
 */
export function netPresentValue(rate: number, flows: ArrayLike<number>): number {
  requireFinite('flows', flows);
  if (!Number.isFinite(rate)) refuse('not_finite', 'rate', `is ${rate}`);
  if (rate <= -1) refuse('out_of_range', 'rate', `${rate} is not above −1`);
  let value = 0;
  for (let t = flows.length - 1; t >= 0; t--) value = value / (1 + rate) + flows[t]!;
  return value;
}

/** A rate of return with what makes it doubtful: every rate in the searched range at which the value is zero. */
export interface InternalRate {
  rate: number;
  /** All roots found in (−0.999999, 10⁶), ascending; more than one means that the rate ranks nothing. */
  roots: number[];
  isUnique: boolean;
}

/**
 * Finds the internal rate of return, the root nearest to zero where there are several.
 *
 * With one change of sign the root is unique (Descartes). Refuses flows without a change of sign (`out_of_range`)
 * and flows whose value never crosses zero (`not_converged`).
 */
export function internalRate(flows: ArrayLike<number>): InternalRate {
  requireAtLeast('flows', flows, 2);
  requireFinite('flows', flows);
  const signs = Array.from(flows, Math.sign).filter((s) => s !== 0);
  const changes = signs.slice(1).filter((s, i) => s !== signs[i]).length;
  if (changes === 0)
    refuse('out_of_range', 'flows', 'flows never change sign, so no rate makes them worth zero');
  const value = (logFactor: number): number => netPresentValue(Math.expm1(logFactor), flows);
  const [low, high] = [Math.log(1e-6), Math.log(1e6 + 1)];
  const steps = 4000;
  const roots: number[] = [];
  let left = low;
  let atLeft = value(left);
  for (let i = 1; i <= steps; i++) {
    const right = low + ((high - low) * i) / steps;
    const atRight = value(right);
    if (atRight === 0) roots.push(Math.expm1(right));
    else if (atLeft !== 0 && Math.sign(atLeft) !== Math.sign(atRight))
      roots.push(Math.expm1(bisect(value, left, right)));
    left = right;
    atLeft = atRight;
  }
  if (roots.length === 0)
    refuse('not_converged', 'flows', 'the value crosses zero at no rate from −99.9999 % up');
  const rate = roots.reduce((best, r) => (Math.abs(r) < Math.abs(best) ? r : best));
  return { rate, roots, isUnique: changes === 1 };
}

/** Bisection to the last bit: slow, sure, and free of tuning. */
function bisect(f: (x: number) => number, from: number, to: number): number {
  let [low, high] = [from, to];
  const sign = Math.sign(f(low));
  for (let i = 0; i < 200; i++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    const s = Math.sign(f(middle));
    if (s === 0) return middle;
    if (s === sign) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
