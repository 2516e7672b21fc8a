import { writeDateTime } from '../dates/index.ts';
import type { IssueSuite, Prepared } from '../issue.ts';
import { listOf, member, type JsonObject } from '../json/index.ts';
import type { PublicKey } from '../keys/index.ts';
import { suiteNamed } from '../proofs/index.ts';
import { memberFault } from '../proofs/verify-proofs.ts';
import { CredentialRefused } from '../refusal.ts';
import type { Session } from '../session.ts';
import type { Linted } from './lint.ts';

/** What an embedded proof is made with. */
export interface ProofOptions {
  suite: IssueSuite;
  keyKind: PublicKey['kind'];
  verificationMethod: string;
  now: Date;
  created?: Date;
  expires?: Date;
}

/** Renders a linted document with a proof that only lacks its value, and the bytes to be signed. */
export async function prepareProof(
  { document, bare, text }: Linted,
  options: ProofOptions,
  session: Session,
): Promise<Prepared> {
  const suite = suiteNamed(options.suite);
  if (suite === undefined || !session.suites.has(suite.name) || !suite.keyKinds.includes(options.keyKind))
    throw new CredentialRefused('alg-not-allowed', '', `${options.suite} is not for this policy and key`);
  const proof = proofMembers(bare, options);
  const wrong = memberFault(proof, 'assertionMethod', '/proof', session);
  if (wrong !== undefined) throw new CredentialRefused(wrong.code, wrong.pointer, wrong.detail);
  const signed = await suite.toBeSigned(bare, proof, options.keyKind, session);
  if (signed.fault !== undefined) {
    const { code, pointer, detail } = signed.fault;
    throw new CredentialRefused(code, pointer, detail);
  }
  const earlier = listOf(member(document, 'proof'));
  const written = JSON.stringify(earlier.length === 0 ? proof : [...earlier, proof]);
  // What was linted is what is written, letter by letter; a credential has members, so a comma belongs there.
  return {
    suite: options.suite,
    document: `${text.slice(0, -1)},"proof":${written}}`,
    toBeSigned: signed.bytes,
  };
}

function proofMembers(bare: JsonObject, options: ProofOptions): JsonObject {
  const { suite, verificationMethod, now, created = now, expires } = options;
  const proof: JsonObject = {
    type: 'DataIntegrityProof',
    cryptosuite: suite,
    created: writeDateTime(created),
  };
  if (expires !== undefined) proof['expires'] = writeDateTime(expires);
  proof['verificationMethod'] = verificationMethod;
  proof['proofPurpose'] = 'assertionMethod';
  const context = member(bare, '@context');
  // The jcs suites sign the context as part of the proof, so the proof carries it (VC DI EdDSA, section 3.3.1).
  if (suite.includes('-jcs-') && context !== undefined) proof['@context'] = context;
  return proof;
}
