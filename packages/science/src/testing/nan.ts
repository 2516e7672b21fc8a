import { expect } from 'vitest';
import { ScienceRefusal } from '../core/index.ts';

/** The path of the first NaN inside a result, or null. */
export function findNaN(value: unknown, path = ''): string | null {
  if (typeof value === 'number') return Number.isNaN(value) ? path : null;
  if (value === null || typeof value !== 'object') return null;
  for (const [key, part] of Object.entries(value)) {
    const found = findNaN(part, `${path}.${key}`);
    if (found !== null) return found;
  }
  return null;
}

/** Expects that a call is refused with a typed refusal or gives a result without NaN; says which. */
export function refusedOrWhole(call: () => unknown): 'refused' | 'whole' {
  let result: unknown;
  try {
    result = call();
  } catch (error) {
    expect(error).toBeInstanceOf(ScienceRefusal);
    return 'refused';
  }
  expect(findNaN(result)).toBeNull();
  return 'whole';
}
