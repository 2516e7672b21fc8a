import { expect, it } from 'vitest';
import { seededRandom } from '../core/index.ts';
import { crossValidate, readLearners } from '../testing/learners.ts';
import { isSharedPresent, sharedFile } from '../testing/shared.ts';

const path = 'learning/assist2009/assist2009_updated_train.csv.gz';

it.skipIf(!isSharedPresent)(
  `mastery models beat the base rate of the skill on unseen learners, five folds of 300 learners (MANIFEST 7, ${path})`,
  () => {
    const learners = readLearners(sharedFile(path)!);
    expect(learners).toHaveLength(2921);
    expect(learners.reduce((s, l) => s + l.answers.length, 0)).toBe(224_218);
    expect(new Set(learners.flatMap((l) => l.skills)).size).toBe(110);
    const right = learners.reduce((s, l) => s + l.answers.reduce((a, b) => a + b, 0), 0);
    expect(right / 224_218).toBeCloseTo(0.658, 3);
    const some = seededRandom('subset').shuffle(learners).slice(0, 300);
    const [base, ...models] = crossValidate(some, 5, seededRandom('folds'));
    for (const model of models) {
      expect(model.area.estimate).toBeGreaterThan(base!.area.estimate + 0.05);
      expect(model.logLoss).toBeLessThan(base!.logLoss);
    }
  },
);
