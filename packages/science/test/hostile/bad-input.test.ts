import { describe, expect, it } from 'vitest';
import * as science from '@rungs/science';
import { refused } from '../../src/testing/refused.ts';
import { refusedOrWhole } from '../../src/testing/nan.ts';
import { effects } from './effects.ts';
import { excused } from './excused.ts';
import { fits } from './fits.ts';
import { forecasts } from './forecasts.ts';
import { measures } from './measures.ts';
import type { Subject } from './subject.ts';

const subjects: readonly Subject[] = [...fits, ...effects, ...forecasts, ...measures];

type Columns = Record<string, number[]>;

const good = (subject: Subject): Columns =>
  Object.fromEntries(Object.entries(subject.columns).map(([name, values]) => [name, [...values]]));

const all = (subject: Subject, change: (values: number[]) => number[]): Columns =>
  Object.fromEntries(Object.entries(good(subject)).map(([name, values]) => [name, change(values)]));

function refusalOf(run: () => unknown): science.ScienceRefusal | null {
  try {
    run();
  } catch (error) {
    if (error instanceof science.ScienceRefusal) return error;
    throw error;
  }
  return null;
}

it('every exported function stands in the table or is excused with a reason', () => {
  const named = [...subjects.map(({ name }) => name), ...Object.values(excused).flat()];
  expect([...named].sort()).toEqual(Object.keys(science).sort());
});

describe.each(subjects.map((subject) => [subject.name, subject] as const))('%s', (_, subject) => {
  const { columns, run, told = {}, neverIn = [], emptyGives } = subject;

  it('answers good columns without NaN', () => {
    expect(refusedOrWhole(() => run(good(subject)))).toBe('whole');
  });

  it('refuses one NaN and one infinity in any column, naming it', () => {
    for (const name of Object.keys(columns))
      for (const bad of [NaN, Infinity, -Infinity]) {
        if (bad === Infinity && neverIn.includes(name)) continue;
        const input = good(subject);
        input[name]![7] = bad;
        const refusal = refusalOf(() => run(input));
        expect(refusal?.code, `${bad} in ${name}`).toMatch(/^(not_finite|out_of_range)$/);
        expect(refusal?.input, `${bad} in ${name}`).toContain(told[name] ?? name);
      }
  });

  it('refuses no rows, and one or two rows are refused or answered without NaN', () => {
    const empty = all(subject, () => []);
    if (emptyGives === undefined)
      expect(refusalOf(() => run(empty))?.code).toMatch(/^(empty|too_few|out_of_range)$/);
    else if (emptyGives === 'insufficient') expect(run(empty)).toMatchObject({ status: 'insufficient' });
    else expect(refusedOrWhole(() => run(empty))).toBe('whole');
    for (const rows of [1, 2]) refusedOrWhole(() => run(all(subject, (values) => values.slice(0, rows))));
  });

  it('a constant, a zero, an enormous and a negative column are refused or answered without NaN', () => {
    for (const name of Object.keys(columns)) {
      const put = (change: (value: number, i: number) => number): void => {
        const input = good(subject);
        input[name] = input[name]!.map(change);
        refusedOrWhole(() => run(input));
      };
      put(() => 1);
      put(() => 0);
      put((value, i) => (i === 3 ? 1e90 : value));
      put((value, i) => (i === 3 ? 1e307 : value));
      put((value) => -value);
    }
  });

  if ('weights' in columns)
    it('refuses a negative weight by name', () => {
      const input = good(subject);
      input['weights']![3] = -1;
      refused(() => run(input), 'negative_weight', 'weights');
    });

  it('columns of different length are refused or answered without NaN', () => {
    for (const name of Object.keys(columns)) {
      const input = good(subject);
      input[name]!.push(1);
      refusedOrWhole(() => run(input));
    }
  });
});
