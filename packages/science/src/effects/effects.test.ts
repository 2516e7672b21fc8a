import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ScienceRefusal, seededRandom, type Random } from '../core/index.ts';
import {
  aggregateEffects,
  aipwEffect,
  attEffect,
  balanceTable,
  blockBootstrap,
  compareAtThreshold,
  compareGroups,
  eValue,
  exposureRateRatio,
  firstCrossing,
  groupTimeEffects,
  matchedEffect,
  minimumDetectableEffect,
  nearestMatches,
  permutationTest,
  placeboTest,
  propensityScores,
  propensityWeights,
  shuffleAdoption,
  twoWayFixedEffects,
  weightedDifference,
} from './index.ts';

const deep = process.env['RUNGS_TEST_DEEP'] === '1';
const code = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    return error instanceof ScienceRefusal ? error.code : String(error);
  }
  return 'no refusal';
};

/** Selected people: x drives both treatment and outcome; the effect is planted. */
const selected = (random: Random, n: number, effect: number) => {
  const x = Array.from({ length: n }, () => random.normal());
  const treated = x.map((v) => (random.next() < 1 / (1 + Math.exp(-0.8 * v)) ? 1 : 0));
  const outcome = x.map((v, i) => 2 * v + effect * treated[i]! + random.normal());
  return { treated, outcome, covariates: { x } };
};

/** Teams whose ability moves adoption; nothing or a planted step works from adoption on. */
const teams = (
  random: Random,
  n: number,
  effect: number,
  periods = 24,
  starts = Array.from({ length: 15 }, (_, k) => 6 + k),
) => {
  const [unit, period, outcome, firstTreated, value]: number[][] = [[], [], [], [], []];
  for (let u = 0; u < n; u++) {
    const ability = 0.15 * random.normal();
    const adopts = random.next() < 1 / (1 + Math.exp(-8 * ability));
    const first = adopts ? starts[random.int(starts.length)]! : 0;
    for (let t = 1; t <= periods; t++) {
      const on = first > 0 && t >= first;
      unit!.push(u);
      period!.push(t);
      firstTreated!.push(first);
      value!.push(on ? 0.4 : 0.1);
      outcome!.push(ability + 0.003 * t + (on ? effect : 0) + 0.05 * random.normal());
    }
  }
  return { unit: unit!, period: period!, outcome: outcome!, firstTreated: firstTreated!, value: value! };
};

