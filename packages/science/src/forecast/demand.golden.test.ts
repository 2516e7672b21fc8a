import { expect, it } from 'vitest';
import { employment, hiringTerms, indeedSectors, jobOpenings } from '../testing/demand.ts';
import { describeShared } from '../testing/shared.ts';
import { fitEts, isAdmissible, mae, mape, movingMean, naive, parseEts } from './index.ts';

/** The day some months before another, kept inside its month. */
function monthsBefore(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const at = year * 12 + month - 1 - months;
  const last = new Date(Date.UTC(Math.floor(at / 12), (at % 12) + 1, 0)).getUTCDate();
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${Math.floor(at / 12)}-${two((at % 12) + 1)}-${two(Math.min(date, last))}`;
}

describeShared('naive forecasts of the demand series', 'demand/jolts/jolts_openings.csv.gz', () => {
  it('manifest 6, hiring terms: last value 1.459, 3-month mean 1.338, 12-month mean 1.411 over 595 points', () => {
    const [last, three, twelve, actual]: number[][] = [[], [], [], []];
    for (const { times, values } of hiringTerms() ?? []) {
      const origin = times.indexOf('2021-05') + 1;
      const history = values.slice(0, origin);
      if ((movingMean(history, 1, 12).mean[0] as number) < 1) continue;
      actual?.push(...values.slice(origin + 11, origin + 18));
      last?.push(...naive(history, 18).mean.slice(11));
      three?.push(...movingMean(history, 18, 3).mean.slice(11));
      twelve?.push(...movingMean(history, 18, 12).mean.slice(11));
    }
    expect(actual).toHaveLength(595);
    const figures = [last, three, twelve].map((path) => mae(actual as number[], path as number[]).toFixed(3));
    expect(figures).toEqual(['1.459', '1.338', '1.411']);
  });

  it.each([
    ['US', '13.0', 46],
    ['GB', '18.1', 48],
    ['CA', '18.1', 39],
    ['AU', '34.7', 49],
    ['DE', '16.7', 38],
    ['FR', '11.9', 36],
  ] as const)(
    'manifest 6, Indeed %s: last value, days of months 12–18, MAPE %s',
    (country, expected, sectors) => {
      const all = indeedSectors(country) ?? [];
      expect(all).toHaveLength(sectors);
      const [actual, forecast]: number[][] = [[], []];
      for (const { times, values } of all) {
        const origin = monthsBefore(times[times.length - 1] as string, 18);
        const from = times.findIndex((day) => day >= monthsBefore(origin, -12));
        const known = values.slice(0, times.indexOf(origin) + 1);
        const path = naive(known, values.length - from).mean;
        actual?.push(...values.slice(from));
        forecast?.push(...path);
      }
      expect(mape(actual as number[], forecast as number[]).toFixed(1)).toBe(expected);
    },
  );

  it('manifest 6, JOLTS: five series of 283 with the last values printed', () => {
    const last = new Map((jobOpenings() ?? []).map(({ name, values }) => [name, values[282]?.toFixed(2)]));
    expect(last.size).toBe(5);
    expect(last.get('JTSJOL_Non_Farming')).toBe('145.68');
    expect(last.get('JTU5200JOL_Finance_Insurance')).toBe('161.50');
    expect(last.get('JTU5100JOL_Information_Technology')).toBe('70.77');
  });

  it('damped ETS with a season stays admissible on long employment series, 240 to 372 months', () => {
    const all = (employment() ?? []).filter(({ values }) => values.length >= 400);
    for (const { values } of [3, 5, 6].map((i) => all[4 * i] as (typeof all)[number]))
      for (const origin of [240, 372]) {
        const { spec, parameters, logLikelihood } = fitEts(
          values.slice(-400).slice(0, origin),
          parseEts('AAdA', 12),
        );
        expect(isAdmissible(spec, parameters)).toBe(true);
        expect(Number.isFinite(logLikelihood)).toBe(true);
      }
  });
});
