import {
  cholesky,
  choleskySolve,
  chiSquareTail,
  matrix,
  normalQuantile,
  refuse,
  requireInteger,
  requireLevel,
  ScienceRefusal,
  wald,
  type Check,
  type Estimate,
  type Random,
  type Warning,
} from '../core/index.ts';
import { layOutPanel, type Panel, type PanelInput } from './panel.ts';
import { influenceError, twoGroupAtt, type AttMethod } from './two-group.ts';

/** How group-time effects are estimated. */
export interface GroupTimeOptions {
  /** Units never treated, or also those not treated yet; `never`. */
  control?: 'never' | 'not_yet';
  /** Use of covariates; `doubly_robust`. Without covariates all methods agree. */
  method?: AttMethod;
  /** Base of periods before treatment: the period before each (`varying`) or the last before treatment (`universal`). */
  base?: 'varying' | 'universal';
  /** Periods before treatment in which it may already act; 0. */
  anticipation?: number;
  /** Treated units below which a group is not estimated; 1 is allowed, 5 is the default. */
  minimumGroup?: number;
  level?: number;
  /** With it, intervals that hold for all group-time effects at once are added by multiplier bootstrap. */
  simultaneous?: { random: Random; replicates: number };
}

/** The effect in period `period` on units first treated in period `group`. */
export interface GroupTimeEffect extends Estimate {
  readonly group: number;
  readonly period: number;
  readonly isPost: boolean;
  /** Period that changes are measured from. */
  readonly base: number;
}

/** Group-time average treatment effects with what aggregation needs. */
export interface GroupTimeEffects {
  effects: GroupTimeEffect[];
  /** Influence of each kept unit on each effect. */
  influence: Float64Array[];
  panel: Panel;
  /** Wald test that all effects before treatment are zero; null where there are none or their covariance is singular. */
  preTrend: { statistic: number; df: number; p: number } | null;
  /** Critical value of the simultaneous band, null without the bootstrap. */
  criticalValue: number | null;
  level: number;
  checks: Check[];
  warnings: Warning[];
}

/**
 * Difference-in-differences with treatment at different times: ATT(g, t) for every group and period, each against
 * units that are untreated in both periods compared. Needs parallel trends (given covariates, taken at the base
 * period) and no anticipation beyond `anticipation`.
 *
 * Errors are by influence functions, clustered by unit or by `clusters`. A group below `minimumGroup` and a pair
 * without controls or with inseparable covariates is left out with a warning `not_estimated`, not guessed. Pre-trends
 * that look parallel do not prove it: see the power of the test before trusting a large p.
 * Source: Callaway and Sant'Anna (2021), J. Econometrics 225. Refuses `no_overlap` where nothing can be estimated.
 */
export function groupTimeEffects(input: PanelInput, options: GroupTimeOptions = {}): GroupTimeEffects {
  const { anticipation = 0, minimumGroup = 5, level = 0.95 } = options;
  requireInteger('anticipation', anticipation);
  requireInteger('minimumGroup', minimumGroup, 1);
  requireLevel(level);
  const panel = layOutPanel(input);
  const warnings = [...panel.warnings];
  const groups = [...new Set(panel.first)]
    .filter((g) => g > 0 && g <= panel.periods.at(-1)!)
    .sort((a, b) => a - b);
  if (groups.length === 0) refuse('constant', 'firstTreated', 'no unit is first treated within the panel');
  if ((options.control ?? 'never') === 'never' && !panel.first.includes(0))
    refuse('no_overlap', 'firstTreated', "no unit is never treated; the control 'not_yet' needs none");
  const effects: GroupTimeEffect[] = [];
  const influence: Float64Array[] = [];
  for (const group of groups) {
    const size = panel.first.filter((g) => g === group).length;
    if (size < minimumGroup) {
      warnings.push({
        code: 'not_estimated',
        detail: `group ${group} has ${size} units, fewer than ${minimumGroup}`,
      });
      continue;
    }
    for (const pair of pairsOf(panel, group, anticipation, options.base ?? 'varying')) {
      const found = attempt(panel, group, pair, options, warnings);
      if (found === null) continue;
      const se = influenceError(found.influence, panel.clusterOf ?? undefined);
      effects.push({
        ...wald(found.att, se, { n: found.n, level }),
        group,
        period: panel.periods[pair.t]!,
        isPost: pair.isPost,
        base: panel.periods[pair.from]!,
      });
      influence.push(found.influence);
    }
  }
  if (effects.length === 0) refuse('no_overlap', 'firstTreated', 'no group and period can be estimated');
  const preTrend = testPreTrend(effects, influence, panel);
  return {
    effects,
    influence,
    panel,
    preTrend,
    criticalValue:
      options.simultaneous === undefined ? null : bandCritical(influence, panel, level, options.simultaneous),
    level,
    checks: [
      {
        name: 'pre_trend',
        passed: preTrend === null ? null : preTrend.p >= 0.05,
        ...(preTrend === null ? {} : { value: preTrend.p }),
        detail: 'p of the test that all effects before treatment are zero',
      },
    ],
    warnings,
  };
}

