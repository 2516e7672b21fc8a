// The running result of a judgement, computed just as the server decides: exact, never by floating point.

/** What of a rubric decides. */
export interface RubricRules {
  readonly criteria: readonly {
    readonly id: string;
    readonly weight: number;
    readonly mustPass?: string | undefined;
    readonly levels: readonly { readonly id: string; readonly points: number }[];
  }[];
  readonly thresholdNumerator: number;
  readonly thresholdDenominator: number;
}

/** How a judgement stands. */
export interface RunningResult {
  /** How many criteria have a level. */
  readonly scored: number;
  /** Criteria without one, in the order of the rubric. */
  readonly open: readonly string[];
  /** The weighted share of the points so far, exact; criteria without a level count nothing yet. */
  readonly total: { readonly numerator: bigint; readonly denominator: bigint };
  /** The same, and what is needed, from 0 to 1 to show; nothing is decided by them. */
  readonly ratio: number;
  readonly threshold: number;
  readonly isThresholdMet: boolean;
  /** Criteria whose least level is not reached, in the order of the rubric. */
  readonly missed: readonly string[];
  /** What the decision would be; null while a criterion has no level. */
  readonly outcome: 'mastered' | 'not_yet' | null;
}

/** Works out how a judgement stands, from the level chosen for each criterion by its id. */
export function runningResult(
  rubric: RubricRules,
  chosen: Readonly<Record<string, string | undefined>>,
): RunningResult {
  let numerator = 0n;
  let denominator = 1n;
  let weights = 0n;
  const open: string[] = [];
  const missed: string[] = [];
  for (const { id, weight, mustPass, levels } of rubric.criteria) {
    weights += BigInt(weight);
    const level = levels.find((one) => one.id === chosen[id]);
    if (level === undefined) {
      open.push(id);
      continue;
    }
    const most = BigInt(Math.max(...levels.map(({ points }) => points)));
    numerator = numerator * most + BigInt(weight * level.points) * denominator;
    denominator *= most;
    const least = levels.find((one) => one.id === mustPass);
    if (least !== undefined && level.points < least.points) missed.push(id);
  }
  denominator *= weights;
  const needed = BigInt(rubric.thresholdNumerator);
  const of = BigInt(rubric.thresholdDenominator);
  const isThresholdMet = numerator * of >= needed * denominator;
  return {
    scored: rubric.criteria.length - open.length,
    open,
    total: { numerator, denominator },
    ratio: Number((numerator * 1_000_000n) / denominator) / 1_000_000,
    threshold: rubric.thresholdNumerator / rubric.thresholdDenominator,
    isThresholdMet,
    missed,
    outcome: open.length > 0 ? null : isThresholdMet && missed.length === 0 ? 'mastered' : 'not_yet',
  };
}
