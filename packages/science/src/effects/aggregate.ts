import { refuse, wald, type Estimate, type Random, type Warning } from '../core/index.ts';
import { bandCritical, type GroupTimeEffects } from './group-time.ts';
import { influenceError } from './two-group.ts';

/** How group-time effects are summed up. */
export type Aggregation = 'simple' | 'group' | 'dynamic' | 'calendar';

/** An aggregate with its parts: by group, by periods since treatment, or by calendar period. */
export interface AggregatedEffect {
  kind: Aggregation;
  overall: Estimate;
  /** Empty for `simple`; `key` is the group, the event time (0 = first treated period) or the period. */
  parts: (Estimate & { readonly key: number; readonly isPost: boolean; readonly groups: number })[];
  /** Critical value of a band that holds for all parts at once, null without a bootstrap. */
  criticalValue: number | null;
}

interface Combined {
  att: number;
  influence: Float64Array;
  groups: number;
}

/**
 * Sums group-time effects up, weighting groups by their share of treated units and counting the error of the shares.
 *
 * `simple`: all post-treatment cells; `group`: mean over a group's periods, then over groups; `dynamic`: by periods
 * since treatment (the data of an event-study plot), overall the mean of event times from 0 on; `calendar`: by
 * period, overall their mean. `eventTimes` limits the dynamic form to [from, to].
 * Source: Callaway and Sant'Anna (2021), section 3. Refuses `empty` where no post-treatment effect is left.
 */
export function aggregateEffects(
  effects: GroupTimeEffects,
  kind: Aggregation,
  options: {
    eventTimes?: readonly [number, number];
    simultaneous?: { random: Random; replicates: number };
  } = {},
): AggregatedEffect {
  const context = contextOf(effects);
  const post = context.cells.filter((k) => effects.effects[k]!.isPost);
  if (post.length === 0) refuse('empty', 'effects', 'holds no effect after treatment');
  const [from, to] = options.eventTimes ?? [-Infinity, Infinity];
  const keys = keysOf(effects, kind, post).filter((key) => kind !== 'dynamic' || (key >= from && key <= to));
  const parts = keys.map((key) => ({
    key,
    isPost: kind !== 'dynamic' || key >= 0,
    ...partOf(context, kind, key, post),
  }));
  const after = parts.filter((p) => p.isPost);
  if (kind !== 'simple' && after.length === 0)
    refuse('empty', 'eventTimes', 'leaves no effect after treatment');
  const overall =
    kind === 'simple'
      ? combine(context, post)
      : kind === 'group'
        ? overGroups(context, after)
        : meanOf(context, after);
  const made = ({ att, influence }: Combined, warnings: Warning[] = []): Estimate =>
    wald(att, influenceError(influence, effects.panel.clusterOf ?? undefined), {
      n: effects.panel.units,
      level: effects.level,
      warnings,
    });
  const failed = effects.checks.some((c) => c.name === 'pre_trend' && c.passed === false);
  const warnings = failed
    ? [
        {
          code: 'pre_trend',
          detail: 'effects before treatment differ from zero, so trends were not parallel',
        },
      ]
    : [];
  return {
    kind,
    overall: made(overall, warnings),
    parts: parts.map((p) => ({ ...made(p), key: p.key, isPost: p.isPost, groups: p.groups })),
    criticalValue:
      options.simultaneous === undefined || parts.length === 0
        ? null
        : bandCritical(
            parts.map((p) => p.influence),
            effects.panel,
            effects.level,
            options.simultaneous,
          ),
  };
}

interface Context {
  source: GroupTimeEffects;
  cells: number[];
  /** Share of the (weighted) units in each group. */
  share: Map<number, number>;
  meanWeight: number;
}

function contextOf(source: GroupTimeEffects): Context {
  const { first, weights, units } = source.panel;
  const total = weights.reduce((a, b) => a + b, 0);
  const share = new Map<number, number>();
  first.forEach((g, u) => share.set(g, (share.get(g) ?? 0) + weights[u]! / total));
  return { source, cells: source.effects.map((_, k) => k), share, meanWeight: total / units };
}

