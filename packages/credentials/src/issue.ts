import type { VerificationPolicy } from './policy.ts';
import type { Signer } from './signer.ts';
import type { FetchLike } from './fetch.ts';

/** How a credential is secured when it is issued. */
export type IssueSuite =
  'eddsa-rdfc-2022' | 'eddsa-jcs-2022' | 'ecdsa-rdfc-2019' | 'ecdsa-jcs-2019' | 'vc-jwt' | 'ob-jwt';

/** What `issue` is given besides the credential. */
export interface IssueOptions {
  signer: Signer;
  /** The time at which the credential is judged, as in `verify`. */
  now: Date;
  /** The `created` of the proof; `now` without it. Written with whole seconds. */
  created?: Date;
  /** The `expires` of the proof. */
  expires?: Date;
  /** Default `eddsa-rdfc-2022`. */
  suite?: IssueSuite;
  policy?: VerificationPolicy;
  /** Only needed to resolve a key that is neither in the signer nor in a did:key or did:jwk. */
  fetch?: FetchLike;
}

/** What `prepare` is given: the options of `issue` with the name of the key instead of the key. */
export type PrepareOptions = Omit<IssueOptions, 'signer'> & { verificationMethod: string };

/** A credential that was linted and rendered, and waits for its signature. Plain data: it can be stored. */
export interface Prepared {
  suite: IssueSuite;
  /** The exact JSON text with its proof but without `proofValue` (for a JWT: the signing input). */
  document: string;
  /** What the key signs: 64 bytes for the rdfc and jcs suites over SHA-256, 96 over SHA-384. */
  toBeSigned: Uint8Array;
}

/** Lints a credential and renders the exact bytes to be signed; throws `CredentialRefused`. */
export function prepare(_credential: object, _options: PrepareOptions): Promise<Prepared> {
  return Promise.reject(new Error('not written yet'));
}

/** Puts the signature into a prepared document and returns its final JSON text. */
export function complete(_prepared: Prepared, _signature: Uint8Array): string {
  throw new Error('not written yet');
}

/** Prepares, signs, completes and verifies its own work; returns the JSON text of the credential. */
export function issue(_credential: object, _options: IssueOptions): Promise<string> {
  return Promise.reject(new Error('not written yet'));
}
