import type * as science from '@rungs/science';

/** One exported function with columns that it accepts; every column is a list of numbers, one a row. */
export interface Subject {
  readonly name: keyof typeof science;
  readonly columns: Readonly<Record<string, readonly number[]>>;
  readonly run: (columns: Record<string, number[]>) => unknown;
  /** The name by which a refusal tells a column, where it is another one. */
  readonly told?: Readonly<Record<string, string>>;
  /** Columns in which Infinity means never. */
  readonly neverIn?: readonly string[];
  /** What no rows at all give, where that is no refusal: nothing, or counts marked insufficient. */
  readonly emptyGives?: 'nothing' | 'insufficient';
}
