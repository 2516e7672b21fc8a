import { numbers, sharedTable } from './shared.ts';

/** One named series with the label of each value, in order of time. */
export interface DemandSeries {
  name: string;
  times: string[];
  values: Float64Array;
}

/** Groups a long table into series. */
function group(
  table: readonly Record<string, string>[],
  by: (row: Record<string, string>) => string,
  time: string,
  value: string,
): DemandSeries[] {
  const found = new Map<string, { times: string[]; values: number[] }>();
  const values = numbers(table, value);
  table.forEach((row, i) => {
    const name = by(row);
    const at = found.get(name) ?? { times: [], values: [] };
    found.set(name, at);
    at.times.push(row[time] ?? '');
    at.values.push(values[i] as number);
  });
  return [...found].map(([name, { times, values: all }]) => {
    const order = times
      .map((_, i) => i)
      .sort((a, b) => ((times[a] as string) < (times[b] as string) ? -1 : 1));
    return {
      name,
      times: order.map((i) => times[i] as string),
      values: Float64Array.from(order, (i) => all[i] as number),
    };
  });
}

/** Shares of Hacker News job posts that name a term, per cent, monthly; null without the data folder. */
export function hiringTerms(): DemandSeries[] | null {
  const table = sharedTable('demand/hn_hiring/terms_monthly.csv.gz');
  return table === null ? null : group(table, (row) => row['term'] ?? '', 'month', 'percent_of_posts');
}

/** The Indeed index of postings by sector of one country, daily. */
export function indeedSectors(country: string): DemandSeries[] | null {
  const table = sharedTable(`demand/indeed/job_postings_by_sector_${country}.csv.gz`);
  if (table === null) return null;
  const total = table.filter((row) => row['variable'] === 'total postings');
  return group(total, (row) => row['display_name'] ?? '', 'date', 'indeed_job_postings_index');
}

/** The JOLTS indices of job openings, monthly. */
export function jobOpenings(): DemandSeries[] | null {
  const table = sharedTable('demand/jolts/jolts_openings.csv.gz');
  return table === null ? null : group(table, (row) => row['series'] ?? '', 'date', 'job_openings_thousands');
}

/** Means by calendar month of a daily series; an unfinished last month is dropped. */
export function monthlyMeans(series: DemandSeries): DemandSeries {
  const months = new Map<string, number[]>();
  series.times.forEach((day, i) => {
    const month = day.slice(0, 7);
    const values = months.get(month) ?? [];
    months.set(month, values);
    values.push(series.values[i] as number);
  });
  const full = [...months].filter(([, values]) => values.length >= 28);
  return {
    name: series.name,
    times: full.map(([month]) => month),
    values: Float64Array.from(full, ([, values]) => values.reduce((a, b) => a + b, 0) / values.length),
  };
}

/** US employment by industry, monthly, in thousands; series with a gap inside their history are left out. */
export function employment(): DemandSeries[] | null {
  const table = sharedTable('demand/us_employment/us_employment.csv.gz');
  if (table === null) return null;
  return group(table, (row) => row['Series_ID'] ?? '', 'Month', 'Employed')
    .map(({ name, times, values }) => {
      const first = values.findIndex((value) => !Number.isNaN(value));
      return { name, times: times.slice(first), values: values.slice(first) };
    })
    .filter(({ values }) => values.length > 0 && !values.some(Number.isNaN));
}
