import { type RungsError } from '#kernel';
import { errors } from './errors.ts';

/** Returns what was looked up, or answers that there is nothing to see. Error: not_found. */
export function found<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw unseen(what);
  return value;
}

/** The error for what does not exist, or belongs to somebody else. */
export function unseen(what: string): RungsError {
  return errors.fail('not_found', `There is no such ${what} here.`);
}
