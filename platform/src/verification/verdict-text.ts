import type { CheckId, FailureCode } from '@rungs/credentials';
import type { LogState } from './model.ts';

/** A question that a check asks, as said when it passes and as asked otherwise. */
export type Question = readonly [good: string, asked: string];

/** Every sentence of a verdict, in one language. `told` is a reason as the end of a sentence. */
export interface VerdictText {
  readonly unrecognised: string;
  readonly ownIssuer: (name: string) => string;
  readonly listedIssuer: (name: string) => string;
  readonly log: Readonly<Record<LogState['state'], string>>;
  readonly nothingSigned: string;
  readonly unchecked: (told: string) => string;
  readonly untrusted: (told: string) => string;
  readonly hostedRevoked: string;
  readonly hostedUnasked: string;
  readonly inForce: string;
  /** How a document is proven that does not count, or of which something could not be known. */
  readonly genuine: { readonly hosted: string; readonly signed: string };
  readonly inconclusive: (genuine: string, told: string) => string;
  readonly notCounting: (genuine: string, told: string) => string;
  readonly oneOfThem: (told: string) => string;
  readonly statusNotAsked: string;
  readonly noReason: string;
  readonly skipped: (asked: string) => string;
  readonly failed: (asked: string, told: string) => string;
  readonly unknown: (asked: string, told: string) => string;
  readonly questions: Readonly<Record<CheckId, Question>>;
  /** The same of a badge that has no signature but its place. */
  readonly hostedQuestions: Readonly<Partial<Record<CheckId, Question>>>;
  /** Every reason, as the end of a sentence. */
  readonly failures: Readonly<Record<FailureCode, string>>;
}
