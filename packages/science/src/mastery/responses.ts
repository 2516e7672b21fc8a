import { refuse, requireAtLeast, requireBinary, type Numbers } from '../core/index.ts';

/** Distinct answer patterns with how often each occurs; items in the order given. */
export interface Patterns {
  items: number;
  people: number;
  rows: Uint8Array[];
  counts: Float64Array;
}

/** Collects equal rows of a people × items table of 0 and 1. Refuses `empty`, `length_mismatch`, `out_of_range`. */
export function collectPatterns(responses: readonly Numbers[]): Patterns {
  requireAtLeast('responses', responses, 1);
  const items = responses[0]!.length;
  if (items < 2) refuse('too_few', 'responses', 'need at least two items');
  const seen = new Map<string, number>();
  const rows: Uint8Array[] = [];
  const counts: number[] = [];
  responses.forEach((row, i) => {
    if (row.length !== items)
      refuse('length_mismatch', 'responses', `person ${i} has ${row.length} answers, not ${items}`);
    requireBinary('responses', row);
    const pattern = Uint8Array.from(row);
    const key = pattern.join('');
    const at = seen.get(key);
    if (at === undefined) {
      seen.set(key, rows.length);
      rows.push(pattern);
      counts.push(1);
    } else counts[at]!++;
  });
  return { items, people: responses.length, rows, counts: Float64Array.from(counts) };
}

/** Refuses an item that everyone or nobody gets right (`constant`): its difficulty has no finite estimate. */
export function requireMixedItems(patterns: Patterns): void {
  for (let j = 0; j < patterns.items; j++) {
    let right = 0;
    patterns.rows.forEach((row, k) => (right += row[j]! * patterns.counts[k]!));
    if (right === 0 || right === patterns.people)
      refuse('constant', `item ${j}`, `${right === 0 ? 'nobody' : 'everybody'} has it right`);
  }
}
