import { toBase58, toBase64Url } from './bytes/index.ts';
import { prepareProof } from './issuing/data-integrity.ts';
import { prepareToken } from './issuing/jwt.ts';
import { lint } from './issuing/lint.ts';
import { keyKindFor, ownKey, kindOfSigner } from './issuing/key.ts';
import type { FetchLike } from './fetch.ts';
import { verifySignature, type PublicKey } from './keys/index.ts';
import type { VerificationPolicy } from './policy.ts';
import { CredentialRefused } from './refusal.ts';
import { openSession } from './session.ts';
import type { Signer } from './signer.ts';

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

const nowhere: FetchLike = () => Promise.reject(new Error('no way out was handed in'));

/** Lints a credential and renders the exact bytes to be signed; throws `CredentialRefused`. */
export function prepare(credential: object, options: PrepareOptions): Promise<Prepared> {
  return prepareFor(credential, options);
}

async function prepareFor(
  credential: object,
  options: PrepareOptions,
  kind?: PublicKey['kind'],
): Promise<Prepared> {
  const suite = options.suite ?? 'eddsa-rdfc-2022';
  const session = openSession({ ...options, fetch: options.fetch ?? nowhere });
  const keyKind = kind ?? (await keyKindFor(suite, options.verificationMethod, session));
  const linted = await lint(credential, options.verificationMethod, suite, session);
  return isToken(suite)
    ? prepareToken(linted.document, { ...options, suite, keyKind }, session)
    : prepareProof(linted, { ...options, suite, keyKind }, session);
}

function isToken(suite: IssueSuite): boolean {
  return suite === 'vc-jwt' || suite === 'ob-jwt';
}

/** Puts the signature into a prepared document and returns its final JSON text. */
export function complete(prepared: Prepared, signature: Uint8Array): string {
  const { document } = prepared;
  if (isToken(prepared.suite)) return `${document}.${toBase64Url(signature)}`;
  // The proof is the last member, so that the text that was linted stays as it is, byte for byte.
  const end = document.endsWith('}]}') ? 3 : document.endsWith('}}') ? 2 : 0;
  if (end === 0) throw new TypeError('not a prepared document');
  const at = document.length - end;
  return `${document.slice(0, at)},"proofValue":"z${toBase58(signature)}"${document.slice(at)}`;
}

/** Prepares, signs, completes and verifies its own work; returns the JSON text of the credential. */
export async function issue(credential: object, options: IssueOptions): Promise<string> {
  const { signer, ...rest } = options;
  const { verificationMethod } = signer;
  const prepared = await prepareFor(credential, { ...rest, verificationMethod }, kindOfSigner(signer));
  const signature = await signer.sign(prepared.toBeSigned);
  const key = await ownKey(signer, options.fetch ?? nowhere, options);
  if (key === undefined)
    throw new CredentialRefused('key-unresolvable', '', 'the public key of the signer is not known');
  if (!(await verifySignature(key, prepared.toBeSigned, signature)))
    throw new CredentialRefused('proof-invalid', '', 'the signer made a signature that does not verify');
  return complete(prepared, signature);
}
