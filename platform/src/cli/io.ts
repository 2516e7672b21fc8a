import { readFile } from 'node:fs/promises';
import Table from 'cli-table3';
import { CommandFailed, exitCodes } from './exit.ts';

/** Everything that a command touches outside of itself, so that tests can stand in for it. */
export interface Io {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly fetch: typeof fetch;
  readonly now: () => Date;
  readonly sleep: (ms: number) => Promise<void>;
}

/** A column of a printed table: its heading, and its text for a row. */
export type Column<T> = readonly [heading: string, cell: (row: T) => unknown];

/** Prints an answer: as JSON where it was asked for, else as the lines that `text` makes of it. */
export function print<T>(io: Io, isJson: boolean, value: T, text: (value: T) => string): void {
  io.out(isJson ? JSON.stringify(value, null, 2) : text(value));
}

/** Lays rows out as a table for people. */
export function tableOf<T>(rows: readonly T[], columns: readonly Column<T>[]): string {
  if (rows.length === 0) return 'Nothing here.';
  const table = new Table({
    head: columns.map(([heading]) => heading),
    style: { head: [], border: [], compact: true },
    chars: {
      top: '',
      'top-mid': '',
      'top-left': '',
      'top-right': '',
      bottom: '',
      'bottom-mid': '',
      'bottom-left': '',
      'bottom-right': '',
      left: '',
      'left-mid': '',
      mid: '',
      'mid-mid': '',
      right: '',
      'right-mid': '',
      middle: '  ',
    },
  });
  for (const row of rows) table.push(columns.map(([, cell]) => cellText(cell(row))));
  return table.toString();
}

/** Lays one thing out as a list of names and values. */
export function factsOf(facts: Readonly<Record<string, unknown>>): string {
  const shown = Object.entries(facts).filter(([, value]) => value !== null && value !== undefined);
  const width = Math.max(...shown.map(([name]) => name.length));
  return shown.map(([name, value]) => `${name.padEnd(width)}  ${cellText(value)}`).join('\n');
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint')
    return String(value);
  return JSON.stringify(value);
}

/** Reads a file that was named on the command line; `-` is the standard input. */
export async function readInput(path: string): Promise<Uint8Array> {
  try {
    if (path !== '-') return new Uint8Array(await readFile(path));
    const parts: Buffer[] = [];
    for await (const part of process.stdin) parts.push(part as Buffer);
    return new Uint8Array(Buffer.concat(parts));
  } catch (error) {
    throw new CommandFailed(exitCodes.input, `${path} cannot be read: ${(error as Error).message}`);
  }
}

/** Reads a JSON file that was named on the command line. */
export async function readJson(path: string): Promise<unknown> {
  const text = Buffer.from(await readInput(path)).toString('utf8');
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new CommandFailed(exitCodes.input, `${path} is not JSON: ${(error as Error).message}`);
  }
}
