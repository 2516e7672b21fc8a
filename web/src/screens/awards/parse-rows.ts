/** One row of a batch as it was pasted; the server decides whether it will do. */
export interface PastedRow {
  readonly email: string;
  readonly name: string;
  readonly evidenceNote?: string;
  readonly validUntil?: string;
}

type Field = keyof PastedRow;

/** What people call the columns, in lower case and without signs. */
const headings: Readonly<Record<string, Field>> = {
  email: 'email',
  emailaddress: 'email',
  mail: 'email',
  emailadresse: 'email',
  name: 'name',
  fullname: 'name',
  vollername: 'name',
  note: 'evidenceNote',
  evidencenote: 'evidenceNote',
  evidence: 'evidenceNote',
  notiz: 'evidenceNote',
  validuntil: 'validUntil',
  expires: 'validUntil',
  gueltigbis: 'validUntil',
  gültigbis: 'validUntil',
};
const usual: readonly Field[] = ['email', 'name', 'evidenceNote', 'validUntil'];

/** Splits a text into lines of cells (RFC 4180): quotes hold separators and line breaks, two of them stand for one. */
export function cellsOf(text: string, separator: string): string[][] {
  const lines: string[][] = [];
  let line: string[] = [];
  let cell = '';
  let isQuoted = false;
  const endLine = (): void => {
    line.push(cell);
    lines.push(line);
    line = [];
    cell = '';
  };
  for (let i = 0; i < text.length; i++) {
    const sign = text[i] ?? '';
    if (isQuoted) {
      if (sign !== '"') cell += sign;
      else if (text[i + 1] === '"') {
        cell += '"';
        i += 1;
      } else isQuoted = false;
    } else if (sign === '"' && cell.trim() === '') {
      cell = '';
      isQuoted = true;
    } else if (sign === separator) {
      line.push(cell);
      cell = '';
    } else if (sign === '\n') endLine();
    else if (sign !== '\r') cell += sign;
  }
  if (cell !== '' || line.length > 0) endLine();
  return lines;
}

/** The sign between cells: the tab of a spreadsheet first, then whichever of semicolon and comma is more frequent. */
function separatorOf(text: string): string {
  const [first = ''] = text.split('\n', 1);
  if (first.includes('\t')) return '\t';
  const count = (sign: string): number => text.split(sign).length - 1;
  return count(';') > count(',') ? ';' : ',';
}

const plain = (heading: string): string => heading.toLowerCase().replace(/[^\p{L}]/gu, '');

/** The columns that the first line names; null when it is a row like any other. */
function columnsOf(line: readonly string[]): (Field | undefined)[] | null {
  const found = line.map((cell) => headings[plain(cell)]);
  return found.includes('email') ? found : null;
}

/** A day without a time means its end. */
const until = (value: string): string => (/^\d{4}-\d\d-\d\d$/.test(value) ? `${value}T23:59:59Z` : value);

function rowOf(line: readonly string[], columns: readonly (Field | undefined)[]): PastedRow {
  const row: Partial<Record<Field, string>> = {};
  line.forEach((cell, i) => {
    const field = columns[i];
    const value = cell.trim();
    if (field !== undefined && value !== '') row[field] = field === 'validUntil' ? until(value) : value;
  });
  const { email = '', name = '', ...rest } = row;
  // "Maya Example <maya@example.org>", as mail programs write it; or the two the other way round.
  const written = /^(.*?)\s*<([^<>]+)>$/.exec(email);
  if (written !== null)
    return { ...rest, email: (written[2] ?? '').trim(), name: name || (written[1] ?? '') };
  if (!email.includes('@') && name.includes('@')) return { ...rest, email: name, name: email };
  return { ...rest, email, name };
}

/**
 * Reads rows as they come out of a spreadsheet, a CSV file or a mail program: with or without a line of headings,
 * between tabs, semicolons or commas. Empty lines are left out.
 */
export function parseRows(text: string): PastedRow[] {
  // A mark at the beginning tells that a file is UTF-8.
  const clean = text.replace(/^\uFEFF/, '');
  const lines = cellsOf(clean, separatorOf(clean)).filter((line) => line.some((cell) => cell.trim() !== ''));
  const columns = columnsOf(lines[0] ?? []);
  return (columns === null ? lines : lines.slice(1)).map((line) => rowOf(line, columns ?? usual));
}

/** What is wrong with the address of a row, as far as the rows themselves tell. */
export function emailFault(rows: readonly PastedRow[], index: number): 'missing' | 'twice' | 'wrong' {
  const email = rows[index]?.email.toLowerCase() ?? '';
  if (email === '') return 'missing';
  return rows.slice(0, index).some((row) => row.email.toLowerCase() === email) ? 'twice' : 'wrong';
}
