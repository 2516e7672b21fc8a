import {
  fromColumns,
  leastSquares,
  refuse,
  requireBinary,
  requireFinite,
  requireInteger,
  requireLevel,
  requireSameLength,
  ScienceRefusal,
  wald,
  type Estimate,
  type Numbers,
  type Random,
} from '../core/index.ts';

/** Two groups, an outcome (usually log earnings) and what should explain it. */
export interface OaxacaInput {
  outcome: Numbers;
  /** 0 for group A (whose mean comes first in the gap), 1 for group B. */
  inB: Numbers;
  /** Explaining variables by name, without a constant. */
  covariates: Readonly<Record<string, Numbers>>;
  /** Replicates of the within-group bootstrap of standard errors; without it errors are absent. */
  bootstrap?: { random: Random; replicates: number };
  level?: number;
}

/** A part of the gap; `estimate.standardError` and its interval are there only with a bootstrap. */
export interface GapPart {
  total: number;
  byVariable: Record<string, number>;
  estimate: Estimate | null;
}

/** The two-fold split at one reference: the coefficients that would hold without unequal treatment. */
export interface TwoFold {
  reference: 'a' | 'b' | 'mean' | 'share' | 'pooled' | 'pooled_with_group';
  explained: GapPart;
  unexplained: GapPart;
}

/** The Oaxaca–Blinder decomposition of mean(A) − mean(B). */
export interface Oaxaca {
  gap: number;
  meanA: number;
  meanB: number;
  nA: number;
  nB: number;
  threeFold: { endowments: GapPart; coefficients: GapPart; interaction: GapPart };
  twoFold: TwoFold[];
  /** Resamples behind the standard errors; those that could not be decomposed are not among them. */
  replicates: number;
}

/**
 * Oaxaca–Blinder decomposition: three-fold from B's viewpoint, and two-fold with each reference: A's coefficients,
 * B's, their mean (Reimers), the mean weighted by group size (Cotton), the pooled fit (Neumark), and the pooled fit
 * with a group indicator (Jann). The split between explained and unexplained describes; it is not a causal effect.
 *
 * Sources: Oaxaca (1973), Int. Economic Review 14; Blinder (1973), J. Human Resources 8; Jann (2008), Stata J. 8(4).
 * Refuses `empty`, `length_mismatch`, `not_finite`, `out_of_range`, `too_few` (a group not above the number of
 * coefficients) and `collinear`.
 */
export function oaxacaBlinder(input: OaxacaInput): Oaxaca {
  const { outcome, inB, covariates, bootstrap, level = 0.95 } = input;
  requireFinite('outcome', outcome);
  requireBinary('inB', inB);
  requireSameLength('outcome', outcome, 'inB', inB);
  requireLevel(level);
  const names = Object.keys(covariates);
  for (const name of names) {
    requireFinite(name, covariates[name]!);
    requireSameLength('outcome', outcome, name, covariates[name]!);
  }
  const [a, b]: [number[], number[]] = [[], []];
  for (let i = 0; i < outcome.length; i++) (inB[i] === 1 ? b : a).push(i);
  for (const [label, rows] of [
    ['group A', a],
    ['group B', b],
  ] as const)
    if (rows.length <= names.length + 1) refuse('too_few', 'inB', `${label} has ${rows.length} people`);
  const columns = names.map((name) => covariates[name]!);
  const point = decompose(outcome, columns, names, a, b);
  const draws: Parts[] = [];
  if (bootstrap !== undefined) {
    requireInteger('replicates', bootstrap.replicates, 2);
    for (let r = 0; r < bootstrap.replicates; r++) {
      const random = bootstrap.random.split(r);
      const again = (rows: number[]): number[] => rows.map(() => rows[random.int(rows.length)]!);
      // A resample may lack a rare level altogether; it then has no decomposition and is left out and counted.
      try {
        draws.push(decompose(outcome, columns, names, again(a), again(b)));
      } catch (error) {
        if (!(error instanceof ScienceRefusal)) throw error;
      }
    }
    if (draws.length < Math.max(2, bootstrap.replicates / 2))
      refuse(
        'collinear',
        'bootstrap',
        `${draws.length} of ${bootstrap.replicates} resamples can be decomposed`,
      );
  }
  return assemble(point, draws, names, a.length, b.length, level);
}

