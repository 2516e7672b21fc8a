import { expect } from 'vitest';
import { ScienceRefusal, type RefusalCode } from '../core/index.ts';

/** Expects that a call is refused with a code and, where given, that the refusal names the input. */
export function refused(call: () => unknown, code: RefusalCode, input?: string): void {
  let caught: unknown;
  try {
    call();
  } catch (error) {
    caught = error;
  }
  expect(caught, `no refusal ${code}`).toBeInstanceOf(ScienceRefusal);
  expect((caught as ScienceRefusal).code, (caught as ScienceRefusal).message).toBe(code);
  if (input !== undefined) expect((caught as ScienceRefusal).input).toBe(input);
}
