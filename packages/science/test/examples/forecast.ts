import { seededRandom } from '@rungs/science/core';
import {
  backtest,
  etsBands,
  mase,
  predictEts,
  scoreBacktest,
  seasonalNaive,
  selectEts,
} from '@rungs/science/forecast';
import { draw } from './chart.ts';

/** Eight years of monthly openings: a wandering level and a season. */
function openings() {
  const random = seededRandom('openings');
  let level = 120;
  return Array.from({ length: 96 }, (_, t) => {
    level += 0.4 + 2 * random.normal();
    return level + 18 * Math.sin((2 * Math.PI * t) / 12) + 4 * random.normal();
  });
}

/** A model chosen by AICc with bands, held against the naive forecast on months that it has not seen. */
export function forecastExample() {
  const all = openings();
  // README forecast
  const history = all.slice(0, 84); // the last year is held back
  const { best } = selectEts(history, { period: 12 });
  const mean = predictEts(best, 12);
  const [band] = etsBands(best, 12, { levels: [0.8] });
  const error = mase(history, all.slice(84), mean, 12);

  const run = backtest(
    [all],
    {
      naive: (y, h) => seasonalNaive(y, h, 12).mean,
      ets: (y, h) => predictEts(selectEts(y, { period: 12, models: ['ANA', 'AAdA'] }).best, h),
    },
    { minimum: 48, horizon: 12, step: 6 },
  );
  const [, score] = scoreBacktest(run, { period: 12 }); // relative to the first method
  // end
  const inside = all.slice(84).filter((y, h) => y >= band!.low[h]! && y <= band!.high[h]!).length;
  const at = (from: number, values: ArrayLike<number>): number[] => Array.from(values, (_, h) => from + h);
  const year = (t: number): number => 2016 + t / 12;
  const picture = draw({
    title: `The 80 % band of a seasonal model holds ${inside} of the next 12 months`,
    note: `84 months of history, 12 held back. ${best.name}, chosen by AICc, with its 80 % band.`,
    xLabel: 'year',
    yLabel: 'openings a month',
    x: [2019, 2024],
    y: [90, 170],
    xTicks: [2019, 2020, 2021, 2022, 2023, 2024].map((v) => [v, String(v)]),
    yTicks: [100, 120, 140, 160].map((v) => [v, String(v)]),
    series: [
      { name: 'observed', colour: '#1f2937', x: at(36, all.slice(36)).map(year), y: all.slice(36) },
      {
        name: 'forecast',
        colour: '#2563eb',
        x: at(84, mean).map(year),
        y: Array.from(mean),
        band: Array.from(band!.low, (low, h) => [low, band!.high[h]!] as const),
      },
      {
        name: 'same month of last year',
        colour: '#b45309',
        isDashed: true,
        x: at(84, mean).map(year),
        y: Array.from(seasonalNaive(history, 12, 12).mean),
      },
    ],
  });
  const printed = [
    `model: ${best.name}`,
    `months of the held-out year inside the band: ${inside} of 12`,
    `MASE of the held-out year: ${error!.toFixed(2)}`,
    `MASE over that of the naive forecast, ${run.cases.length} origins: ${score!.relativeMase!.toFixed(2)}`,
  ];
  return { printed, picture };
}
