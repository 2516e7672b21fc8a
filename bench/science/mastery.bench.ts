// Knowledge tracing by expectation–maximisation over growing shares of the ASSISTments training answers.
// Usage: npx tsx --conditions=rungs-source bench/science/mastery.bench.ts
import process from 'node:process';
import { seededRandom } from '../../packages/science/src/core/index.ts';
import { fitTracing } from '../../packages/science/src/mastery/index.ts';
import { bySkill, readLearners } from '../../packages/science/src/testing/learners.ts';
import { sharedFile } from '../../packages/science/src/testing/shared.ts';

const text = sharedFile('learning/assist2009/assist2009_updated_train.csv.gz');
if (text === null) {
  console.log('skipped: ../shared/data is not here');
  process.exit(0);
}
const learners = seededRandom('bench').shuffle(readLearners(text));
console.log('answers    skills   CPU ms   ns an answer and step   growth per doubling');
let before: { n: number; ms: number } | null = null;
for (const share of [0.125, 0.25, 0.5, 1]) {
  const skills = bySkill(learners.slice(0, Math.round(share * learners.length)));
  let [answers, steps, fitted] = [0, 0, 0];
  const start = process.cpuUsage();
  for (const sequences of skills.values()) {
    const flat = sequences.flat();
    if (flat.length < 20 || new Set(flat).size < 2) continue;
    const fit = fitTracing(sequences);
    answers += fit.answers;
    steps += fit.answers * fit.iterations;
    fitted++;
  }
  const { user, system } = process.cpuUsage(start);
  const ms = (user + system) / 1000;
  const growth = before === null ? '' : ((ms / before.ms) ** (1 / Math.log2(answers / before.n))).toFixed(2);
  console.log(
    `${String(answers).padEnd(10)} ${String(fitted).padStart(6)} ${ms.toFixed(0).padStart(8)}   ${((1e6 * ms) / steps).toFixed(0).padStart(21)}   ${growth}`,
  );
  before = { n: answers, ms };
}
