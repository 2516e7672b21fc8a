import { describe, expect, it } from 'vitest';
import { seededRandom, type Random } from '../core/index.ts';
import { coefficient } from '../regression/index.ts';
import { coxRegression, discreteHazard, personPeriods, splitAtSwitch } from './index.ts';

const isDeep = process.env['RUNGS_TEST_DEEP'] === '1';

/** Exit and badge at constant monthly rates, censored at 36; the badge multiplies the exit rate by `ratio`. */
function careers(random: Random, n: number, ratio: number) {
  const draw = (rate: number): number => -Math.log(1 - random.next()) / rate;
  const [time, event, badge]: [number[], number[], number[]] = [[], [], []];
  for (let i = 0; i < n; i++) {
    const earned = draw(0.05);
    let exit = draw(0.03);
    if (exit > earned) exit = earned + (exit - earned) / ratio;
    time.push(Math.min(exit, 36));
    event.push(exit < 36 ? 1 : 0);
    badge.push(earned < exit && earned < 36 ? earned : Infinity);
  }
  return { time, event, badge };
}

/** Whether a share of `runs` is one that a binomial of probability p gives with more than 0.1 %. */
function expectShare(hits: number, runs: number, low: number, high: number): void {
  const slack = isDeep ? 0 : 3.3 * Math.sqrt((0.05 * 0.95) / runs);
  expect(hits / runs).toBeGreaterThanOrEqual(low - slack);
  expect(hits / runs).toBeLessThanOrEqual(high + slack);
}

describe('T9: planted truth without effect, exit .03 and badge .05 a month, n = 2,000 [R .2894, .9981, 94.3 %]', () => {
  const runs = isDeep ? 500 : 30;
  const random = seededRandom(42);
  let [naiveSum, logSum, covered, marked] = [0, 0, 0, 0];
  for (let run = 0; run < runs; run++) {
    const { time, event, badge } = careers(random.split(run), 2000, 1);
    const ever = badge.map((b) => (b < Infinity ? 1 : 0));
    const naive = coxRegression({
      time,
      event,
      predictors: { ever },
      knownAt: { ever: badge.map((b) => (b < Infinity ? b : 0)) },
    });
    naiveSum += naive.coefficients[0]!.hazardRatio;
    if (
      naive.warnings.some((w) => w.code === 'immortal_time') &&
      naive.checks.some((c) => c.passed === false)
    )
      marked++;
    const rows = splitAtSwitch({ time, event, switchAt: badge });
    const honest = coxRegression({
      ...rows,
      predictors: { badge: rows.switched },
      knownAt: { badge: rows.entry },
    });
    const { estimate, interval } = honest.coefficients[0]!;
    logSum += estimate;
    if (interval[0] <= 0 && interval[1] >= 0) covered++;
    expect(honest.warnings.map((w) => w.code)).not.toContain('immortal_time');
  }
  it('"ever badged" invents a hazard ratio near .29, and is marked as immortal time', () => {
    expect(naiveSum / runs).toBeGreaterThan(0.27);
    expect(naiveSum / runs).toBeLessThan(0.31);
    expect(marked).toBe(runs);
  });
  it('the time-varying badge gives 1.00 on the geometric mean and covers 1', () => {
    expect(Math.exp(logSum / runs)).toBeGreaterThan(0.96);
    expect(Math.exp(logSum / runs)).toBeLessThan(1.04);
    expectShare(covered, runs, 0.93, 0.97);
  });
});

describe('recovery of a planted hazard ratio of .85', () => {
  const runs = isDeep ? 500 : 50;
  const random = seededRandom('recovery');
  it('95 % intervals of Cox and of the discrete-time hazard cover it; the test at no effect errs in 5 %', () => {
    let [cox, discrete, falseAlarms] = [0, 0, 0];
    for (let run = 0; run < runs; run++) {
      const own = random.split(run);
      const { time, event, badge } = careers(own.split('effect'), 400, 0.85);
      const rows = splitAtSwitch({ time, event, switchAt: badge });
      const { interval } = coxRegression({ ...rows, predictors: { badge: rows.switched } }).coefficients[0]!;
      if (interval[0] <= Math.log(0.85) && interval[1] >= Math.log(0.85)) cox++;
      const months = personPeriods({
        time: time.map((t) => Math.ceil(t)),
        event,
        switchAt: { badge: badge.map((b) => Math.ceil(b) + 1) },
      });
      const fit = coefficient(discreteHazard({ rows: months, baseline: 'constant' }).model, 'badge');
      if (fit.interval[0] <= Math.log(0.85) && fit.interval[1] >= Math.log(0.85)) discrete++;
      const none = careers(own.split('none'), 400, 1);
      const flat = splitAtSwitch({ time: none.time, event: none.event, switchAt: none.badge });
      if (coxRegression({ ...flat, predictors: { badge: flat.switched } }).coefficients[0]!.pValue < 0.05)
        falseAlarms++;
    }
    expectShare(cox, runs, 0.93, 0.97);
    expectShare(discrete, runs, 0.93, 0.97);
    expectShare(falseAlarms, runs, 0.03, 0.07);
  });
});

describe('tiny groups', () => {
  it('few events and few clusters are marked on the result', () => {
    const time = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    const event = [1, 0, 1, 1, 0, 1, 0, 1, 1, 0];
    const x = [1, 0, 0, 1, 0, 1, 1, 0, 1, 0];
    const fit = coxRegression({ time, event, predictors: { x }, clusters: time.map((t) => t % 4) });
    expect(fit.warnings.map((w) => w.code)).toEqual(expect.arrayContaining(['few_events', 'few_clusters']));
  });
});
