import { logLoss, areaUnderCurve, calibration, type Calibration } from '../mastery/scoring.ts';
import { fitPractice, predictPractice } from '../mastery/baseline.ts';
import { fitTracing, traceKnowledge } from '../mastery/tracing.ts';
import { ScienceRefusal, type Estimate, type Random } from '../core/index.ts';

/** One learner's answers in order, each with its skill. */
export interface Learner {
  skills: number[];
  answers: number[];
}

/** Reads the three-line format: how many answers, their skills, whether each was right. */
export function readLearners(text: string): Learner[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const list = (line: string): number[] =>
    line
      .split(',')
      .filter((c) => c !== '')
      .map(Number);
  const learners: Learner[] = [];
  for (let i = 0; i + 2 < lines.length; i += 3) {
    const [skills, answers] = [list(lines[i + 1]!), list(lines[i + 2]!)];
    if (skills.length !== Number(lines[i]) || answers.length !== skills.length)
      throw new Error(`record ${i / 3} does not hold the ${lines[i]!} answers that it says`);
    learners.push({ skills, answers });
  }
  return learners;
}

/** How a model did on answers of learners that it had not seen. */
export interface Score {
  model: string;
  area: Estimate;
  logLoss: number;
  calibration: Calibration;
  foldAreas: number[];
  foldLosses: number[];
}

const MODELS = [
  'base rate of the skill',
  'logistic on practice',
  'knowledge tracing',
  'knowledge tracing, bounds 0.5',
] as const;

/** Cross-validates the models in folds of whole learners; a skill unseen in training gets the overall rate. */
export function crossValidate(learners: readonly Learner[], folds: number, random: Random): Score[] {
  const order = random.shuffle(learners);
  const predicted = new Map<string, number[]>(MODELS.map((m) => [m, []]));
  const outcome: number[] = [];
  const ends: number[] = [0];
  for (let f = 0; f < folds; f++) {
    const train = bySkill(order.filter((_, i) => i % folds !== f));
    const models = fitAll(train);
    for (const [skill, sequences] of bySkill(order.filter((_, i) => i % folds === f)))
      for (const answers of sequences) {
        outcome.push(...answers);
        for (const model of MODELS)
          for (const p of models(model, skill, answers)) predicted.get(model)!.push(clip(p));
      }
    ends.push(outcome.length);
  }
  return MODELS.map((model) => {
    const p = predicted.get(model)!;
    const parts = ends
      .slice(1)
      .map((end, f) => [p.slice(ends[f], end), outcome.slice(ends[f], end)] as const);
    return {
      model,
      area: areaUnderCurve(p, outcome),
      logLoss: logLoss(p, outcome),
      calibration: calibration(p, outcome),
      foldAreas: parts.map(([q, y]) => areaUnderCurve(q, y).estimate),
      foldLosses: parts.map(([q, y]) => logLoss(q, y)),
    };
  });
}

/** Holds predictions off 0 and 1, the same for every model, so that one certain error cannot decide a comparison. */
function clip(p: number): number {
  return Math.min(1 - 1e-4, Math.max(1e-4, p));
}

/** Answer sequences of each skill, one a learner. */
export function bySkill(learners: readonly Learner[]): Map<number, number[][]> {
  const skills = new Map<number, number[][]>();
  for (const { skills: ids, answers } of learners) {
    const own = new Map<number, number[]>();
    ids.forEach((s, t) => own.set(s, [...(own.get(s) ?? []), answers[t]!]));
    for (const [s, sequence] of own) skills.set(s, [...(skills.get(s) ?? []), sequence]);
  }
  return skills;
}

type Predict = (
  model: (typeof MODELS)[number],
  skill: number,
  answers: number[],
) => ArrayLike<number> & Iterable<number>;

function fitAll(train: Map<number, number[][]>): Predict {
  const all = [...train.values()].flat(2);
  const overall = all.reduce((a, b) => a + b, 0) / all.length;
  const rates = new Map<number, number>();
  const practice = new Map<number, ReturnType<typeof fitPractice>>();
  const tracing = new Map<number, ReturnType<typeof fitTracing>>();
  const loose = new Map<number, ReturnType<typeof fitTracing>>();
  for (const [skill, sequences] of train) {
    const answers = sequences.flat();
    rates.set(skill, (answers.reduce((a, b) => a + b, 0) + overall) / (answers.length + 1));
    practice.set(skill, fitPractice(sequences));
    try {
      tracing.set(skill, fitTracing(sequences));
      loose.set(skill, fitTracing(sequences, { bounds: { slip: 0.5, guess: 0.5 } }));
    } catch (error) {
      // A skill with too few or all-alike answers has no tracing model; its base rate stands in.
      if (!(error instanceof ScienceRefusal)) throw error;
    }
  }
  return (model, skill, answers) => {
    const rate = rates.get(skill) ?? overall;
    const flat = (): Float64Array => new Float64Array(answers.length).fill(rate);
    if (model === 'logistic on practice') {
      const fit = practice.get(skill);
      return fit === undefined ? flat() : predictPractice(fit, answers);
    }
    if (model !== 'base rate of the skill') {
      const fit = (model === 'knowledge tracing' ? tracing : loose).get(skill);
      return fit === undefined ? flat() : traceKnowledge(fit.parameters, answers).predicted;
    }
    return flat();
  };
}