interface Parts {
  meanA: number;
  meanB: number;
  /** Contributions of the constant and each variable, by part. */
  parts: Map<string, Float64Array>;
}

const REFERENCES = ['a', 'b', 'mean', 'share', 'pooled', 'pooled_with_group'] as const;

function decompose(
  outcome: Numbers,
  columns: readonly Numbers[],
  names: string[],
  a: number[],
  b: number[],
): Parts {
  const k = columns.length + 1;
  const fit = (rows: number[], extra: Numbers[] = []): Float64Array =>
    leastSquares(
      fromColumns([
        new Float64Array(rows.length).fill(1),
        ...columns.map((c) => Float64Array.from(rows, (i) => c[i]!)),
        ...extra,
      ]),
      Float64Array.from(rows, (i) => outcome[i]!),
      undefined,
      ['intercept', ...names, 'inB'],
    ).coefficients;
  const means = (rows: number[]): Float64Array =>
    Float64Array.from({ length: k }, (_, j) =>
      j === 0 ? 1 : rows.reduce((s, i) => s + columns[j - 1]![i]!, 0) / rows.length,
    );
  const mean = (rows: number[]): number => rows.reduce((s, i) => s + outcome[i]!, 0) / rows.length;
  const [xa, xb, ba, bb] = [means(a), means(b), fit(a), fit(b)];
  const everyone = [...a, ...b];
  const pooled = fit(everyone);
  const withGroup = fit(everyone, [Float64Array.from(everyone, (_, i) => (i < a.length ? 0 : 1))]);
  const share = a.length / everyone.length;
  const reference: Record<(typeof REFERENCES)[number], Numbers> = {
    a: ba,
    b: bb,
    mean: ba.map((x, j) => (x + bb[j]!) / 2),
    share: ba.map((x, j) => share * x + (1 - share) * bb[j]!),
    pooled,
    pooled_with_group: withGroup,
  };
  const parts = new Map<string, Float64Array>();
  const made = (name: string, term: (j: number) => number): void =>
    void parts.set(
      name,
      Float64Array.from({ length: k }, (_, j) => term(j)),
    );
  made('endowments', (j) => (xa[j]! - xb[j]!) * bb[j]!);
  made('coefficients', (j) => xb[j]! * (ba[j]! - bb[j]!));
  made('interaction', (j) => (xa[j]! - xb[j]!) * (ba[j]! - bb[j]!));
  for (const name of REFERENCES) {
    const beta = reference[name];
    made(`explained ${name}`, (j) => (xa[j]! - xb[j]!) * beta[j]!);
    made(`unexplained ${name}`, (j) => xa[j]! * (ba[j]! - beta[j]!) + xb[j]! * (beta[j]! - bb[j]!));
  }
  return { meanA: mean(a), meanB: mean(b), parts };
}

function assemble(
  point: Parts,
  draws: Parts[],
  names: string[],
  nA: number,
  nB: number,
  level: number,
): Oaxaca {
  const total = (p: Parts, name: string): number => p.parts.get(name)!.reduce((s, x) => s + x, 0);
  const part = (name: string): GapPart => {
    const own = point.parts.get(name)!;
    const estimate = total(point, name);
    return {
      total: estimate,
      byVariable: Object.fromEntries(['intercept', ...names].map((v, j) => [v, own[j]!])),
      estimate:
        draws.length === 0
          ? null
          : wald(estimate, deviation(draws.map((d) => total(d, name))), { n: nA + nB, level }),
    };
  };
  return {
    gap: point.meanA - point.meanB,
    meanA: point.meanA,
    meanB: point.meanB,
    nA,
    nB,
    threeFold: {
      endowments: part('endowments'),
      coefficients: part('coefficients'),
      interaction: part('interaction'),
    },
    twoFold: REFERENCES.map((reference) => ({
      reference,
      explained: part(`explained ${reference}`),
      unexplained: part(`unexplained ${reference}`),
    })),
    replicates: draws.length,
  };
}

function deviation(xs: number[]): number {
  const mean = xs.reduce((a, b) => a + b, 0) / xs.length;
  return Math.sqrt(xs.reduce((s, x) => s + (x - mean) ** 2, 0) / (xs.length - 1));
}
