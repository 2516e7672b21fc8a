// Back-tests the demand series over rolling origins and writes docs/science/demand-backtest.md:
// npx tsx --conditions=rungs-source bench/science/backtest.ts
import { format } from 'prettier';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import process from 'node:process';
import { seededRandom } from '../../packages/science/src/core/index.ts';
import {
  type Backtest,
  backtest,
  comb,
  dampedTrend,
  drift,
  enoughHistory,
  ets,
  fitEts,
  type Forecaster,
  holt,
  movingMean,
  mstlForecast,
  naive,
  naive2,
  onAdjusted,
  parseEts,
  predictEts,
  scaleOf,
  scoreBacktest,
  scoreIntervals,
  seasonalNaive,
  ses,
  skillOf,
  theta,
} from '../../packages/science/src/forecast/index.ts';
import {
  type DemandSeries,
  employment,
  hiringTerms,
  indeedSectors,
  jobOpenings,
  monthlyMeans,
} from '../../packages/science/src/testing/demand.ts';

type Range = readonly [number, number];

interface Setting {
  title: string;
  about: string;
  series: Float64Array[];
  period: number;
  minimum: number;
  step: number;
  horizon: number;
  ranges: readonly Range[];
  /** Seasonal ETS models that compete beside the non-seasonal ones; none where the period is 1. */
  seasonal: readonly string[];
}

/** Methods that ask nothing of the data but its last values: the bar that the others must clear. */
const NAIVE = ['naive', 'seasonal naive', 'drift', 'mean of 3', 'mean of 12'];

function methodsOf({ period, seasonal }: Setting): Record<string, Forecaster> {
  const plain = ['ANN', 'AAN', 'AAdN'];
  const isSeasonal = period > 1;
  return {
    naive: (y, h) => naive(y, h).mean,
    ...(isSeasonal && { 'seasonal naive': (y, h) => seasonalNaive(y, h, period).mean }),
    drift: (y, h) => drift(y, h).mean,
    'mean of 3': (y, h) => movingMean(y, h, 3).mean,
    'mean of 12': (y, h) => movingMean(y, h, 12).mean,
    naive2: (y, h) => naive2(y, h, period).mean,
    ses: (y, h) => onAdjusted(y, h, period, ses).mean,
    holt: (y, h) => onAdjusted(y, h, period, holt).mean,
    damped: (y, h) => onAdjusted(y, h, period, dampedTrend).mean,
    theta: (y, h) => theta(y, h, { period }).mean,
    ets: (y, h) => ets(y, h, { period, models: [...plain, ...seasonal], starts: 2 }).mean,
    ...(seasonal.includes('AAdA') && {
      'ETS(A,Ad,A)': (y, h) => predictEts(fitEts(y, parseEts('AAdA', period), { starts: 2 }), h),
    }),
    ...(isSeasonal && {
      'mstl + damped': (y, h) => mstlForecast(y, h, { periods: [period], method: dampedTrend }).mean,
    }),
    comb: (y, h) => comb(y, h, period).mean,
  };
}

const figure = (value: number | null, digits = 3): string => (value === null ? '–' : value.toFixed(digits));

/** Skill of a method over the best naive one at the last range: absolute scaled errors, one a case. */
function skillOver(run: Backtest, setting: Setting, method: string, bar: string): ReturnType<typeof skillOf> {
  const [from, to] = setting.ranges[setting.ranges.length - 1] as Range;
  const losses = (name: string): number[][] => {
    const bySeries = new Map<number, number[]>();
    for (const { series, history, actual, forecasts } of run.cases) {
      const { value } = scaleOf(history, setting.period);
      if (value === null) continue;
      let sum = 0;
      for (let h = from - 1; h < to; h++)
        sum += Math.abs((actual[h] as number) - (forecasts[name]?.[h] as number));
      const list = bySeries.get(series) ?? [];
      bySeries.set(series, list);
      list.push(sum / (to - from + 1) / value);
    }
    return [...bySeries.values()];
  };
  const blockLength = Math.max(1, Math.ceil(setting.horizon / setting.step));
  return skillOf(losses(bar), losses(method), { random: seededRandom('demand'), blockLength });
}

