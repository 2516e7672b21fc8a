import { seededRandom } from '@rungs/science/core';
import { areaUnderCurve, calibration, cohenKappa, fitTracing, traceKnowledge } from '@rungs/science/mastery';
import { draw } from './chart.ts';
import { shown } from './shown.ts';

/** Twelve answers each of learners who know the skill or learn it on the way. */
function learners(count: number) {
  const random = seededRandom('learners');
  return Array.from({ length: count }, () => {
    let knows = random.next() < 0.3;
    return Array.from({ length: 12 }, () => {
      const right = random.next() < (knows ? 0.94 : 0.22) ? 1 : 0;
      knows ||= random.next() < 0.15;
      return right;
    });
  });
}

/** Knowledge tracing, judged on learners that it has not seen; agreement that refuses to be a coefficient. */
export function masteryExample() {
  const [seen, unseen] = [learners(500).slice(0, 300), learners(500).slice(300)];
  // README mastery
  const { parameters } = fitTracing(seen); // known, learn, slip, guess; sequences of 0 and 1
  const beliefs = unseen.map((answers) => traceKnowledge(parameters, answers));

  const predicted = beliefs.flatMap(({ predicted }) => Array.from(predicted)); // before each answer
  const area = areaUnderCurve(predicted, unseen.flat());
  const { bands, expectedError } = calibration(predicted, unseen.flat());

  const agreement = cohenKappa([1, 1, 0, 1], [1, 0, 0, 1]).status; // counts alone below 30 units
  // end
  const picture = draw({
    title: 'Said probabilities come true on learners that the model has not seen',
    note: '2,400 answers of 200 learners, by band of prediction. Bars are 95 % Wilson intervals.',
    xLabel: 'predicted probability of a right answer',
    yLabel: 'share that was right',
    x: [0, 1],
    y: [0, 1],
    xTicks: [0, 0.2, 0.4, 0.6, 0.8, 1].map((v) => [v, `${Math.round(100 * v)} %`]),
    yTicks: [0, 0.25, 0.5, 0.75, 1].map((v) => [v, `${100 * v} %`]),
    series: [
      { name: 'perfect calibration', colour: '#6b7280', isDashed: true, x: [0, 1], y: [0, 1] },
      {
        name: 'observed',
        colour: '#2563eb',
        isPoints: true,
        x: bands.map((band) => band.meanPredicted),
        y: bands.map((band) => band.observed),
        band: bands.map((band) => band.interval),
      },
    ],
  });
  return {
    printed: [
      `learn ${parameters.learn.toFixed(2)}, slip ${parameters.slip.toFixed(2)}`,
      `area under the curve: ${shown(area)}`,
      `calibration error: ${expectedError.toFixed(3)}`,
      `agreement of four units: ${agreement}`,
    ],
    picture,
  };
}
