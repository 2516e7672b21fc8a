import { expect, it } from 'vitest';
import { seededRandom } from '../core/index.ts';
import { describeShared, numbers } from '../testing/shared.ts';
import { crossCorrelation, type DirectSpec, leadCheck, type SignalTest, signalTest } from './index.ts';

const range = (from: number, to: number, by = 1): number[] =>
  Array.from({ length: Math.floor((to - from) / by) + 1 }, (_, i) => from + i * by);

describeShared('BJsales with its leading indicator', 'golden/bjsales.csv', (table) => {
  const [y, lead] = [numbers(table, 'sales'), numbers(table, 'lead')];
  const spec = (values: number[]): DirectSpec => ({
    y,
    horizon: 3,
    ownLags: 2,
    firstRow: 5,
    signals: [{ name: 'lead', values, lags: [0, 1, 2] }],
  });
  const options = { origins: range(99, 146), shifts: range(10, 140, 5), random: seededRandom('bjsales') };
  const run = (values: number[]): SignalTest => signalTest(spec(values), options);
  const close = (value: number, expected: number, digits: number): void =>
    expect(value).toBeCloseTo(expected, digits);

  it('P8: the lead cuts the error, with the printed MAE, RMSE, Diebold–Mariano and Clark–West figures', () => {
    const result = run(lead);
    close(result.mae.baseline, 1.81875, 6);
    close(result.mae.without, 1.821529, 6);
    close(result.mae.with, 0.402154, 6);
    close(result.skill.skill, 0.779222, 6);
    close(result.rmse.without, 2.279952, 6);
    close(result.rmse.with, 0.521501, 6);
    close(result.dieboldMariano.statistic, 5.006363, 6);
    close(result.clarkWest.statistic, 4.6555, 4);
    expect(result.verdict).toBe('helps');
    expect(result.leads[0]?.check.direction).toBe('leads');
  });

  it('P8: the cross-correlation of changes peaks at lead 3', () => {
    const difference = (x: number[]): number[] => x.slice(1).map((value, t) => value - (x[t] as number));
    const r = crossCorrelation(difference(lead), difference(y), 10);
    expect(r.indexOf(Math.max(...r)) - 10).toBe(3);
    close(Math.max(...r), 0.7201, 4);
  });

  it('P9: a lead reversed in time does not help and is marked', () => {
    const result = run([...lead].reverse());
    close(result.mae.with, 1.867659, 6);
    close(result.skill.skill, -0.025325, 6);
    close(result.dieboldMariano.statistic, -0.828717, 6);
    close(result.dieboldMariano.p, 0.794, 3);
    expect(result.verdict).toBe('no help');
    expect(result.warnings.map(({ code }) => code)).toContain('lead_reversed');
  });

  it('P10: no circular shift comes near the lead', () => {
    const { placebo } = run(lead);
    expect(placebo.skills).toHaveLength(27);
    close(placebo.max, 0.08622, 6);
    close(placebo.median, -0.001613, 6);
    close(placebo.p, 1 / 28, 12);
  });

  it('marks a signal that follows the series', () => {
    const late = y.map((_, t) => y[Math.max(0, t - 4)] as number);
    const check = leadCheck(y, late);
    expect(check.direction).toBe('lags');
    expect(check.lead).toBe(-4);
    expect(check.warnings.map(({ code }) => code)).toContain('lead_follows');
  });
});
