import { decodeCursor } from '#kernel';
import { errors } from './errors.ts';

/** The id after which a page begins; null for the first page. Error: award_cursor_invalid. */
export function afterId(cursor: string | undefined): string | null {
  return cursor === undefined ? null : keyOf(cursor, /^/);
}

/** The number of the row after which a page begins; 0 for the first page. Error: award_cursor_invalid. */
export function afterRow(cursor: string | undefined): number {
  return cursor === undefined ? 0 : Number(keyOf(cursor, /^\d{1,9}$/));
}

function keyOf(cursor: string, form: RegExp): string {
  const key = decodeCursor(cursor, 1)?.[0];
  if (key === undefined || !form.test(key))
    throw errors.fail('award_cursor_invalid', 'The cursor cannot be read.');
  return key;
}