function section(setting: Setting): string {
  const start = process.cpuUsage();
  const run = backtest(setting.series, methodsOf(setting), setting);
  const scores = scoreBacktest(run, { period: setting.period, horizons: setting.ranges });
  const cell = (method: string, range: Range): string => {
    const score = scores.find((one) => one.method === method && one.horizons === range);
    return `${figure(score?.mase ?? null)} (${figure(score?.relativeMase ?? null, 2)})`;
  };
  const last = setting.ranges[setting.ranges.length - 1] as Range;
  const at = (method: string): number =>
    scores.find((one) => one.method === method && one.horizons === last)?.mase ?? Infinity;
  const bar = run.methods.filter((name) => NAIVE.includes(name)).sort((a, b) => at(a) - at(b))[0] as string;
  const others = run.methods.filter((name) => !NAIVE.includes(name) && name !== 'naive2');
  const verdicts = others.map((method) => {
    const { skill, interval, improvedRatio } = skillOver(run, setting, method, bar);
    const word = interval[0] > 0 ? 'better' : interval[1] < 0 ? 'worse' : 'no better';
    return `| ${method} | ${figure(100 * skill, 1)} % | ${figure(100 * interval[0], 1)} to ${figure(100 * interval[1], 1)} % | ${figure(100 * improvedRatio, 0)} % | ${word} |`;
  });
  const best = [...others].sort((a, b) => at(a) - at(b))[0] as string;
  const history = enoughHistory(run);
  const intervals = intervalLine(run, best, setting.horizon);
  const used = process.cpuUsage(start);
  console.log(
    `${setting.title}: ${run.cases.length} cases, ${((used.user + used.system) / 1e6).toFixed(0)} s of CPU`,
  );
  return [
    `## ${setting.title}`,
    setting.about,
    `${run.cases.length} origins over ${setting.series.length} series; ${run.refusals.length === 0 ? 'no method refused one' : `${refusalsOf(run)}: those origins are left out for every method`}. ${history.passed === true ? 'Enough history to publish a skill' : 'Not enough history to publish a skill'}: ${history.detail}.`,
    `MASE, and in brackets relative to naive (below 1 is better), by steps ahead:`,
    [
      `| method | ${setting.ranges.map(([a, b]) => `${a}–${b}`).join(' | ')} | sMAPE ${last[0]}–${last[1]} | OWA ${last[0]}–${last[1]} |`,
      `|---|${setting.ranges.map(() => '--:|').join('')}--:|--:|`,
      ...run.methods.map((method) => {
        const score = scores.find((one) => one.method === method && one.horizons === last);
        return `| ${method} | ${setting.ranges.map((range) => cell(method, range)).join(' | ')} | ${figure(score?.smape ?? null, 2)} | ${figure(score?.owa ?? null)} |`;
      }),
    ].join('\n'),
    `The fair bar at ${last[0]}–${last[1]} steps is the best naive forecast, here **${bar}** (MASE ${figure(at(bar))}). Skill over it, with a 95 % interval by resampling series and blocks of origins:`,
    ['| method | skill | interval | series improved | verdict |', '|---|--:|--:|--:|---|', ...verdicts].join(
      '\n',
    ),
    intervals,
  ].join('\n\n');
}

/** Refusals by method and reason, most frequent first. */
function refusalsOf(run: Backtest): string {
  const counts = new Map<string, number>();
  for (const { method, code } of run.refusals) {
    const key = `${method} refused (\`${code}\`)`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([key, count]) => `${key} ${count} times`)
    .join(', ');
}

function intervalLine(run: Backtest, method: string, horizon: number): string {
  try {
    const [score] = scoreIntervals(run, method, { levels: [0.8], horizons: [horizon] });
    return `Split-conformal 80 % intervals of ${method} at ${horizon} steps, each from earlier origins of its own series alone, covered ${figure(100 * (score?.coverage ?? 0), 1)} % of ${score?.n ?? 0} later values${(score?.coverage ?? 0) < 0.75 ? ', short of what they promise: the errors before and after are not alike' : ''}.`;
  } catch {
    return `Too few earlier origins a series for an 80 % interval at ${horizon} steps.`;
  }
}

