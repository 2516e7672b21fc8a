import { requireBinary, refuse, ScienceRefusal, type Numbers, type Warning } from '../core/index.ts';
import { logistic, logisticRegression } from '../regression/index.ts';

/** The logistic baseline of one skill: log-odds of a right answer from counts of earlier right and wrong ones. */
export interface PracticeModel {
  intercept: number;
  /** Coefficients of ln(1 + earlier right answers) and ln(1 + earlier wrong answers) to the same skill. */
  right: number;
  wrong: number;
  answers: number;
  warnings: Warning[];
}

/**
 * Fits the practice model of one skill over learners' answer sequences; below `minimum` (30) answers, and where counts
 * separate right from wrong or do not vary, it is the (½-smoothed) base rate with a warning `base_rate`.
 * After Pavlik, Cen and Koedinger (2009), performance factors analysis, with logarithms of the counts.
 * Refuses `not_finite`, `out_of_range`, `empty`, `too_few`.
 */
export function fitPractice(
  sequences: readonly Numbers[],
  options: { minimum?: number } = {},
): PracticeModel {
  const { minimum = 30 } = options;
  const [y, right, wrong]: [number[], number[], number[]] = [[], [], []];
  for (const answers of sequences) {
    if (answers.length === 0) continue;
    requireBinary('sequences', answers);
    walkCounts(answers, (t, r, w) => {
      y.push(answers[t]!);
      right.push(r);
      wrong.push(w);
    });
  }
  if (y.length === 0) refuse('empty', 'sequences', 'hold no answers');
  try {
    if (y.length < minimum) refuse('too_few', 'sequences', `hold ${y.length} answers, needs ${minimum}`);
    const fit = logisticRegression({ y, predictors: { right, wrong } });
    const [a, b, c] = fit.coefficients;
    return {
      intercept: a!.estimate,
      right: b!.estimate,
      wrong: c!.estimate,
      answers: y.length,
      warnings: [],
    };
  } catch (error) {
    if (!(error instanceof ScienceRefusal)) throw error;
    const ones = y.reduce((s, v) => s + v, 0);
    return {
      intercept: Math.log((ones + 0.5) / (y.length - ones + 0.5)),
      right: 0,
      wrong: 0,
      answers: y.length,
      warnings: [{ code: 'base_rate', detail: error.message }],
    };
  }
}

/** Probability of a right answer before each answer of a sequence. Refuses `not_finite`, `out_of_range`. */
export function predictPractice(
  model: Pick<PracticeModel, 'intercept' | 'right' | 'wrong'>,
  answers: Numbers,
): Float64Array {
  if (answers.length > 0) requireBinary('answers', answers);
  const predicted = new Float64Array(answers.length);
  walkCounts(
    answers,
    (t, r, w) => (predicted[t] = logistic(model.intercept + model.right * r + model.wrong * w)),
  );
  return predicted;
}

function walkCounts(answers: Numbers, visit: (t: number, right: number, wrong: number) => void): void {
  let [r, w] = [0, 0];
  for (let t = 0; t < answers.length; t++) {
    visit(t, Math.log1p(r), Math.log1p(w));
    if (answers[t] === 1) r++;
    else w++;
  }
}
