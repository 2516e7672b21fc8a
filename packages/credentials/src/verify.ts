import type { FetchLike } from './fetch.ts';
import type { VerificationPolicy } from './policy.ts';
import type { VerificationReport } from './report.ts';

/** What `verify` is given besides the document. */
export interface VerifyOptions {
  /** The time at which the document is judged. */
  now: Date;
  /** The only way out; called for status lists and DID documents. */
  fetch: FetchLike;
  policy?: VerificationPolicy;
  /** The challenge that a presentation must carry. */
  challenge?: string;
  /** The domain that a presentation must carry, compared exactly. */
  domain?: string;
  /** Answers false for a key that it has seen before. */
  replayGuard?: { useOnce(key: string): Promise<boolean> };
}

/** Verifies a credential or a presentation and reports every check; never throws on bad input. */
export function verify(_input: Uint8Array | string, _options: VerifyOptions): Promise<VerificationReport> {
  return Promise.reject(new Error('not written yet'));
}
