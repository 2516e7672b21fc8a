import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ScienceRefusal, seededRandom, type Random } from '../core/index.ts';
import { describeShared } from '../testing/shared.ts';
import {
  abilityEap,
  abilityMle,
  areaUnderCurve,
  calibration,
  fitPractice,
  fitTracing,
  fitTwoParameter,
  logLoss,
  predictPractice,
  recency,
  raschConditional,
  raschJoint,
  traceKnowledge,
} from './index.ts';

const code = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    return error instanceof ScienceRefusal ? error.code : String(error);
  }
  return 'no refusal';
};
const close = (got: ArrayLike<number>, want: number[], digits: number): void =>
  want.forEach((w, i) => expect(got[i]).toBeCloseTo(w, digits));

const simulate = (
  random: Random,
  learners: number,
  length: number,
  p: { known: number; learn: number; slip: number; guess: number },
): number[][] =>
  Array.from({ length: learners }, () => {
    let known = random.next() < p.known;
    return Array.from({ length }, () => {
      const right = random.next() < (known ? 1 - p.slip : p.guess) ? 1 : 0;
      known ||= random.next() < p.learn;
      return right;
    });
  });

describe('knowledge tracing', () => {
  it('M1: answers 1,0,1,1,1 at P0 .3, T .1, s .1, g .2 give .658537 .219814 .656207 .909450 .980664 (Corbett and Anderson 1995)', () => {
    const trace = traceKnowledge({ known: 0.3, learn: 0.1, slip: 0.1, guess: 0.2 }, [1, 0, 1, 1, 1]);
    close(trace.posterior, [0.658537, 0.219814, 0.656207, 0.90945, 0.980664], 6);
    close(trace.next, [0.692683, 0.297833, 0.690587, 0.918505, 0.982598], 6);
  });

  it('a right answer never lowers belief and a wrong one never raises it, when guess + slip < 1', () => {
    const share = fc.double({ min: 0.01, max: 0.49, noNaN: true });
    fc.assert(
      fc.property(
        share,
        share,
        share,
        share,
        fc.array(fc.constantFrom(0, 1), { minLength: 1, maxLength: 30 }),
        (known, learn, slip, guess, answers) => {
          const { posterior, next } = traceKnowledge({ known, learn, slip, guess }, answers);
          answers.forEach((a, t) => {
            const before = t === 0 ? known : next[t - 1]!;
            if (a === 1) expect(posterior[t]).toBeGreaterThanOrEqual(before - 1e-12);
            else expect(posterior[t]).toBeLessThanOrEqual(before + 1e-12);
            expect(next[t]).toBeLessThanOrEqual(1);
          });
        },
      ),
      { examples: [[0.01, 0.01, 0.03531393708547293, 0.01, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0]]] },
    );
  });

  it('the fit recovers planted parameters', () => {
    const truth = { known: 0.3, learn: 0.15, slip: 0.06, guess: 0.2 };
    const fit = fitTracing(simulate(seededRandom('tracing'), 1500, 10, truth));
    for (const name of ['known', 'learn', 'slip', 'guess'] as const)
      expect(Math.abs(fit.parameters[name] - truth[name])).toBeLessThan(0.05);
    expect(fit.checks[0]!.passed).toBe(true);
  });

  it('refuses what cannot be fitted and marks what lies on a bound', () => {
    expect(code(() => fitTracing([]))).toBe('empty');
    expect(code(() => fitTracing([[1, 1, 0]]))).toBe('too_few');
    expect(code(() => fitTracing([new Array<number>(30).fill(1)]))).toBe('constant');
    expect(code(() => fitTracing([[2, ...new Array<number>(30).fill(1)]]))).toBe('out_of_range');
    expect(code(() => traceKnowledge({ known: NaN, learn: 0, slip: 0, guess: 0 }, []))).toBe('not_finite');
    expect(code(() => traceKnowledge({ known: 1, learn: 0, slip: 0, guess: 0 }, [0]))).toBe('out_of_range');
    const random = seededRandom('noise');
    const noise = Array.from({ length: 200 }, () =>
      Array.from({ length: 5 }, () => (random.next() < 0.5 ? 1 : 0)),
    );
    expect(fitTracing(noise).warnings.map((w) => w.code)).toContain('at_bound');
  });
});

