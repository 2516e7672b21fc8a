import {
  expectedStays,
  internalRate,
  netPresentValue,
  projectStocks,
  splitByLargestRemainder,
  steadyStocks,
} from '@rungs/science/money';
import { draw } from './chart.ts';

/** A split that loses no penny, the return of a programme, and staff in two grades over time. */
export function moneyExample() {
  // README money
  const parts = splitByLargestRemainder(166_667n, [45n, 35n, 20n]); // pence: [75000n, 58334n, 33333n]

  const flows = [-1000, 300, 400, 500];
  const { rate, isUnique } = internalRate(flows);
  const value = netPresentValue(0.05, flows);

  const transition = [
    [0.7, 0.2], // of the juniors 70 % stay, 20 % rise, 10 % leave
    [0, 0.75],
  ];
  const { expectedStay } = expectedStays(transition);
  const recruits = [30, 0];
  const stocks = projectStocks({ transition, start: [100, 50], recruits: [recruits], periods: 12 });
  const steady = steadyStocks(transition, recruits).stocks;
  // end
  const grade = (j: number): number[] => Array.from({ length: 13 }, (_, t) => stocks.data[2 * t + j]!);
  const years = Array.from({ length: 13 }, (_, t) => t);
  const picture = draw({
    title: 'With 30 recruits a year the seniors grow from 50 to 80 and stay there',
    note: '150 people at the start. Fixed rates, so there is no band. Dashed: where seniors end.',
    xLabel: 'years from now',
    yLabel: 'people',
    x: [0, 12],
    y: [0, 120],
    xTicks: [0, 2, 4, 6, 8, 10, 12].map((v) => [v, String(v)]),
    yTicks: [0, 20, 40, 60, 80, 100, 120].map((v) => [v, String(v)]),
    reference: steady[1]!,
    series: [
      { name: 'juniors', colour: '#b45309', x: years, y: grade(0) },
      { name: 'seniors', colour: '#2563eb', x: years, y: grade(1) },
    ],
  });
  return {
    printed: [
      `parts in pence: ${parts.join(', ')}`,
      `return: ${(100 * rate).toFixed(2)} %, ${isUnique ? 'the only one' : 'one of several'}`,
      `value at 5 %: ${value.toFixed(2)}`,
      `expected stay: ${Array.from(expectedStay, (years) => years.toFixed(0)).join(' and ')} years`,
      `in the end: ${Array.from(steady, (people) => people.toFixed(0)).join(' and ')} people`,
    ],
    picture,
  };
}
