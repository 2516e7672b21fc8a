/** The closed list of reasons for which a method gives no number. */
export type RefusalCode =
  | 'empty'
  | 'not_finite'
  | 'length_mismatch'
  | 'constant'
  | 'too_few'
  | 'unsorted'
  | 'duplicate'
  | 'negative_weight'
  | 'out_of_range'
  | 'collinear'
  | 'separation'
  | 'not_converged'
  | 'no_overlap'
  | 'under_powered'
  | 'unknown_level';

/** A sequence of numbers: a plain array or any typed array. */
export type Numbers = ArrayLike<number>;

/** Thrown where an input cannot carry the asked number; a method never answers NaN instead. */
export class ScienceRefusal extends Error {
  readonly code: RefusalCode;
  /** The name of the input at fault, as in the signature of the method. */
  readonly input: string;
  readonly detail: string;

  constructor(code: RefusalCode, input: string, detail: string) {
    super(`${code}: ${input}: ${detail}`);
    this.name = 'ScienceRefusal';
    this.code = code;
    this.input = input;
    this.detail = detail;
  }
}

/** Throws a `ScienceRefusal`. */
export function refuse(code: RefusalCode, input: string, detail: string): never {
  throw new ScienceRefusal(code, input, detail);
}

/** Values of larger size are refused, since sums of their squares overflow. */
const LARGEST = 1e100;

/** Refuses an empty sequence (`empty`), any value that is not a finite number (`not_finite`) and sizes over 1e100 (`out_of_range`). */
export function requireFinite(name: string, values: Numbers): void {
  if (values.length === 0) refuse('empty', name, 'has no values');
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value === undefined || !Number.isFinite(value))
      refuse('not_finite', name, `value ${i} is ${String(value)}`);
    if (Math.abs(value) > LARGEST)
      refuse('out_of_range', name, `value ${i} is ${value}, whose square overflows`);
  }
}

/** Refuses one number that is not finite (`not_finite`) or lies outside [`low`, `high`] (`out_of_range`). */
export function requireNumber(name: string, value: number, low = -Infinity, high = Infinity): void {
  if (!Number.isFinite(value)) refuse('not_finite', name, `is ${String(value)}`);
  if (value < low || value > high)
    refuse('out_of_range', name, `is ${value}, must lie from ${low} to ${high}`);
}

/** Refuses a number that is not an integer in [`low`, `high`] (`out_of_range`). */
export function requireInteger(name: string, value: number, low = 0, high = Number.MAX_SAFE_INTEGER): void {
  requireNumber(name, value, low, high);
  if (!Number.isInteger(value)) refuse('out_of_range', name, `is ${value}, must be an integer`);
}

/** Refuses two sequences of different length (`length_mismatch`); the second is the one named. */
export function requireSameLength(
  name: string,
  values: { readonly length: number },
  otherName: string,
  other: { readonly length: number },
): void {
  if (values.length !== other.length)
    refuse('length_mismatch', otherName, `has ${other.length} values, ${name} has ${values.length}`);
}

/** Refuses a sequence of fewer than `minimum` values: `empty` for none, `too_few` otherwise. */
export function requireAtLeast(name: string, values: { readonly length: number }, minimum: number): void {
  if (values.length >= minimum) return;
  if (values.length === 0) refuse('empty', name, 'has no values');
  refuse('too_few', name, `has ${values.length} values, needs at least ${minimum}`);
}

/** Refuses a sequence whose values are all equal (`constant`). */
export function requireVariation(name: string, values: Numbers): void {
  for (let i = 1; i < values.length; i++) if (values[i] !== values[0]) return;
  refuse('constant', name, 'has the same value in every row');
}

/** Refuses values other than 0 and 1 (`out_of_range`). */
export function requireBinary(name: string, values: Numbers): void {
  requireFinite(name, values);
  for (let i = 0; i < values.length; i++)
    if (values[i] !== 0 && values[i] !== 1)
      refuse('out_of_range', name, `value ${i} is ${String(values[i])}, must be 0 or 1`);
}

/** Refuses weights that are not finite, negative (`negative_weight`) or all zero (`out_of_range`). */
export function requireWeights(name: string, values: Numbers): void {
  requireFinite(name, values);
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    const weight = values[i] as number;
    if (weight < 0) refuse('negative_weight', name, `value ${i} is ${weight}`);
    sum += weight;
  }
  if (!(sum > 0)) refuse('out_of_range', name, 'sum to zero');
}

/** Refuses a sequence that ever falls (`unsorted`), or repeats a value (`duplicate`) where `strictly` is true. */
export function requireSorted(name: string, values: Numbers, strictly = false): void {
  for (let i = 1; i < values.length; i++) {
    const [before, here] = [values[i - 1] as number, values[i] as number];
    if (here < before) refuse('unsorted', name, `value ${i} is smaller than the one before`);
    if (strictly && here === before) refuse('duplicate', name, `value ${i} repeats the one before`);
  }
}

/** Refuses a confidence level outside (0, 1) (`out_of_range`). */
export function requireLevel(level: number, name = 'level'): void {
  if (!(level > 0 && level < 1)) refuse('out_of_range', name, `is ${level}, must lie between 0 and 1`);
}
