import type { FailureCode } from './report.ts';

/** Thrown by `prepare` and `issue` when the credential is one that `verify` would refuse. */
export class CredentialRefused extends Error {
  readonly code: FailureCode;
  /** JSON pointer (RFC 6901) of the member at fault; empty for the whole document. */
  readonly pointer: string;
  readonly detail: string;

  constructor(code: FailureCode, pointer: string, detail: string) {
    super(`${code} at ${pointer === '' ? 'the document' : pointer}: ${detail}`);
    this.name = 'CredentialRefused';
    this.code = code;
    this.pointer = pointer;
    this.detail = detail;
  }
}

/** One fault as a value: what the rules return and the doors turn into a check or a `CredentialRefused`. */
export interface Fault {
  code: FailureCode;
  pointer: string;
  detail: string;
}

/** Builds a fault. */
export function fault(code: FailureCode, pointer: string, detail: string): Fault {
  return { code, pointer, detail };
}
