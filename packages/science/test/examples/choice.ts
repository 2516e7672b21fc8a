import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { allOf, cheapestCompletion, fringes, maximumMatching, openSolver } from '@rungs/science/choice';
import { drawGraph } from './graph.ts';

const NAMES = [
  'numbers',
  'data entry',
  'spreadsheets',
  'statistics',
  'databases',
  'charts',
  'reporting',
  'analysis',
];
const PRICES = [0, 0, 120, 300, 260, 150, 200, 400];
const BEFORE = [[], [], [0, 1], [0], [1], [2], [2, 4], [3, 5]];

/** A matching that greed misses, what can be learnt next, and the cheapest way to a goal. */
export async function choiceExample() {
  const wasm = readFileSync(createRequire(import.meta.url).resolve('highs/runtime'));
  // README choice
  // Badge 0 fits both places, badge 1 only the first: greed would give place 0 to badge 0 and leave place 1 empty.
  const { size } = maximumMatching([[0, 1], [0]], 2);

  const before = allOf(BEFORE); // what has to be held before each of eight skills
  const { outer } = fringes(before, [0, 1]); // what can be taken next

  const solver = await openSolver(wasm); // the bytes of highs.wasm, read or fetched by the caller
  const way = cheapestCompletion(solver, {
    cost: PRICES,
    prerequisites: before,
    held: [0, 1],
    goal: {
      kind: 'all',
      of: [
        { kind: 'item', item: 5 },
        { kind: 'any', of: [6, 7].map((item) => ({ kind: 'item' as const, item })) },
      ],
    },
  });
  // end
  const bought = way.status === 'complete' ? way.items : [];
  const picture = drawGraph({
    title: 'The cheapest way to charts and either reporting or analysis costs £730',
    note: 'Eight skills, two held. Arrows lead from what is needed first; prices in pounds.',
    names: NAMES,
    prices: PRICES,
    before: BEFORE,
    columns: [0, 0, 1, 1, 1, 2, 2, 3],
    rows: [0, 1, 1, 0, 2, 1, 2, 0],
    held: [0, 1],
    bought: [...bought],
  });
  const names = (items: readonly number[]): string => items.map((i) => NAMES[i]!).join(', ');
  const printed = [
    `places filled: ${size}`,
    `next: ${names(outer)}`,
    `take: ${names(bought)}`,
    `for £${way.status === 'complete' ? way.cost : 0}`,
  ];
  return { printed, picture };
}