describe('traps', () => {
  it('T9: with no effect at all "ever exposed" shows a third of the rate; time split at exposure shows 1, and the naive ratio is marked', () => {
    const runs = deep ? 500 : 30;
    let [covered, naive, logs] = [0, 0, 0];
    for (let r = 0; r < runs; r++) {
      const random = seededRandom('immortal').split(r);
      const draw = (rate: number): number => -Math.log(1 - random.next()) / rate;
      const leave = Array.from({ length: 2000 }, () => draw(0.03));
      const result = exposureRateRatio({
        exit: leave.map((t) => Math.min(t, 36)),
        event: leave.map((t) => (t <= 36 ? 1 : 0)),
        exposedAt: leave.map(() => draw(0.05)),
      });
      expect(result.warnings[0]?.code).toBe('immortal_time');
      expect(result.immortalTime).toBeGreaterThan(0);
      naive += result.naiveRatio / runs;
      logs += Math.log(result.estimate) / runs;
      if (result.interval[0] <= 1 && result.interval[1] >= 1) covered++;
    }
    expect(naive).toBeLessThan(0.35);
    expect(Math.abs(Math.exp(logs) - 1)).toBeLessThan(deep ? 0.01 : 0.05);
    expect(covered / runs).toBeGreaterThan(deep ? 0.93 : 0.82);
    if (deep) expect(covered / runs).toBeLessThan(0.97);
  });

  it('T10: above against below a threshold shows +12 % where nothing works and is marked; difference-in-differences at the crossing shows nothing', () => {
    const runs = deep ? 200 : 4;
    let [above, did] = [0, 0];
    for (let r = 0; r < runs; r++) {
      const data = teams(seededRandom('threshold').split(r), 300, 0);
      const last = data.period.map((t) => t > 12);
      const pick = (xs: number[]): number[] => xs.filter((_, i) => last[i]);
      const naive = compareAtThreshold({
        outcome: pick(data.outcome),
        value: pick(data.value),
        threshold: 0.3,
      });
      expect(naive.warnings.map((w) => w.code)).toEqual(['threshold_comparison', 'naive_comparison']);
      expect(naive.isCausal).toBe(false);
      above += naive.estimate / runs;
      const firstTreated = firstCrossing({
        unit: data.unit,
        period: data.period,
        value: data.value,
        threshold: 0.3,
      });
      expect([...firstTreated]).toEqual(data.firstTreated);
      did += aggregateEffects(groupTimeEffects({ ...data, firstTreated }), 'simple').overall.estimate / runs;
    }
    expect(Math.expm1(above)).toBeGreaterThan(0.08);
    expect(Math.abs(did)).toBeLessThan(deep ? 0.002 : 0.01);
  });

  it('a naive programme comparison is never causal and names the covariate that differs most', () => {
    const data = selected(seededRandom('naive'), 500, 0);
    const result = compareGroups({ ...data, assignment: 'chosen' });
    expect(result.isCausal).toBe(false);
    expect(result.warnings[0]?.code).toBe('naive_comparison');
    expect(result.warnings[0]?.detail).toContain('x');
    expect(result.estimate).toBeGreaterThan(0.5);
  });

  it('tiny groups are refused', () => {
    expect(
      code(() => compareGroups({ outcome: [1, 2, 3], treated: [0, 1, 0], assignment: 'randomised' })),
    ).toBe('too_few');
    expect(
      code(() =>
        permutationTest({ outcome: [1, 2, 3], treated: [0, 1, 0], random: seededRandom(1), replicates: 99 }),
      ),
    ).toBe('too_few');
    const panel = teams(seededRandom('tiny'), 60, 0, 10);
    const first = panel.unit.map((u) => (u < 2 ? 5 : 0));
    expect(code(() => groupTimeEffects({ ...panel, firstTreated: first }))).toBe('no_overlap');
    expect(code(() => exposureRateRatio({ exit: [1, 2], event: [1, 1], exposedAt: [0, Infinity] }))).toBe(
      'too_few',
    );
  });

  it('an imbalance in a randomised comparison is shown', () => {
    const random = seededRandom('imbalance');
    const treated = Array.from({ length: 40 }, (_, i) => (i < 20 ? 1 : 0));
    const x = treated.map((d) => d + random.normal());
    const result = compareGroups({ outcome: x, treated, covariates: { x }, assignment: 'randomised' });
    expect(result.warnings[0]?.code).toBe('imbalance');
  });
});