describeShared('LSAT section 6', 'golden/lsat6.csv', (rows) => {
  const responses = rows.map((r) => ['Q1', 'Q2', 'Q3', 'Q4', 'Q5'].map((q) => Number(r[q])));

  it('M2: conditional Rasch easiness 1.256128 −.474907 −1.235981 −.168410 .623170, errors, log-likelihood −1091.5697 (R eRm)', () => {
    const fit = raschConditional(responses);
    close(
      fit.easiness.map((e) => e.estimate),
      [1.256128, -0.474907, -1.235981, -0.16841, 0.62317],
      5,
    );
    close(
      fit.easiness.map((e) => e.standardError),
      [0.104406, 0.069917, 0.068778, 0.072619, 0.085917],
      5,
    );
    expect(fit.logLikelihood).toBeCloseTo(-1091.5697, 4);
    close(
      fit.abilities.slice(1, 5).map((a) => a!.ability),
      [-1.601533, -0.474328, 0.480863, 1.599947],
      5,
    );
    expect(fit.abilities[0]).toBeNull();
    expect(fit.abilities[5]).toBeNull();
  });

  it('M2: item means .924 .709 .553 .763 .870', () => {
    close(
      [0, 1, 2, 3, 4].map((j) => responses.reduce((s, r) => s + r[j]!, 0) / 1000),
      [0.924, 0.709, 0.553, 0.763, 0.87],
      10,
    );
  });

  it('joint estimates lie near the conditional ones once corrected, and say that they are biased', () => {
    const [joint, conditional] = [raschJoint(responses), raschConditional(responses)];
    joint.easiness.forEach((e, j) =>
      expect(Math.abs(e.estimate - conditional.easiness[j]!.estimate)).toBeLessThan(0.12),
    );
    expect(joint.warnings[0]?.code).toBe('joint_bias');
  });

  it('marginal 2PL: difficulties −3.3597 −1.3696 −.2799 −1.8659 −3.1236, discriminations .8254 .7229 .8905 .6886 .6575, log-likelihood −2466.653 (Rizopoulos 2006, J. Stat. Software 17(5))', () => {
    const fit = fitTwoParameter(responses);
    const bock = fit.items;
    // The published fit stops early and integrates by 21 nodes; agreement is to about 1 in 1,000.
    [-3.3597, -1.3696, -0.2799, -1.8659, -3.1236].forEach((b, j) =>
      expect(Math.abs(bock[j]!.difficulty / b - 1)).toBeLessThan(3e-3),
    );
    [0.8254, 0.7229, 0.8905, 0.6886, 0.6575].forEach((a, j) =>
      expect(Math.abs(bock[j]!.discrimination / a - 1)).toBeLessThan(3e-3),
    );
    expect(fit.logLikelihood).toBeCloseTo(-2466.653, 2);
    // Published errors of the difficulties.
    [0.8669, 0.3073, 0.0997, 0.4341, 0.87].forEach((e, j) =>
      expect(Math.abs(bock[j]!.difficultyError / e - 1)).toBeLessThan(0.02),
    );
  });

  it('marginal Rasch: log-likelihood −2473.054 with discrimination 1, −2466.938 with one common .7551 (Rizopoulos 2006)', () => {
    const one = fitTwoParameter(responses, { discrimination: 'one' });
    expect(one.logLikelihood).toBeCloseTo(-2473.054, 2);
    close(
      one.items.map((i) => i.difficulty),
      [-2.872, -1.063, -0.2576, -1.3881, -2.2188],
      2,
    );
    const equal = fitTwoParameter(responses, { discrimination: 'equal' });
    expect(equal.logLikelihood).toBeCloseTo(-2466.938, 2);
    expect(equal.items[0]!.discrimination).toBeCloseTo(0.7551, 3);
    close(
      equal.items.map((i) => i.difficulty),
      [-3.6153, -1.3224, -0.3176, -1.7301, -2.7802],
      2,
    );
  });

  it('all right and all wrong have no maximum: the MLE refuses, the EAP answers with its posterior spread', () => {
    const { items } = fitTwoParameter(responses);
    for (const answers of [
      [1, 1, 1, 1, 1],
      [0, 0, 0, 0, 0],
    ]) {
      expect(code(() => abilityMle(items, answers))).toBe('separation');
      const eap = abilityEap(items, answers);
      expect(Number.isFinite(eap.estimate)).toBe(true);
      expect(eap.standardError).toBeLessThan(1);
    }
    const mle = abilityMle(items, [1, 1, 0, 1, 0]);
    const eap = abilityEap(items, [1, 1, 0, 1, 0]);
    expect(Math.abs(eap.estimate)).toBeLessThan(Math.abs(mle.estimate));
  });
});

