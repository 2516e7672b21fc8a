import { adverseImpact, mantelHaenszel, wilsonInterval } from '@rungs/science/equity';
import { draw } from './chart.ts';
import { shown } from './shown.ts';

/** Selection by group, with groups too small to judge; then a reversal that appears once departments are kept apart. */
export function equityExample() {
  // README equity
  const groups = [
    { group: 'A', selected: 120, total: 200 },
    { group: 'B', selected: 54, total: 120 },
    { group: 'C', selected: 31, total: 60 },
    { group: 'D', selected: 5, total: 12 },
  ];
  const verdicts = adverseImpact(groups).map(({ group, ratio, verdict }) => [group, ratio, verdict] as const);

  // Group B applies to the department that takes few: within departments it does as well.
  const { oddsRatio } = mantelHaenszel([
    [
      [33, 55], // B selected, B not
      [15, 25], // A selected, A not
    ],
    [
      [21, 11],
      [105, 55],
    ],
  ]);
  // end
  const rates = groups.map(({ selected, total }) => wilsonInterval(selected, total));
  const picture = draw({
    title: 'Group B is selected at three quarters of the rate of group A',
    note: 'Bars: 95 % Wilson intervals. Dashed: four fifths of the best rate. Grey: too small to judge.',
    xLabel: 'group and number of people',
    yLabel: 'share selected',
    x: [0, 5],
    y: [0, 0.8],
    xTicks: groups.map(({ group, total }, i) => [i + 1, `${group}, n = ${total}`]),
    yTicks: [0, 0.2, 0.4, 0.6, 0.8].map((v) => [v, `${Math.round(100 * v)} %`]),
    reference: 0.48,
    series: [
      {
        name: '',
        colour: '#2563eb',
        isPoints: true,
        x: [1, 2, 3],
        y: rates.slice(0, 3).map(({ rate }) => rate),
        band: rates.slice(0, 3).map(({ interval }) => interval),
      },
      {
        name: '',
        colour: '#6b7280',
        isPoints: true,
        x: [4],
        y: [rates[3]!.rate],
        band: [rates[3]!.interval],
      },
    ],
  });
  const printed = [
    ...verdicts.map(([group, ratio, verdict]) => `${group}: ${ratio?.toFixed(2) ?? 'no ratio'}, ${verdict}`),
    `odds ratio within departments: ${shown(oddsRatio)}`,
  ];
  return { printed, picture };
}
