import {
  type Numbers,
  type Random,
  refuse,
  requireAtLeast,
  requireFinite,
  requireInteger,
  requireLevel,
  requireSameLength,
} from '../core/index.ts';

/** A relative gain in accuracy with its interval. */
export interface Skill {
  /** 1 − loss with / loss without: above zero where the addition helps. */
  skill: number;
  /** Percentile interval by resampling series and blocks of time. */
  interval: readonly [number, number];
  level: number;
  series: number;
  origins: number;
  /** Skill of each series, null where its loss without is zero. */
  perSeries: readonly (number | null)[];
  /** Share of the series with a skill above zero. */
  improvedRatio: number;
}

const sumOf = (values: Numbers): number => {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] as number;
  return sum;
};

/**
 * The skill of an addition over many series, from losses at the same origins (scaled ones, such as absolute errors
 * over the MASE scale, so that series weigh alike). The interval draws series and, within each, blocks of consecutive
 * origins (the last followed by the first, so that every origin weighs alike), so that overlapping horizons stay
 * together.
 * Refuses losses below zero and a total loss without of zero (`out_of_range`).
 * Source: circular block bootstrap of Politis and Romano (1992), in "Exploring the Limits of Bootstrap".
 */
export function skillOf(
  without: readonly Numbers[],
  withAddition: readonly Numbers[],
  options: { random: Random; blockLength?: number; draws?: number; level?: number },
): Skill {
  const { random, blockLength = 18, draws = 1_000, level = 0.95 } = options;
  requireLevel(level);
  requireAtLeast('without', without, 1);
  requireSameLength('without', without, 'withAddition', withAddition);
  requireInteger('blockLength', blockLength, 1);
  requireInteger('draws', draws, 50);
  without.forEach((losses, i) => {
    const other = withAddition[i] as Numbers;
    requireFinite(`without[${i}]`, losses);
    requireFinite(`withAddition[${i}]`, other);
    requireSameLength(`without[${i}]`, losses, `withAddition[${i}]`, other);
    for (let t = 0; t < losses.length; t++)
      if ((losses[t] as number) < 0 || (other[t] as number) < 0)
        refuse('out_of_range', 'without', 'has a loss below zero');
  });
  const total = (all: readonly Numbers[]): number => all.reduce((sum, losses) => sum + sumOf(losses), 0);
  const before = total(without);
  if (!(before > 0)) refuse('out_of_range', 'without', 'has no loss to reduce');
  const drawn = Float64Array.from({ length: draws }, () => {
    let [a, b] = [0, 0];
    for (let s = 0; s < without.length; s++) {
      const pick = random.int(without.length);
      const [plain, other] = [without[pick] as Numbers, withAddition[pick] as Numbers];
      const length = Math.min(blockLength, plain.length);
      for (let done = 0; done < plain.length; done += length) {
        const start = length === plain.length ? 0 : random.int(plain.length);
        for (let k = start; k < start + Math.min(length, plain.length - done); k++) {
          a += plain[k % plain.length] as number;
          b += other[k % plain.length] as number;
        }
      }
    }
    return a > 0 ? 1 - b / a : 0;
  }).sort();
  const at = (p: number): number =>
    drawn[Math.min(draws - 1, Math.max(0, Math.round(p * (draws - 1))))] as number;
  const perSeries = without.map((losses, i) => {
    const plain = sumOf(losses);
    return plain > 0 ? 1 - sumOf(withAddition[i] as Numbers) / plain : null;
  });
  return {
    skill: 1 - total(withAddition) / before,
    interval: [at((1 - level) / 2), at((1 + level) / 2)],
    level,
    series: without.length,
    origins: without.reduce((sum, losses) => sum + losses.length, 0),
    perSeries,
    improvedRatio: perSeries.filter((value) => value !== null && value > 0).length / perSeries.length,
  };
}