interface Pair {
  t: number;
  from: number;
  isPost: boolean;
}

function pairsOf(panel: Panel, group: number, anticipation: number, base: 'varying' | 'universal'): Pair[] {
  const { periods } = panel;
  const before = periods.filter((p) => p + anticipation < group).length - 1;
  if (before < 0) return [];
  return periods.flatMap((p, t): Pair[] => {
    const isPost = p >= group;
    if (isPost || base === 'universal') return t === before ? [] : [{ t, from: before, isPost }];
    return t === 0 ? [] : [{ t, from: t - 1, isPost }];
  });
}

function attempt(
  panel: Panel,
  group: number,
  { t, from }: Pair,
  options: GroupTimeOptions,
  warnings: Warning[],
): { att: number; influence: Float64Array; n: number } | null {
  const { control = 'never', method = 'doubly_robust', anticipation = 0 } = options;
  const last = panel.periods[Math.max(t, from)]! + anticipation;
  const rows: number[] = [];
  panel.first.forEach((g, u) => {
    const isControl = g === 0 || (control === 'not_yet' && g > last && g !== group);
    if (g === group || isControl) rows.push(u);
  });
  const treated = Float64Array.from(rows, (u) => (panel.first[u] === group ? 1 : 0));
  try {
    const { att, influence } = twoGroupAtt({
      y: Float64Array.from(rows, (u) => panel.outcome[t]![u]! - panel.outcome[from]![u]!),
      treated,
      covariates: Object.fromEntries(
        Object.entries(panel.covariates).map(([name, xs]) => [
          name,
          Float64Array.from(rows, (u) => xs[Math.min(t, from)]![u]!),
        ]),
      ),
      weights: Float64Array.from(rows, (u) => panel.weights[u]!),
      method: Object.keys(panel.covariates).length === 0 ? 'regression' : method,
    });
    const whole = new Float64Array(panel.units);
    rows.forEach((u, k) => (whole[u] = (influence[k]! * panel.units) / rows.length));
    return { att, influence: whole, n: rows.length };
  } catch (error) {
    if (!(error instanceof ScienceRefusal)) throw error;
    const detail = `group ${group}, period ${panel.periods[t]!}: ${error.message}`;
    warnings.push({ code: 'not_estimated', detail });
    return null;
  }
}

function testPreTrend(
  effects: GroupTimeEffect[],
  influence: Float64Array[],
  panel: Panel,
): GroupTimeEffects['preTrend'] {
  const pre = effects.map((_, k) => k).filter((k) => !effects[k]!.isPost);
  if (pre.length === 0) return null;
  const sums = pre.map((k) => clusterSums(influence[k]!, panel.clusterOf));
  const v = matrix(pre.length, pre.length);
  for (let a = 0; a < pre.length; a++)
    for (let b = 0; b < pre.length; b++) {
      let s = 0;
      for (let i = 0; i < sums[a]!.length; i++) s += sums[a]![i]! * sums[b]![i]!;
      v.data[a * pre.length + b] = s / panel.units ** 2;
    }
  const factor = cholesky(v);
  if (factor === null) return null;
  const att = Float64Array.from(pre, (k) => effects[k]!.estimate);
  const solved = choleskySolve(factor, att);
  const statistic = att.reduce((s, a, k) => s + a * solved[k]!, 0);
  if (!Number.isFinite(statistic)) return null;
  return { statistic, df: pre.length, p: chiSquareTail(statistic, pre.length) };
}

function clusterSums(influence: Float64Array, clusterOf: Int32Array | null): Float64Array {
  if (clusterOf === null) return influence;
  const sums = new Float64Array(clusterOf.reduce((a, b) => Math.max(a, b), 0) + 1);
  clusterOf.forEach((c, u) => (sums[c]! += influence[u]!));
  return sums;
}

/** Critical value of the largest |t| over effects, by a Rademacher multiplier bootstrap of the influence functions. */
export function bandCritical(
  influence: readonly Float64Array[],
  panel: Panel,
  level: number,
  { random, replicates }: { random: Random; replicates: number },
): number {
  requireInteger('replicates', replicates, 50);
  const sums = influence.map((f) => clusterSums(f, panel.clusterOf));
  const live = sums.filter((s) => s.some((x) => x !== 0));
  const errors = live.map((s) => Math.sqrt(s.reduce((a, x) => a + x * x, 0)));
  const largest = new Float64Array(replicates);
  for (let r = 0; r < replicates; r++) {
    const sign = Float64Array.from({ length: live[0]?.length ?? 0 }, () => (random.next() < 0.5 ? -1 : 1));
    live.forEach((s, k) => {
      let sum = 0;
      for (let i = 0; i < s.length; i++) sum += s[i]! * sign[i]!;
      largest[r] = Math.max(largest[r]!, Math.abs(sum) / errors[k]!);
    });
  }
  largest.sort();
  return Math.max(largest[Math.ceil(level * replicates) - 1]!, normalQuantile(0.5 + level / 2));
}