const values = (all: readonly DemandSeries[]): Float64Array[] => all.map((series) => series.values);

function settings(isQuick: boolean): Setting[] {
  const terms = (hiringTerms() ?? []).map(({ name, times, values: all }) => ({
    name,
    times,
    values: all.slice(times.indexOf('2012-01')),
  }));
  const monthly = ['US', 'GB', 'CA', 'AU', 'DE', 'FR'].flatMap((country) => indeedSectors(country) ?? []);
  const shareBefore = (all: Float64Array, origin: number): number =>
    all.slice(origin - 12, origin).reduce((a, b) => a + b, 0) / 12;
  const thin = <T>(list: T[], every: number): T[] =>
    isQuick ? list.filter((_, i) => i % every === 0) : list;
  return [
    {
      title: 'Terms in Hacker News hiring posts',
      about:
        'Monthly share of posts that name a term, per cent, from 2012-01 to 2022-11; the terms with a mean share of at least 1 % in the year before the first origin. Source: imsky/hiringtrends (MIT).',
      series: thin(
        values(terms).filter((all) => shareBefore(all, 60) >= 1),
        10,
      ),
      period: 12,
      minimum: 60,
      step: 2,
      horizon: 18,
      ranges: [
        [1, 6],
        [7, 11],
        [12, 18],
      ],
      seasonal: [],
    },
    {
      title: 'Indeed postings by sector, six countries',
      about:
        'Monthly means of the daily index (1 February 2020 = 100) for US, GB, CA, AU, DE and FR: 38 to 47 months, which is too short for a season. Source: Indeed Hiring Lab (CC BY 4.0).',
      series: thin(values(monthly.map(monthlyMeans)), 20),
      period: 1,
      minimum: 18,
      step: 1,
      horizon: 12,
      ranges: [
        [1, 3],
        [4, 6],
        [7, 12],
      ],
      seasonal: [],
    },
    {
      title: 'JOLTS job openings',
      about:
        'Five monthly indices of 283 months, two of them not seasonally adjusted. Source: BLS (public domain).',
      series: thin(values(jobOpenings() ?? []), 3),
      period: 12,
      minimum: 120,
      step: 3,
      horizon: 18,
      ranges: [
        [1, 6],
        [7, 11],
        [12, 18],
      ],
      seasonal: ['ANA', 'AAdA', 'MNM', 'MAdM'],
    },
    {
      title: 'US employment by industry',
      about:
        'The last 400 months of every fourth of the complete industry series, not seasonally adjusted. Source: BLS (public domain), read from a packaging that may not be copied.',
      series: thin(
        values((employment() ?? []).filter(({ values: all }) => all.length >= 400)).filter(
          (_, i) => i % 4 === 0,
        ),
        5,
      ).map((all) => all.slice(-400)),
      period: 12,
      minimum: 240,
      step: 12,
      horizon: 18,
      ranges: [
        [1, 6],
        [7, 11],
        [12, 18],
      ],
      seasonal: ['ANA', 'AAdA', 'MNM', 'MAdM'],
    },
  ];
}

const isQuick = process.argv.includes('--quick');
const all = settings(isQuick);
if (all.some(({ series }) => series.length === 0)) {
  console.log('../shared/data/demand is not here: nothing was written');
} else {
  const text = [
    '# Back-test of demand series',
    'Generated by `bench/science/backtest.ts` from `../shared/data/demand`; do not edit. Every method is fitted again at every origin on what lay before it alone, and every method is scored on the same origins. The scale of MASE is the mean absolute change over one season (12 months; 1 where there is none) within each history.',
    ...all.map(section),
  ].join('\n\n');
  if (isQuick) console.log(text);
  else {
    const folder = fileURLToPath(new URL('../../docs/science/', import.meta.url));
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${folder}demand-backtest.md`, await format(text, { parser: 'markdown' }));
  }
}
