import {
  normalQuantile,
  refuse,
  requireBinary,
  requireFinite,
  requireInteger,
  requireLevel,
  requireSameLength,
  wald,
  type Estimate,
  type Numbers,
} from '../core/index.ts';

/**
 * Area under the ROC curve: the chance that a right answer was given a higher probability than a wrong one, ties
 * half; interval by DeLong, DeLong and Clarke-Pearson (1988), Biometrics 44. Needs both outcomes (`constant`).
 * Refuses `out_of_range`, `constant`.
 */
export function areaUnderCurve(predicted: Numbers, outcome: Numbers, level = 0.95): Estimate {
  checkScores(predicted, outcome);
  requireLevel(level);
  const n = outcome.length;
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => predicted[i]! - predicted[j]!);
  let ones = 0;
  for (let i = 0; i < n; i++) ones += outcome[i]!;
  const zeros = n - ones;
  if (ones === 0 || zeros === 0) refuse('constant', 'outcome', 'has the same value in every row');
  const place = new Float64Array(n);
  let [zerosBelow, onesBelow] = [0, 0];
  for (let k = 0; k < n;) {
    let end = k;
    let [z, o] = [0, 0];
    while (end < n && predicted[order[end]!] === predicted[order[k]!]) {
      if (outcome[order[end]!] === 1) o++;
      else z++;
      end++;
    }
    for (; k < end; k++) {
      const i = order[k]!;
      place[i] = outcome[i] === 1 ? (zerosBelow + z / 2) / zeros : 1 - (onesBelow + o / 2) / ones;
    }
    zerosBelow += z;
    onesBelow += o;
  }
  let sum = 0;
  for (let i = 0; i < n; i++) if (outcome[i] === 1) sum += place[i]!;
  const area = sum / ones;
  let [v1, v0] = [0, 0];
  for (let i = 0; i < n; i++) {
    if (outcome[i] === 1) v1 += (place[i]! - area) ** 2;
    else v0 += (place[i]! - area) ** 2;
  }
  const variance = (ones > 1 ? v1 / (ones - 1) / ones : 0) + (zeros > 1 ? v0 / (zeros - 1) / zeros : 0);
  return wald(area, Math.sqrt(variance), { n, level });
}

/** Mean negative log-likelihood of yes/no outcomes, in nats; a probability of 0 or 1 that proves wrong refuses. */
export function logLoss(predicted: Numbers, outcome: Numbers): number {
  checkScores(predicted, outcome);
  let sum = 0;
  for (let i = 0; i < outcome.length; i++) {
    const p = outcome[i] === 1 ? predicted[i]! : 1 - predicted[i]!;
    if (p === 0) refuse('out_of_range', 'predicted', `row ${i} was called impossible and happened`);
    sum -= Math.log(p);
  }
  return sum / outcome.length;
}

/** One band of predictions against what happened; the interval is Wilson's, for independent answers. */
export interface CalibrationBand {
  from: number;
  to: number;
  n: number;
  meanPredicted: number;
  observed: number;
  interval: readonly [number, number];
}

/** How well probabilities mean what they say. */
export interface Calibration {
  bands: CalibrationBand[];
  /** Mean |predicted − observed| over bands, weighted by rows. */
  expectedError: number;
  /** Mean predicted less mean observed. */
  bias: number;
}

/** Calibration over equal bands of [0, 1]; empty bands are left out. Refuses `out_of_range`, `empty`. */
export function calibration(
  predicted: Numbers,
  outcome: Numbers,
  options: { bands?: number; level?: number } = {},
): Calibration {
  const { bands = 10, level = 0.95 } = options;
  checkScores(predicted, outcome);
  requireInteger('bands', bands, 2, 1000);
  requireLevel(level);
  const n = new Float64Array(bands);
  const [said, happened] = [new Float64Array(bands), new Float64Array(bands)];
  for (let i = 0; i < outcome.length; i++) {
    const b = Math.min(bands - 1, Math.floor(predicted[i]! * bands));
    n[b]!++;
    said[b]! += predicted[i]!;
    happened[b]! += outcome[i]!;
  }
  const z = normalQuantile(0.5 + level / 2);
  const found: CalibrationBand[] = [];
  let [expectedError, bias] = [0, 0];
  for (let b = 0; b < bands; b++) {
    const count = n[b]!;
    if (count === 0) continue;
    const [meanPredicted, observed] = [said[b]! / count, happened[b]! / count];
    found.push({
      from: b / bands,
      to: (b + 1) / bands,
      n: count,
      meanPredicted,
      observed,
      interval: wilson(observed, count, z),
    });
    expectedError += (count / outcome.length) * Math.abs(meanPredicted - observed);
    bias += (count / outcome.length) * (meanPredicted - observed);
  }
  return { bands: found, expectedError, bias };
}

function wilson(p: number, n: number, z: number): [number, number] {
  const centre = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}

function checkScores(predicted: Numbers, outcome: Numbers): void {
  requireFinite('predicted', predicted);
  requireBinary('outcome', outcome);
  requireSameLength('predicted', predicted, 'outcome', outcome);
  for (let i = 0; i < predicted.length; i++)
    if (predicted[i]! < 0 || predicted[i]! > 1)
      refuse('out_of_range', 'predicted', `row ${i} is ${predicted[i]!}`);
}
