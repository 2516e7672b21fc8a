import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, it } from 'vitest';

/** The folder of data beside the repository; it is not part of it. */
const FOLDER = fileURLToPath(new URL('../../../../../shared/data/', import.meta.url));

/** Whether the folder of data is there. With it, a data test that cannot read its file fails. */
export const isSharedPresent = existsSync(FOLDER);

/**
 * The text of a file of the data folder, `.gz` unpacked, or null where the folder is absent.
 * Throws where the folder is there and the file is not, so that a missing table fails the run.
 */
export function sharedFile(path: string): string | null {
  if (!isSharedPresent) return null;
  const bytes = readFileSync(FOLDER + path);
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

/** Records of a plain comma-separated table (no commas inside cells; quotes around cells are dropped). */
export function sharedTable(path: string): Record<string, string>[] | null {
  const text = sharedFile(path);
  if (text === null) return null;
  const cells = (line: string): string[] => line.split(',').map((cell) => cell.replace(/^"(.*)"$/, '$1'));
  const [header = '', ...lines] = text.split(/\r?\n/).filter((line) => line !== '');
  const names = cells(header);
  return lines.map((line) => {
    const row = cells(line);
    return Object.fromEntries(names.map((name, i) => [name, row[i] ?? '']));
  });
}

/** One numeric column of a table; an empty cell is NaN. */
export function numbers(table: readonly Record<string, string>[], name: string): number[] {
  return table.map((row) => {
    const cell = row[name];
    if (cell === undefined) throw new Error(`the table has no column ${name}`);
    return cell === '' || cell === 'NA' ? Number.NaN : Number(cell);
  });
}

/**
 * A `describe` whose tests read a table of the data folder: skipped by name where the folder is
 * absent; where it is present the table is read at once, and a missing one fails the run.
 */
export function describeShared(
  title: string,
  path: string,
  body: (table: Record<string, string>[]) => void,
): void {
  const table = sharedTable(path);
  if (table !== null) describe(title, () => body(table));
  else
    describe.skip(`${title} (skipped: ../shared/data/${path} is not here)`, () => {
      it('reads the table', () => undefined);
    });
}
