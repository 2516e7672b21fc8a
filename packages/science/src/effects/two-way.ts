import { requireLevel, wald, type Estimate, type Warning, refuse } from '../core/index.ts';
import { layOutPanel, type PanelInput } from './panel.ts';

/** The two-way fixed-effects estimate beside the reason not to lean on it. */
export interface TwoWayFixedEffects extends Estimate {
  /** Share of treated unit-periods whose effect enters with a negative weight, and the sum of those weights. */
  readonly negativeShare: number;
  readonly negativeWeight: number;
}

/**
 * Regression of the outcome on "treated now" with unit and period effects, errors clustered by unit. With treatment
 * at different times it is a weighted sum of group-time effects whose weights can be negative, since units treated
 * earlier serve as controls; a warning `forbidden_comparison` says how many do.
 * Source: de Chaisemartin and D'Haultfœuille (2020), American Economic Review 110(9), theorem 1.
 * Refuses `out_of_range`, `constant`.
 */
export function twoWayFixedEffects(input: PanelInput, level = 0.95): TwoWayFixedEffects {
  requireLevel(level);
  const { units, periods, outcome, first, warnings: noted } = layOutPanel(input);
  const T = periods.length;
  const treatedNow = periods.map((p) => first.map((g) => (g > 0 && p >= g ? 1 : 0)));
  const d = withinTwoWays(treatedNow);
  const y = withinTwoWays(outcome);
  let [dd, dy] = [0, 0];
  for (let t = 0; t < T; t++)
    for (let u = 0; u < units; u++) {
      dd += d[t]![u]! ** 2;
      dy += d[t]![u]! * y[t]![u]!;
    }
  if (!(dd > 1e-12 * units * T))
    refuse('constant', 'firstTreated', 'treatment does not vary beyond units and periods');
  const estimate = dy / dd;
  let meat = 0;
  for (let u = 0; u < units; u++) {
    let s = 0;
    for (let t = 0; t < T; t++) s += d[t]![u]! * (y[t]![u]! - estimate * d[t]![u]!);
    meat += s * s;
  }
  // Unit effects are nested in the clusters, so they do not count among the coefficients.
  const rows = units * T;
  const factor = ((units / (units - 1)) * (rows - 1)) / (rows - T);
  const se = Math.sqrt(factor * meat) / dd;
  let [treatedCells, negative, sum, below] = [0, 0, 0, 0];
  for (let t = 0; t < T; t++)
    for (let u = 0; u < units; u++)
      if (treatedNow[t]![u] === 1) {
        treatedCells++;
        sum += d[t]![u]!;
        if (d[t]![u]! < -1e-12) {
          negative++;
          below += d[t]![u]!;
        }
      }
  const warnings: Warning[] = [...noted];
  if (negative > 0)
    warnings.push({
      code: 'forbidden_comparison',
      detail: `${negative} of ${treatedCells} treated unit-periods count with a negative weight; use groupTimeEffects`,
    });
  return {
    ...wald(estimate, se, { n: rows, level, df: units - 1, warnings }),
    negativeShare: negative / treatedCells,
    negativeWeight: below / sum,
  };
}

function withinTwoWays(x: readonly Float64Array[]): Float64Array[] {
  const T = x.length;
  const units = x[0]!.length;
  const byUnit = new Float64Array(units);
  const byPeriod = new Float64Array(T);
  x.forEach((row, t) =>
    row.forEach((v, u) => {
      byUnit[u]! += v / T;
      byPeriod[t]! += v / units;
    }),
  );
  const all = byPeriod.reduce((a, b) => a + b, 0) / T;
  return x.map((row, t) => row.map((v, u) => v - byUnit[u]! - byPeriod[t]! + all));
}