describe('recovery of a planted effect', () => {
  const runs = deep ? 500 : 50;
  const [low, high] = deep ? [0.93, 0.97] : [0.86, 1];
  const cover = (
    effect: number,
    estimate: (random: Random) => { interval: readonly [number, number] },
  ): number => {
    let hits = 0;
    for (let r = 0; r < runs; r++) {
      const { interval } = estimate(seededRandom(`recovery ${effect}`).split(r));
      if (interval[0] <= effect && interval[1] >= effect) hits++;
    }
    return hits / runs;
  };

  it.each([1, 0])(
    'doubly robust, weighting and regression intervals cover an effect of %d as often as they say',
    (effect) => {
      for (const method of ['doubly_robust', 'ipw', 'regression'] as const) {
        const share = cover(effect, (random) => attEffect({ ...selected(random, 800, effect), method }));
        expect(share).toBeGreaterThanOrEqual(method === 'ipw' ? low - 0.02 : low);
        expect(share).toBeLessThanOrEqual(high);
      }
      const share = cover(effect, (random) => aipwEffect(selected(random, 800, effect)));
      expect(share).toBeGreaterThanOrEqual(low);
      expect(share).toBeLessThanOrEqual(high);
    },
  );

  it.each([0.08, 0])('difference-in-differences covers an effect of %d', (effect) => {
    const share = cover(effect, (random) => {
      const data = teams(random, 240, effect, 8, [4, 5, 6]);
      return aggregateEffects(groupTimeEffects(data), 'simple').overall;
    });
    expect(share).toBeGreaterThanOrEqual(low);
    expect(share).toBeLessThanOrEqual(high);
  });

  it('two-way fixed effects miss an effect that grows, and say how many cells count negatively', () => {
    const data = teams(seededRandom('growing'), 200, 0);
    const outcome = data.outcome.map((y, i) =>
      data.firstTreated[i]! > 0 && data.period[i]! >= data.firstTreated[i]!
        ? y + 0.05 * (data.period[i]! - data.firstTreated[i]!)
        : y,
    );
    const firstTreated = data.firstTreated.map((g) => (g === 0 ? 21 : g)); // everyone is treated at last
    const panel = { unit: data.unit, period: data.period, outcome, firstTreated };
    const result = twoWayFixedEffects(panel);
    expect(result.negativeShare).toBeGreaterThan(0);
    expect(result.warnings[0]?.code).toBe('forbidden_comparison');
    expect(code(() => groupTimeEffects(panel))).toBe('no_overlap');
    expect(groupTimeEffects(panel, { control: 'not_yet' }).effects.length).toBeGreaterThan(20);
  });
});

describe('overlap, balance and matching', () => {
  it('weights balance what selection unbalanced', () => {
    const data = selected(seededRandom('balance'), 2000, 0);
    const { scores } = propensityScores(data);
    const { weights, checks } = propensityWeights({ treated: data.treated, scores });
    const [row] = balanceTable({ ...data, weights });
    expect(Math.abs(row!.before)).toBeGreaterThan(0.5);
    expect(Math.abs(row!.after)).toBeLessThan(0.1);
    expect(checks.every((c) => c.passed)).toBe(true);
    const naive = compareGroups({ ...data, assignment: 'chosen' }).estimate;
    expect(Math.abs(weightedDifference({ ...data, weights, covariates: {} }).estimate)).toBeLessThan(
      naive / 3,
    );
  });

  it('groups that do not overlap are refused, thin overlap is marked, trimming says what it dropped', () => {
    const treated = [...new Array<number>(20).fill(0), ...new Array<number>(20).fill(1)];
    const x = treated.map((d, i) => d * 10 + (i % 7) / 7);
    expect(code(() => propensityScores({ treated, covariates: { x } }))).toBe('separation');
    expect(code(() => propensityWeights({ treated, scores: treated.map((d) => 0.2 + 0.6 * d) }))).toBe(
      'no_overlap',
    );
    const random = seededRandom('thin');
    const scores = treated.map((d) => (d === 1 ? 0.5 + 0.49 * random.next() : 0.1 + 0.6 * random.next()));
    const thin = propensityWeights({ treated, scores });
    expect(thin.warnings[0]?.code).toBe('poor_overlap');
    const trimmed = propensityWeights({ treated, scores, trim: [0.45, 0.9] });
    expect(trimmed.trimmed.length).toBe(scores.filter((s) => s < 0.45 || s > 0.9).length);
    expect(
      code(() =>
        propensityWeights({ treated, scores: treated.map((d) => (d === 1 ? 0.5 : 1)), estimand: 'att' }),
      ),
    ).toBe('no_overlap');
  });

  it('matching without replacement uses no control twice, with replacement takes the nearest, and recovers an effect', () => {
    const data = selected(seededRandom('matching'), 1500, 1);
    const { scores } = propensityScores(data);
    const once = nearestMatches({
      treated: data.treated,
      on: { score: scores },
      caliper: { standardDeviations: 0.02 },
    });
    const used = once.sets.flatMap((s) => s.controls);
    expect(new Set(used).size).toBe(used.length);
    const again = nearestMatches({
      treated: data.treated,
      on: { covariates: data.covariates },
      replacement: true,
      ratio: 3,
    });
    expect(again.sets.every((s) => s.controls.length === 3)).toBe(true);
    for (const match of [once, again]) {
      const effect = matchedEffect({ ...data, match });
      expect(Math.abs(effect.estimate - 1)).toBeLessThan(4 * effect.standardError);
    }
    expect(
      code(() => nearestMatches({ treated: [0, 1], on: { score: [0, 1] }, caliper: { distance: 0.1 } })),
    ).toBe('no_overlap');
  });
});