function keysOf(source: GroupTimeEffects, kind: Aggregation, post: number[]): number[] {
  const of = (k: number): number => {
    const e = source.effects[k]!;
    return kind === 'group' ? e.group : kind === 'calendar' ? e.period : eventTime(source, k);
  };
  if (kind === 'simple') return [];
  const cells = kind === 'dynamic' ? source.effects.map((_, k) => k) : post;
  return [...new Set(cells.map(of))].sort((a, b) => a - b);
}

/** Time since treatment, in the units of `period`. */
function eventTime(source: GroupTimeEffects, k: number): number {
  const { group, period } = source.effects[k]!;
  return period - group;
}

function partOf(context: Context, kind: Aggregation, key: number, post: number[]): Combined {
  const { source } = context;
  if (kind === 'group') {
    const cells = post.filter((k) => source.effects[k]!.group === key);
    return { ...average(context, cells), groups: 1 };
  }
  const cells =
    kind === 'calendar'
      ? post.filter((k) => source.effects[k]!.period === key)
      : context.cells.filter((k) => eventTime(source, k) === key);
  return combine(context, cells);
}

/** Weights cells by their group's share; the influence includes that of the shares themselves. */
function combine(context: Context, cells: number[]): Combined {
  const { source, share } = context;
  const p = cells.map((k) => share.get(source.effects[k]!.group)!);
  const total = p.reduce((a, b) => a + b, 0);
  const att = cells.reduce((s, k, j) => s + (p[j]! / total) * source.effects[k]!.estimate, 0);
  const influence = new Float64Array(source.panel.units);
  cells.forEach((k, j) => {
    const own = source.influence[k]!;
    for (let u = 0; u < influence.length; u++) influence[u]! += (p[j]! / total) * own[u]!;
  });
  addShares(
    context,
    influence,
    cells.map((k) => source.effects[k]!.group),
    cells.map((k) => source.effects[k]!.estimate),
    att,
    total,
  );
  return { att, influence, groups: new Set(cells.map((k) => source.effects[k]!.group)).size };
}

function overGroups(context: Context, parts: (Combined & { key: number })[]): Combined {
  const p = parts.map((part) => context.share.get(part.key)!);
  const total = p.reduce((a, b) => a + b, 0);
  const att = parts.reduce((s, part, j) => s + (p[j]! / total) * part.att, 0);
  const influence = new Float64Array(context.source.panel.units);
  parts.forEach((part, j) => part.influence.forEach((x, u) => (influence[u]! += (p[j]! / total) * x)));
  addShares(
    context,
    influence,
    parts.map((part) => part.key),
    parts.map((part) => part.att),
    att,
    total,
  );
  return { att, influence, groups: parts.length };
}

/** d/dshare of Σ p·a ÷ Σ p is (a − mean) ÷ Σ p, and a share's influence is the unit's membership less the share. */
function addShares(
  context: Context,
  influence: Float64Array,
  groups: number[],
  atts: number[],
  att: number,
  total: number,
): void {
  const { first, weights } = context.source.panel;
  const slope = new Map<number, number>();
  groups.forEach((g, j) => slope.set(g, (slope.get(g) ?? 0) + (atts[j]! - att) / total));
  let centre = 0;
  for (const [g, s] of slope) centre += s * context.share.get(g)!;
  for (let u = 0; u < influence.length; u++) {
    const w = weights[u]! / context.meanWeight;
    influence[u]! += w * ((slope.get(first[u]!) ?? 0) - centre);
  }
}

function average(context: Context, cells: number[]): { att: number; influence: Float64Array } {
  const influence = new Float64Array(context.source.panel.units);
  for (const k of cells) context.source.influence[k]!.forEach((x, u) => (influence[u]! += x / cells.length));
  return {
    att: cells.reduce((s, k) => s + context.source.effects[k]!.estimate, 0) / cells.length,
    influence,
  };
}

function meanOf(context: Context, parts: Combined[]): Combined {
  const influence = new Float64Array(context.source.panel.units);
  for (const part of parts) part.influence.forEach((x, u) => (influence[u]! += x / parts.length));
  return { att: parts.reduce((s, p) => s + p.att, 0) / parts.length, influence, groups: parts.length };
}
