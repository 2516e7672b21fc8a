/** An exact, non-negative rational number; the denominator is positive. Decisions compare these, never floats. */
export interface Ratio {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** Makes a ratio of two integers. Throws a RangeError when the denominator is not positive. */
export function ratio(numerator: bigint | number, denominator: bigint | number): Ratio {
  const d = BigInt(denominator);
  if (d <= 0n) throw new RangeError('the denominator of a ratio is positive');
  return { numerator: BigInt(numerator), denominator: d };
}

/** Adds two ratios exactly. */
export function addRatios(a: Ratio, b: Ratio): Ratio {
  return {
    numerator: a.numerator * b.denominator + b.numerator * a.denominator,
    denominator: a.denominator * b.denominator,
  };
}

/** Multiplies two ratios exactly. */
export function multiplyRatios(a: Ratio, b: Ratio): Ratio {
  return { numerator: a.numerator * b.numerator, denominator: a.denominator * b.denominator };
}

/** Compares two ratios by value: -1, 0 or 1. */
export function compareRatios(a: Ratio, b: Ratio): -1 | 0 | 1 {
  const left = a.numerator * b.denominator;
  const right = b.numerator * a.denominator;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Writes a ratio as a number from 0 to 1 for people to read; never compare what it returns. */
export function ratioToNumber(r: Ratio): number {
  return Number((r.numerator * 1_000_000_000_000n) / r.denominator) / 1_000_000_000_000;
}
