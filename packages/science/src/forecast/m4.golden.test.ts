import { expect, it } from 'vitest';
import { describeShared, sharedFile } from '../testing/shared.ts';
import { dampedTrend, type Forecast, holt, mase, naive, naive2, ses, smape, theta } from './index.ts';

const parse = (text: string): Float64Array[] =>
  text
    .trim()
    .split('\n')
    .slice(1)
    .map((line) =>
      Float64Array.from(
        line
          .split(',')
          .slice(1)
          .map((cell) => cell.replaceAll('"', '').trim())
          .filter((cell) => cell !== ''),
        Number,
      ),
    );

describeShared('M4 competition, 359 weekly series, h = 13', 'golden/m4_weekly_test.csv', () => {
  const test = parse(sharedFile('golden/m4_weekly_test.csv') ?? '');
  const train = parse(sharedFile('golden/m4_weekly_train.csv.gz') ?? '');
  const score = (method: (y: Float64Array, horizon: number) => Forecast): readonly [number, number] => {
    let [s, m] = [0, 0];
    train.forEach((y, i) => {
      const { mean } = method(y, 13);
      s += smape(test[i] as Float64Array, mean) / train.length;
      m += (mase(y, test[i] as Float64Array, mean, 1) as number) / train.length;
    });
    return [s, m];
  };

  it('has the series of the competition', () => {
    expect([train.length, test.length]).toEqual([359, 359]);
    const lengths = train.map((y) => y.length);
    expect([Math.min(...lengths), Math.max(...lengths)]).toEqual([80, 2597]);
  });

  // Makridakis, Spiliotis, Assimakopoulos (2020): "Evaluation and Ranks.xlsx".
  it.each([
    ['naive', naive, 9.161, 2.777],
    ['Naive2', (y: Float64Array, h: number) => naive2(y, h, 1), 9.161, 2.777],
    ['SES', ses, 9.012, 2.685],
    ['Theta', theta, 9.093, 2.637],
  ] as const)('P2: %s reaches the published table to the printed digit', (_, method, s, m) => {
    const [ownSmape, ownMase] = score(method);
    expect(Math.abs(ownSmape - s)).toBeLessThan(0.001);
    expect(Math.abs(ownMase - m)).toBeLessThan(0.001);
  });

  it.each([
    ['Holt', holt, 9.708, 2.42],
    ['damped', dampedTrend, 8.866, 2.404],
  ] as const)(
    'P2: %s reaches the published table within 1 % (optimiser)',
    (_, method, s, m) => {
      const [ownSmape, ownMase] = score(method);
      expect(Math.abs(ownSmape / s - 1)).toBeLessThan(0.01);
      expect(Math.abs(ownMase / m - 1)).toBeLessThan(0.01);
    },
    180_000,
  );
});
