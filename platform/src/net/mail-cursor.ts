import { decodeCursor } from '#kernel';
import { errors } from './errors.ts';

/** The mail before which a page begins; null for the first page. Error: mail_cursor_invalid. */
export function afterOf(cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  const key = decodeCursor(cursor, 1)?.[0];
  if (key === undefined) throw errors.fail('mail_cursor_invalid', 'The cursor cannot be read.');
  return key;
}
