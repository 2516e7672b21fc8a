/**
 * Cross-validates the mastery models on the ASSISTments training answers, five folds of whole learners, and writes
 * docs/science/mastery.md. Run: npx tsx bench/science/mastery.ts (needs ../shared/data).
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import { seededRandom } from '../../packages/science/src/core/index.ts';
import { crossValidate, readLearners, type Score } from '../../packages/science/src/testing/learners.ts';
import { sharedFile } from '../../packages/science/src/testing/shared.ts';

const SEED = 'mastery';
const FOLDS = 5;

const text = sharedFile('learning/assist2009/assist2009_updated_train.csv.gz');
if (text === null) {
  console.log('skipped: ../shared/data is not here');
  process.exit(0);
}
const learners = readLearners(text);
const answers = learners.reduce((s, l) => s + l.answers.length, 0);
const skills = new Set(learners.flatMap((l) => l.skills)).size;
const right = learners.reduce((s, l) => s + l.answers.reduce((a, b) => a + b, 0), 0);
const scores = crossValidate(learners, FOLDS, seededRandom(SEED));
const page = await format(write(scores), { parser: 'markdown' });
writeFileSync(fileURLToPath(new URL('../../docs/science/mastery.md', import.meta.url)), page);
console.log(page);

function write(all: Score[]): string {
  const range = (xs: number[]): string => `${Math.min(...xs).toFixed(4)} to ${Math.max(...xs).toFixed(4)}`;
  const rows = all.map(
    (s) =>
      `| ${s.model} | ${s.area.estimate.toFixed(4)} | ${range(s.foldAreas)} | ${s.logLoss.toFixed(4)} | ${range(s.foldLosses)} | ${s.calibration.expectedError.toFixed(4)} | ${s.calibration.bias.toFixed(4)} |`,
  );
  const bands = all.flatMap((s) => [
    '',
    `### ${s.model[0]!.toUpperCase()}${s.model.slice(1)}`,
    '',
    '| predicted | answers | mean predicted | observed | 95 % interval of observed |',
    '|---|--:|--:|--:|---|',
    ...s.calibration.bands.map(
      (b) =>
        `| ${b.from.toFixed(1)} to ${b.to.toFixed(1)} | ${b.n.toLocaleString('en')} | ${b.meanPredicted.toFixed(3)} | ${b.observed.toFixed(3)} | ${b.interval[0].toFixed(3)} to ${b.interval[1].toFixed(3)} |`,
    ),
  ]);
  return [
    '# Mastery models on real answers',
    '',
    '<!-- Written by bench/science/mastery.ts; do not edit by hand. -->',
    '',
    `ASSISTments 2009 "updated", training part: ${learners.length.toLocaleString('en')} learners, ${answers.toLocaleString('en')} answers, ${skills} skills, ${((100 * right) / answers).toFixed(1)} % right. Each model predicts every answer of learners that it has not seen, from their earlier answers to the same skill: ${FOLDS} folds of whole learners, seed "${SEED}".`,
    '',
    '| model | AUC | AUC by fold | log loss | log loss by fold | calibration error | bias |',
    '|---|--:|---|--:|---|--:|--:|',
    ...rows,
    '',
    'AUC: chance that a right answer was given the higher probability. Log loss in nats, lower is better. Calibration error: mean distance of predicted and observed shares over ten bands, weighted by answers. Slip is bounded at 0.1 and guess at 0.3, so that a skill never counts wrong answers as knowledge; the last model lets both reach 0.5, which predicts better and means less: there a learner who knows may be wrong half the time. Predictions are held within 0.0001 of 0 and 1 for every model.',
    '',
    '## Calibration',
    '',
    'Intervals are Wilson intervals for independent answers; answers of one learner are not independent, so they are somewhat too narrow.',
    ...bands,
    '',
  ].join('\n');
}
