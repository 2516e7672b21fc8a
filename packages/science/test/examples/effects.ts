import { seededRandom } from '@rungs/science/core';
import {
  aggregateEffects,
  compareGroups,
  groupTimeEffects,
  minimumDetectableEffect,
} from '@rungs/science/effects';
import { draw } from './chart.ts';
import { shown } from './shown.ts';

/** 300 sites over ten months; good ones start the programme earlier, and it adds 2 from the month it begins. */
function months() {
  const random = seededRandom('sites');
  const rows: { site: number; month: number; output: number; started: number; isAdopter: number }[] = [];
  for (let site = 0; site < 300; site++) {
    const quality = random.normal();
    const draws = random.next() * 4 - quality;
    const started = draws < 0.5 ? 5 : draws < 2 ? 7 : 0;
    for (let month = 1; month <= 10; month++) {
      const effect = started > 0 && month >= started ? 2 : 0;
      rows.push({
        site,
        month,
        output: 50 + 5 * quality + 0.3 * month + effect + random.normal(),
        started,
        isAdopter: started > 0 ? 1 : 0,
      });
    }
  }
  return rows;
}

/** A naive comparison beside difference-in-differences with an event study. */
export function effectsExample() {
  const rows = months();
  // README effects
  const naive = compareGroups({
    outcome: rows.map((row) => row.output),
    treated: rows.map((row) => row.isAdopter),
    assignment: 'chosen',
  });
  naive.warnings.map((warning) => warning.code); // ['naive_comparison']

  const effects = groupTimeEffects({
    unit: rows.map((row) => row.site),
    period: rows.map((row) => row.month),
    outcome: rows.map((row) => row.output),
    firstTreated: rows.map((row) => row.started), // 0 is never
  });
  const { overall } = aggregateEffects(effects, 'simple');
  const study = aggregateEffects(effects, 'dynamic'); // by months since the start
  const detectable = minimumDetectableEffect(overall.standardError);
  // end
  const picture = draw({
    title: 'Output rises by 2 when the programme begins, and not before',
    note: '300 sites over ten months. Bars: 95 % intervals. Dashed: no effect.',
    xLabel: 'months since the start of the programme',
    yLabel: 'effect on output (points)',
    x: [-6, 6],
    y: [-1, 3.5],
    xTicks: [-5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5].map((v) => [v, String(v)]),
    yTicks: [-1, 0, 1, 2, 3].map((v) => [v, String(v)]),
    reference: 0,
    series: [false, true].map((isPost) => {
      const parts = study.parts.filter((part) => part.isPost === isPost);
      return {
        name: isPost ? 'after the start' : 'before it: should be 0',
        colour: isPost ? '#2563eb' : '#6d4c00',
        isPoints: true,
        x: parts.map((part) => part.key),
        y: parts.map((part) => part.estimate),
        band: parts.map((part) => part.interval),
      };
    }),
  });
  const printed = [
    `naive difference: ${shown(naive)}`,
    `effect: ${shown(overall)}`,
    `p of the effects before the start: ${effects.preTrend!.p.toFixed(2)}`,
    `smallest effect that would be found in 4 of 5 studies: ${detectable.toFixed(2)}`,
  ];
  return { naive, printed, picture };
}