describe('panels', () => {
  const panel = teams(seededRandom('panel'), 80, 0.1, 8);

  it('does not depend on the order of rows, and scales with the outcome', () => {
    const order = seededRandom('order').shuffle(panel.unit.map((_, i) => i));
    const pick = (xs: number[]): number[] => order.map((i) => xs[i]!);
    const first = panel.firstTreated.map((g) => (g > 8 ? 0 : g));
    const base = aggregateEffects(
      groupTimeEffects({ ...panel, firstTreated: first }, { minimumGroup: 1 }),
      'dynamic',
    );
    const mixed = aggregateEffects(
      groupTimeEffects(
        {
          unit: pick(panel.unit),
          period: pick(panel.period),
          outcome: pick(panel.outcome).map((y) => 3 * y),
          firstTreated: pick(first),
        },
        { minimumGroup: 1 },
      ),
      'dynamic',
    );
    expect(mixed.overall.estimate).toBeCloseTo(3 * base.overall.estimate, 10);
    expect(mixed.overall.standardError).toBeCloseTo(3 * base.overall.standardError, 10);
    expect(mixed.parts.map((p) => p.key)).toEqual(base.parts.map((p) => p.key));
  });

  it('refuses duplicates, gaps, changing groups and missing controls; leaves out incomplete and always treated units with a warning', () => {
    const twice = { ...panel, unit: panel.unit.map(() => 1) };
    expect(code(() => groupTimeEffects(twice))).toBe('duplicate');
    expect(
      code(() => groupTimeEffects({ ...panel, outcome: panel.outcome.map((y, i) => (i === 5 ? NaN : y)) })),
    ).toBe('not_finite');
    expect(code(() => groupTimeEffects({ ...panel, firstTreated: panel.period }))).toBe('unsorted');
    expect(code(() => groupTimeEffects({ ...panel, firstTreated: panel.unit.map(() => 5) }))).toBe(
      'no_overlap',
    );
    expect(code(() => groupTimeEffects({ ...panel, firstTreated: panel.unit.map(() => 0) }))).toBe(
      'constant',
    );
    const first = panel.unit.map((u) => (u < 10 ? 5 : u < 12 ? 1 : 0));
    const drop = <T>(xs: T[]): T[] => xs.slice(1);
    const short = {
      unit: drop(panel.unit),
      period: drop(panel.period),
      outcome: drop(panel.outcome),
      firstTreated: drop(first),
    };
    expect(groupTimeEffects(short).warnings.map((w) => w.code)).toEqual(['unbalanced', 'always_treated']);
  });

  it('clusters of units widen the error when units of a cluster move together', () => {
    const random = seededRandom('clusters');
    const shock = new Map<string, number>();
    const clusters = panel.unit.map((u) => Math.floor(u / 8));
    const outcome = panel.outcome.map((y, i) => {
      const key = `${clusters[i]!} ${panel.period[i]!}`;
      if (!shock.has(key)) shock.set(key, random.normal());
      return y + shock.get(key)!;
    });
    const firstTreated = clusters.map((c) => (c % 2 === 0 ? 5 : 0));
    const own = groupTimeEffects({ ...panel, outcome, firstTreated }).effects[0]!.standardError;
    const wide = groupTimeEffects({ ...panel, outcome, firstTreated, clusters }).effects[0]!.standardError;
    expect(wide).toBeGreaterThan(1.5 * own);
  });
});

