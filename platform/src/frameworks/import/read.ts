import { fileInvalid } from '../errors.ts';
import type { Place } from '../model.ts';

/** The files of one import, by the name under which their publisher distributes them. */
export type Files = Readonly<Record<string, Uint8Array>>;

/** One row of a table, read by the names of its header. */
export interface Row {
  readonly place: Place;
  /** The cell of a column without surrounding white space; '' where the table lacks that column. */
  readonly cell: (column: string) => string;
}

/** Which columns a table must have, and which it may have besides; their order is free. */
export interface Columns {
  readonly required: readonly string[];
  readonly optional?: readonly string[];
}

/** Decodes a file as UTF-8; a byte order mark is dropped. Refuses bytes that are no UTF-8, and empty files. */
export function decode(file: string, bytes: Uint8Array): string {
  const strict = new TextDecoder('utf-8', { fatal: true });
  let text: string;
  try {
    text = strict.decode(bytes);
  } catch {
    const line = badLine(bytes, strict);
    throw fileInvalid('not_utf8', `${file}, line ${String(line)}: the bytes are not UTF-8.`, { file, line });
  }
  if (text.trim() === '') throw fileInvalid('empty', `${file} is empty.`, { file });
  if (text.includes('\0')) {
    const line = text.slice(0, text.indexOf('\0')).split('\n').length;
    throw fileInvalid('value', `${file}, line ${String(line)}: a NUL character is no text.`, { file, line });
  }
  return text;
}

function badLine(bytes: Uint8Array, strict: TextDecoder): number {
  let line = 1;
  let start = 0;
  for (let i = 0; i <= bytes.length; i++) {
    if (i < bytes.length && bytes[i] !== 0x0a) continue;
    try {
      strict.decode(bytes.subarray(start, i));
    } catch {
      return line;
    }
    line++;
    start = i + 1;
  }
  return line;
}

/** Turns records (header first) into rows; refuses a wrong header and rows of another width than it. */
export function toRows(
  file: string,
  records: readonly { readonly cells: readonly string[]; readonly line: number }[],
  columns: Columns,
): Row[] {
  const header = (records[0]?.cells ?? []).map((name) => name.trim());
  checkHeader(file, header, columns);
  const position = new Map(header.map((name, i) => [name, i]));
  return records.slice(1).map(({ cells, line }) => {
    if (cells.length !== header.length)
      throw fileInvalid(
        'columns',
        `${file}, line ${String(line)}: ${String(cells.length)} cells where the header has ${String(header.length)}.`,
        { file, line },
      );
    return {
      place: { file, line },
      cell: (column) => {
        const at = position.get(column);
        return at === undefined ? '' : (cells[at] ?? '').trim();
      },
    };
  });
}

function checkHeader(file: string, header: readonly string[], columns: Columns): void {
  const fail = (column: string, what: string): Error =>
    fileInvalid('header', `${file}: the header ${what} "${column}".`, { file, line: 1, column });
  for (const column of columns.required) if (!header.includes(column)) throw fail(column, 'lacks the column');
  const known = new Set([...columns.required, ...(columns.optional ?? [])]);
  for (const [i, column] of header.entries()) {
    if (!known.has(column)) throw fail(column.slice(0, 200), 'has an unknown column');
    if (header.indexOf(column) !== i) throw fail(column, 'has twice the column');
  }
}

/** The cell of a column that may not be empty and may not be longer than `max` characters. */
export function required(row: Row, column: string, max: number): string {
  const value = row.cell(column);
  const { file, line } = row.place;
  if (value === '' || value.length > max)
    throw fileInvalid(
      'value',
      `${file}, line ${String(line)}: "${column}" is ${value === '' ? 'empty' : `longer than ${String(max)} characters`}.`,
      { file, line, column },
    );
  return value;
}

/** Refuses a file that the format does not know, so that a misnamed one is not silently left out. */
export function refuseUnexpected(files: Files, known: (name: string) => boolean): void {
  for (const file of Object.keys(files))
    if (!known(file))
      throw fileInvalid('file_unexpected', `"${file}" is not a file of this format.`, { file });
}
