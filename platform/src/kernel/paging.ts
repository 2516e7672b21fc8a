/** One page of a list; `next` is an opaque cursor, or null at the end. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** What a caller asks of a list: at most `limit` items (1 to 200) after the cursor. */
export interface PageRequest {
  readonly limit: number;
  readonly after?: string | undefined;
}

/** Encodes the sort key of a page's last row as an opaque cursor. */
export function encodeCursor(key: readonly string[]): string {
  return Buffer.from(JSON.stringify(key), 'utf8').toString('base64url');
}

/** Decodes a cursor of `length` parts; null when it is not one that this server made. */
export function decodeCursor(cursor: string, length: number): string[] | null {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (!Array.isArray(key) || key.length !== length) return null;
    return key.every((part) => typeof part === 'string') ? key : null;
  } catch {
    return null;
  }
}

/** Cuts `limit + 1` fetched rows into a page; `keyOf` gives the sort key of the last one kept. */
export function pageOf<T>(rows: readonly T[], limit: number, keyOf: (row: T) => readonly string[]): Page<T> {
  if (rows.length <= limit) return { items: rows, next: null };
  const items = rows.slice(0, limit);
  const last = items[items.length - 1];
  return { items, next: last === undefined ? null : encodeCursor(keyOf(last)) };
}
