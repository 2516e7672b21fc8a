import type { FetchLike } from '../fetch.ts';
import { keyFromMultibase, type PublicKey } from '../keys/index.ts';
import { CredentialRefused } from '../refusal.ts';
import type { VerificationPolicy } from '../policy.ts';
import { methodOf, openSession, type Session } from '../session.ts';
import type { Signer } from '../signer.ts';

/** The kind of key that a signer signs with. */
export function kindOfSigner(signer: Signer): PublicKey['kind'] {
  return signer.algorithm === 'RS256' ? 'RSA' : signer.algorithm;
}

/** The kind of key that a suite will sign with: by the suite's name where that says it, else by the key. */
export async function keyKindFor(
  suite: string,
  verificationMethod: string,
  session: Session,
): Promise<PublicKey['kind']> {
  if (suite.startsWith('eddsa-')) return 'Ed25519';
  const { method, ...problem } = await methodOf(session, verificationMethod);
  if (method !== undefined) return method.key.kind;
  const { code, detail } = (problem as { fault: { code: 'key-unresolvable'; detail: string } }).fault;
  throw new CredentialRefused(code, '', detail);
}

/** The public key of a signer: as it says itself, or as the DID document says. */
export async function ownKey(
  signer: Signer,
  fetch: FetchLike,
  options: { now: Date; policy?: VerificationPolicy },
): Promise<PublicKey | undefined> {
  if (signer.publicKeyMultibase !== undefined) return keyFromMultibase(signer.publicKeyMultibase).key;
  const session = openSession({ now: options.now, policy: options.policy, fetch });
  return (await methodOf(session, signer.verificationMethod)).method?.key;
}
