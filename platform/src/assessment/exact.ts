import { multiplyRatios, ratio, ratioToNumber, type Ratio } from '#kernel';
import type { ExactShare } from './model.ts';

function greatestDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestDivisor(b, a % b);
}

/** The same ratio in lowest terms. */
export function reduced(value: Ratio): Ratio {
  const divisor = greatestDivisor(value.numerator, value.denominator);
  return divisor <= 1n ? value : ratio(value.numerator / divisor, value.denominator / divisor);
}

/** A ratio as explanations carry it: in lowest terms, as decimal integers, with a rounded number beside them. */
export function shareOf(value: Ratio): ExactShare {
  const { numerator, denominator } = reduced(value);
  return { numerator: String(numerator), denominator: String(denominator), ratio: ratioToNumber(value) };
}

/**
 * The exact value of a score as it was written (78.4 is 784 over 10, not the double nearest to it);
 * undefined for more than six decimals or a negative number.
 */
export function decimalOf(value: number): Ratio | undefined {
  const found = /^(\d+)(?:\.(\d{1,6}))?$/.exec(String(value));
  if (found === null) return undefined;
  const decimals = found[2] ?? '';
  return ratio(BigInt(`${found[1] ?? ''}${decimals}`), 10n ** BigInt(decimals.length));
}

/** One value over another; undefined when either is not a plain decimal or the second is zero. */
export function quotientOf(value: number, max: number): Ratio | undefined {
  const [over, under] = [decimalOf(value), decimalOf(max)];
  if (over === undefined || under === undefined || under.numerator === 0n) return undefined;
  return multiplyRatios(over, ratio(under.denominator, under.numerator));
}
