/** What stands in one place of the table behind a chart; null where a number is withheld. */
export type Value = string | number | null;

/** The numbers of a chart, as a table: the same for eyes, for screen readers and for a spreadsheet. */
export interface ChartTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Value[])[];
}

/** Writes a table as CSV (RFC 4180). A text that a spreadsheet would run as a formula is made plain first. */
export function csvOf({ columns, rows }: ChartTable): string {
  const cell = (value: Value): string => {
    if (value === null) return '';
    if (typeof value === 'number') return String(value);
    const plain = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
    return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
  };
  return [columns, ...rows].map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n';
}