describe('item response models', () => {
  it('recover planted items', () => {
    const random = seededRandom('items');
    const truth = [-1.5, -0.5, 0, 0.5, 1.5].map((difficulty, j) => ({
      difficulty,
      discrimination: 0.8 + 0.2 * j,
    }));
    const people = Array.from({ length: 3000 }, () => random.normal());
    const responses = people.map((t) =>
      truth.map((i) => (random.next() < 1 / (1 + Math.exp(-i.discrimination * (t - i.difficulty))) ? 1 : 0)),
    );
    fitTwoParameter(responses).items.forEach((item, j) => {
      expect(Math.abs(item.difficulty - truth[j]!.difficulty)).toBeLessThan(4 * item.difficultyError);
      expect(Math.abs(item.discrimination - truth[j]!.discrimination)).toBeLessThan(
        4 * item.discriminationError,
      );
    });
  });

  it('refuse items that everyone gets right, ragged tables and few people', () => {
    const mixed = Array.from({ length: 40 }, (_, i) => [i % 2, (i >> 1) % 2, 1]);
    expect(code(() => raschConditional(mixed))).toBe('constant');
    expect(code(() => fitTwoParameter(mixed))).toBe('constant');
    expect(code(() => raschConditional([]))).toBe('empty');
    expect(code(() => raschConditional([[1, 0], [1]]))).toBe('length_mismatch');
    expect(code(() => raschConditional([[1, NaN]]))).toBe('not_finite');
    expect(
      code(() =>
        raschConditional(
          [
            [1, 0],
            [0, 1],
          ].map((r) => [...r, 1 - r[0]!]),
        ),
      ),
    ).toBe('too_few');
    expect(
      code(() =>
        fitTwoParameter([
          [1, 0],
          [0, 1],
        ]),
      ),
    ).toBe('too_few');
  });
});

describe('recency', () => {
  it('S7: 90 and 365 days at a half-life of 198 leave .729740 and .278658, one half-life leaves .5 (science.md 2.4)', () => {
    close(
      [recency(90, 198), recency(365, 198), recency(335, 335), recency(0, 198)],
      [0.72974, 0.278658, 0.5, 1],
      6,
    );
  });

  it('refuses time that runs backwards and a half-life of nothing', () => {
    expect(code(() => recency(-1, 198))).toBe('out_of_range');
    expect(code(() => recency(1, 0))).toBe('out_of_range');
    expect(code(() => recency(NaN, 198))).toBe('not_finite');
  });
});

describe('scores of predictions', () => {
  it('the area of 0.1 0.4 0.35 0.8 against 0 0 1 1 is 0.75, ties count half', () => {
    expect(areaUnderCurve([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1]).estimate).toBe(0.75);
    expect(areaUnderCurve([0.5, 0.5], [0, 1]).estimate).toBe(0.5);
    expect(logLoss([0.9, 0.2], [1, 0])).toBeCloseTo(-(Math.log(0.9) + Math.log(0.8)) / 2, 12);
  });

  it('the area is the share of pairs in the right order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 10 }), fc.constantFrom(0, 1)), {
          minLength: 2,
          maxLength: 40,
        }),
        (pairs) => {
          const [ones, zeros] = [pairs.filter((p) => p[1] === 1), pairs.filter((p) => p[1] === 0)];
          fc.pre(ones.length > 0 && zeros.length > 0);
          let wins = 0;
          for (const a of ones) for (const b of zeros) wins += a[0] > b[0] ? 1 : a[0] === b[0] ? 0.5 : 0;
          const area = areaUnderCurve(
            pairs.map((p) => p[0] / 10),
            pairs.map((p) => p[1]),
          );
          expect(area.estimate).toBeCloseTo(wins / ones.length / zeros.length, 12);
        },
      ),
    );
  });

  it('calibration intervals hold the truth of calibrated predictions, and refuse what is no probability', () => {
    const random = seededRandom('calibration');
    const p = Array.from({ length: 5000 }, () => random.next());
    const result = calibration(
      p,
      p.map((q) => (random.next() < q ? 1 : 0)),
    );
    expect(result.bands).toHaveLength(10);
    expect(
      result.bands.filter((b) => b.meanPredicted >= b.interval[0] && b.meanPredicted <= b.interval[1]).length,
    ).toBeGreaterThan(7);
    expect(result.expectedError).toBeLessThan(0.03);
    expect(code(() => logLoss([1.2], [1]))).toBe('out_of_range');
    expect(code(() => logLoss([0], [1]))).toBe('out_of_range');
    expect(code(() => areaUnderCurve([0.5, 0.5], [1, 1]))).toBe('constant');
    expect(code(() => calibration([], []))).toBe('empty');
  });

  it('the practice baseline learns from counts and falls back to the base rate', () => {
    const model = fitPractice(
      simulate(seededRandom('practice'), 400, 8, { known: 0.2, learn: 0.2, slip: 0.05, guess: 0.2 }),
    );
    expect(model.right).toBeGreaterThan(0);
    const predicted = predictPractice(model, [1, 1, 1, 1]);
    expect(predicted[3]).toBeGreaterThan(predicted[0]!);
    const flat = fitPractice([[1], [1], [0]]);
    expect(flat.warnings[0]?.code).toBe('base_rate');
    expect(flat.right).toBe(0);
  });
});