describe('resampling and sensitivity', () => {
  it('the block bootstrap of a mean has about its known error, and repeats with the seed', () => {
    const random = seededRandom('bootstrap');
    const x = Array.from({ length: 300 }, () => random.normal());
    const mean = (rows: Int32Array): number => rows.reduce((s, i) => s + x[i]!, 0) / rows.length;
    const run = (blocks: Parameters<typeof blockBootstrap>[0]['blocks']) =>
      blockBootstrap({ blocks, statistic: mean, random: seededRandom('b'), replicates: 300 });
    for (const blocks of [{ clusters: x.map((_, i) => i) }, { rows: 300, length: 6 }]) {
      expect(run(blocks).standardError * Math.sqrt(300)).toBeGreaterThan(0.8);
      expect(run(blocks).standardError * Math.sqrt(300)).toBeLessThan(1.25);
      expect(run(blocks).interval).toEqual(run(blocks).interval);
    }
    expect(code(() => run({ clusters: x.map(() => 1) }))).toBe('too_few');
    expect(code(() => run({ rows: 300, length: 200 }))).toBe('too_few');
  });

  it('the permutation test has p near 1 ÷ (1 + B) for a plain effect and is uniform without one', () => {
    const random = seededRandom('permutation');
    const treated = Array.from({ length: 60 }, (_, i) => i % 2);
    const test = (effect: number, r: number): number =>
      permutationTest({
        outcome: treated.map((d) => effect * d + random.normal()),
        treated,
        random: seededRandom(r),
        replicates: 99,
      }).p;
    expect(test(3, 0)).toBe(0.01);
    const ps = Array.from({ length: 100 }, (_, r) => test(0, r));
    expect(ps.filter((p) => p <= 0.1).length).toBeLessThan(22);
    expect(ps.filter((p) => p <= 0.5).length).toBeGreaterThan(33);
  });

  it('a placebo adoption shows what the pipeline finds where nothing was done', () => {
    const data = teams(seededRandom('placebo'), 80, 0.2, 10);
    const first = data.firstTreated.map((g) => (g > 10 ? 0 : g));
    const run = (firstTreated: ArrayLike<number>): number =>
      aggregateEffects(groupTimeEffects({ ...data, firstTreated }, { minimumGroup: 1 }), 'simple').overall
        .estimate;
    const test = placeboTest({
      observed: run(first),
      placebo: (random) => run(shuffleAdoption(data.unit, first, random)),
      random: seededRandom('placebo'),
      replicates: 19,
    });
    expect(test.p).toBe(0.05);
    expect(
      code(() => placeboTest({ observed: 1, placebo: () => 0, random: seededRandom(1), replicates: 5 })),
    ).toBe('too_few');
    expect(
      code(() => placeboTest({ observed: 1, placebo: () => NaN, random: seededRandom(1), replicates: 19 })),
    ).toBe('not_finite');
  });

  it('E-values are 1 for no effect, rise with distance from 1 and are the same for a ratio and its inverse', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 50, noNaN: true }), (rr) => {
        expect(eValue(rr).estimate).toBeCloseTo(eValue(1 / rr).estimate, 6);
        expect(eValue(rr * 1.1).estimate).toBeGreaterThan(eValue(rr).estimate);
      }),
    );
    expect(eValue(1).estimate).toBe(1);
    expect(code(() => eValue(0))).toBe('out_of_range');
    expect(code(() => minimumDetectableEffect(0))).toBe('out_of_range');
    expect(code(() => minimumDetectableEffect(NaN))).toBe('not_finite');
  });
});
