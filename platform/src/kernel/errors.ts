/** What a stable error code means: one row of `docs/reference/errors.md`. */
export interface ErrorEntry {
  /** HTTP status that a problem document with this code carries. */
  readonly status: number;
  /** One short sentence, the same for every occurrence. */
  readonly title: string;
  /** What was not affected, and what to do. */
  readonly remedy: string;
}

/** The only error class of the platform: a stable code, what happened this time, and data for programs. */
export class RungsError extends Error {
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly data: Readonly<Record<string, unknown>>;

  constructor(
    code: string,
    entry: ErrorEntry,
    detail: string,
    data: Readonly<Record<string, unknown>> = {},
    options: { cause?: unknown } = {},
  ) {
    super(`${code}: ${detail}`, options);
    this.name = 'RungsError';
    this.code = code;
    this.status = entry.status;
    this.title = entry.title;
    this.detail = detail;
    this.data = data;
  }
}

/** The error codes of one rung, and the function that makes an error of one of them. */
export interface ErrorCatalogue<Code extends string> {
  readonly entries: Readonly<Record<Code, ErrorEntry>>;
  readonly fail: (
    code: Code,
    detail: string,
    data?: Readonly<Record<string, unknown>>,
    options?: { cause?: unknown },
  ) => RungsError;
}

/** Declares the error codes of a rung; `fail(code, detail)` then makes the error to throw. */
export function defineErrors<const Code extends string>(
  entries: Readonly<Record<Code, ErrorEntry>>,
): ErrorCatalogue<Code> {
  return {
    entries,
    fail: (code, detail, data, options) => new RungsError(code, entries[code], detail, data, options),
  };
}
