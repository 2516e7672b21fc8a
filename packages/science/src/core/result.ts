import { normalQuantile, tQuantile } from './tails.ts';
import { requireLevel } from './refusal.ts';

/** Something that a reader of a result must know before using it. */
export interface Warning {
  /** Stable snake_case code. */
  readonly code: string;
  readonly detail: string;
}

/** One checked assumption; `passed` is null where the data cannot tell. */
export interface Check {
  readonly name: string;
  readonly passed: boolean | null;
  /** The figure that the check looked at, such as a p-value or a condition number. */
  readonly value?: number;
  readonly detail: string;
}

/** A number with what a reader needs to judge it. */
export interface Estimate {
  readonly estimate: number;
  readonly standardError: number;
  /** Confidence interval [low, high] at `level`. */
  readonly interval: readonly [number, number];
  /** Confidence level in (0, 1). */
  readonly level: number;
  /** Number of observations. */
  readonly n: number;
  readonly warnings: readonly Warning[];
}

/** What `wald` needs beside the number and its error. */
export interface WaldOptions {
  readonly n: number;
  /** Confidence level; 0.95 by default. */
  readonly level?: number;
  /** Degrees of freedom of Student's t; the normal without it. */
  readonly df?: number;
  readonly warnings?: readonly Warning[];
}

/** Makes an `Estimate` whose interval is estimate ± quantile × standard error. Refuses a bad level (`out_of_range`). */
export function wald(estimate: number, standardError: number, options: WaldOptions): Estimate {
  const { n, level = 0.95, df = Infinity, warnings = [] } = options;
  requireLevel(level);
  const p = 0.5 + level / 2;
  const margin = (df === Infinity ? normalQuantile(p) : tQuantile(p, df)) * standardError;
  return {
    estimate,
    standardError,
    interval: [estimate - margin, estimate + margin],
    level,
    n,
    warnings,
  };
}
