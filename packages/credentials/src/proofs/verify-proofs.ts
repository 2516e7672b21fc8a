import { fromBase58 } from '../bytes/index.ts';
import { readDateTime } from '../dates/index.ts';
import {
  copyMembers,
  emptyObject,
  isObject,
  listOf,
  member,
  notesOf,
  pointerTo,
  type JsonObject,
  type JsonValue,
} from '../json/index.ts';
import type { Relationship } from '../keys/controller.ts';
import type { PublicKey } from '../keys/public-key.ts';
import { verifySignature } from '../keys/signature.ts';
import { fault, type Fault } from '../refusal.ts';
import type { ProofFinding } from '../report.ts';
import { methodOf, type Session } from '../session.ts';
import { suiteOf, type CryptoSuite } from './index.ts';

/** What the look at one proof brought up, for the checks `key`, `issuer-binding` and `proof`. */
export interface ProofOutcome {
  finding: ProofFinding;
  id?: string;
  /** About the key: unresolvable, weak, or not authorised. `certain` is false where the network failed. */
  keyFault?: Fault;
  keyUncertain?: boolean;
  /** The controller of the key, once it is known. */
  controller?: string;
  proofFault?: Fault;
}

/** Refuses what no cryptography is needed for: the members of a proof and its dates. */
export function memberFault(
  proof: JsonObject,
  purpose: Relationship,
  at: string,
  session: Session,
): Fault | undefined {
  if (member(proof, 'proofPurpose') !== purpose) {
    return fault('proof-purpose', `${at}/proofPurpose`, `the proof is not made for ${purpose}`);
  }
  // An expiry or a purpose under its IRI would be signed like the term and read by nobody.
  const renamed = Object.keys(proof).find((name) => name.includes(':'));
  if (renamed !== undefined)
    return fault('unsigned-term', pointerTo(at, renamed.slice(0, 100)), 'named by an IRI and not by a term');
  const [created, expires] = [member(proof, 'created'), member(proof, 'expires')];
  const [createdAt, expiresAt] = [readDateTime(created), readDateTime(expires)];
  if (created !== undefined && createdAt === undefined)
    return fault('schema', `${at}/created`, 'not a date with a time zone');
  if (expires !== undefined && expiresAt === undefined)
    return fault('schema', `${at}/expires`, 'not a date with a time zone');
  if (createdAt !== undefined && createdAt > session.now + session.skewMs) {
    return fault('not-yet-valid', `${at}/created`, 'the proof is from the future');
  }
  if (
    expiresAt !== undefined &&
    (expiresAt <= session.now - session.skewMs || expiresAt < (createdAt ?? expiresAt))
  ) {
    return fault('proof-expired', `${at}/expires`, 'the proof has expired');
  }
  for (const name of ['challenge', 'nonce', 'id'] as const) {
    const value = member(proof, name);
    if (value !== undefined && typeof value !== 'string')
      return fault('schema', `${at}/${name}`, 'must be a string');
  }
  const domain = member(proof, 'domain');
  if (domain !== undefined && listOf(domain).some((entry) => typeof entry !== 'string')) {
    return fault('schema', `${at}/domain`, 'must be a string or a list of strings');
  }
  return undefined;
}

/** The document as one proof secures it: with the previous proofs that it names, or without any. */
function securedBy(
  bare: JsonObject,
  proofs: readonly JsonObject[],
  proof: JsonObject,
  at: string,
): { document: JsonObject } | { fault: Fault } {
  const previous = member(proof, 'previousProof');
  if (previous === undefined) return { document: bare };
  const names = listOf(previous);
  const found: JsonValue[] = [];
  for (const name of names) {
    const match = proofs.filter((other) => typeof name === 'string' && member(other, 'id') === name);
    if (match.length !== 1 || match[0] === proof) {
      return {
        fault: fault('proof-invalid', `${at}/previousProof`, 'names no proof of this document, or several'),
      };
    }
    found.push(match[0] as JsonObject);
  }
  if (names.length === 0 || isInCycle(proof, proofs)) {
    return { fault: fault('proof-invalid', `${at}/previousProof`, 'the chain of proofs has no beginning') };
  }
  return { document: copyMembers(bare, { proof: found }) };
}

function isInCycle(start: JsonObject, proofs: readonly JsonObject[]): boolean {
  const seen = new Set<JsonObject>();
  const queue = [start];
  for (let current = queue.pop(); current !== undefined; current = queue.pop()) {
    for (const name of listOf(member(current, 'previousProof'))) {
      const next = proofs.find((other) => member(other, 'id') === name);
      if (next === start) return true;
      if (next !== undefined && !seen.has(next)) {
        seen.add(next);
        queue.push(next);
      }
    }
  }
  return false;
}

/**
 * Looks at every Data Integrity proof of a document; the list is never empty and within its limit. `bare` is
 * the document without its proofs.
 */
export async function verifyProofs(
  document: JsonObject,
  proofs: readonly JsonValue[],
  purpose: Relationship,
  session: Session,
  bare: JsonObject,
): Promise<ProofOutcome[]> {
  const objects = proofs.filter(isObject);
  const isSingle = !Array.isArray(member(document, 'proof'));
  const outcomes: ProofOutcome[] = [];
  for (const [index, proof] of objects.entries()) {
    const at = isSingle ? '/proof' : pointerTo('/proof', index);
    outcomes.push(await verifyProof(bare, objects, proof, at, purpose, session));
  }
  return outcomes;
}

async function verifyProof(
  bare: JsonObject,
  proofs: readonly JsonObject[],
  proof: JsonObject,
  at: string,
  purpose: Relationship,
  session: Session,
): Promise<ProofOutcome> {
  const outcome = unprovenOutcome(proof);
  const refuse = (found: Fault): ProofOutcome => {
    outcome.proofFault = found;
    outcome.finding.code = found.code;
    return outcome;
  };
  const suite = suiteOf(proof);
  if (suite === undefined || !session.suites.has(suite.name)) {
    outcome.finding.status = 'unknown';
    return refuse(fault('alg-not-allowed', at, 'the policy does not accept this kind of proof'));
  }
  const wrong = memberFault(proof, purpose, at, session);
  if (wrong !== undefined) return refuse(wrong);
  const key = await authorisedKey(proof, outcome, purpose, at, session);
  if (key === undefined) return outcome;
  if (!suite.keyKinds.includes(key.kind))
    return refuse(fault('alg-not-allowed', at, `${suite.name} is not for a key of this kind`));
  const secured = securedBy(bare, proofs, proof, at);
  if ('fault' in secured) return refuse(secured.fault);
  const found = await signatureFault(secured.document, proof, { key, suite }, at, session);
  if (found !== undefined) return refuse(found);
  outcome.finding.status = 'pass';
  return outcome;
}

/** What is said of a proof before it was looked at. */
function unprovenOutcome(proof: JsonObject): ProofOutcome {
  const name = member(proof, 'cryptosuite') ?? member(proof, 'type');
  const methodId = member(proof, 'verificationMethod');
  const id = member(proof, 'id');
  return {
    finding: {
      suite: typeof name === 'string' ? name.slice(0, 100) : '',
      verificationMethod: typeof methodId === 'string' ? methodId : '',
      status: 'fail',
    },
    ...(typeof id === 'string' ? { id } : {}),
  };
}

/** The key of a proof if it may make such proofs; otherwise the outcome says why not. */
async function authorisedKey(
  proof: JsonObject,
  outcome: ProofOutcome,
  purpose: Relationship,
  at: string,
  session: Session,
): Promise<PublicKey | undefined> {
  const pointer = `${at}/verificationMethod`;
  const methodId = member(proof, 'verificationMethod');
  const refuse = (found: Fault): undefined => {
    outcome.keyFault = found;
    outcome.finding.code = found.code;
    return undefined;
  };
  if (typeof methodId !== 'string') return refuse(fault('schema', pointer, 'must be a URL'));
  const found = await methodOf(session, methodId);
  if (found.fault !== undefined) {
    outcome.keyUncertain = !found.certain;
    if (!found.certain) outcome.finding.status = 'unknown';
    return refuse({ ...found.fault, pointer });
  }
  outcome.controller = found.method.controller;
  const createdAt = readDateTime(member(proof, 'created'));
  const wrong = authorisationFault(found.method, purpose, createdAt, at, session);
  return wrong === undefined ? found.method.key : refuse(wrong);
}

async function signatureFault(
  document: JsonObject,
  proof: JsonObject,
  { key, suite }: { key: PublicKey; suite: CryptoSuite },
  at: string,
  session: Session,
): Promise<Fault | undefined> {
  const value = member(proof, 'proofValue');
  const signature =
    typeof value === 'string' && value.startsWith('z') && value.length < 200
      ? fromBase58(value.slice(1))
      : undefined;
  if (signature === undefined) return fault('proof-invalid', `${at}/proofValue`, 'not a signature in base58');
  // Whether a signature is of a document and a key does not change; whether the key may sign was asked before.
  const notes = notesOf(document);
  const known = notes?.get(proof) as Checked | undefined;
  if (
    known?.key === key &&
    known.suite === suite &&
    known.quads === session.limits.quads &&
    known.registry === session.registry.key
  )
    return known.fault;
  const options = emptyObject();
  for (const key in proof) if (key !== 'proofValue') options[key] = proof[key] as JsonValue;
  // A presentation may say as much as each of its credentials, and something more.
  const documents = 1 + listOf(member(document, 'verifiableCredential')).length;
  const limits = { ...session.limits, quads: session.limits.quads * documents };
  const signed = await suite.toBeSigned(document, options, key.kind, { registry: session.registry, limits });
  if (signed.fault !== undefined) return { ...signed.fault, pointer: signed.fault.pointer || at };
  const found = (await verifySignature(key, signed.bytes, signature))
    ? undefined
    : fault('proof-invalid', at, 'the signature does not belong to this document and key');
  const checked: Checked = {
    key,
    suite,
    registry: session.registry.key,
    quads: session.limits.quads,
    fault: found,
  };
  notes?.set(proof, checked);
  return found;
}

/** A signature that was looked at, and by what. */
interface Checked {
  key: PublicKey;
  suite: CryptoSuite;
  registry: string;
  quads: number;
  fault: Fault | undefined;
}

interface Authorised {
  relationships: ReadonlySet<Relationship>;
  expiresAt?: number;
  revokedAt?: number;
}

/** Whether a key may make proofs for a purpose: listed for it, and neither expired nor revoked when it signed. */
export function authorisationFault(
  method: Authorised,
  purpose: Relationship,
  createdAt: number | undefined,
  at: string,
  session: Session,
): Fault | undefined {
  const where = `${at}/verificationMethod`;
  if (!method.relationships.has(purpose)) {
    return fault('key-not-authorized', where, `the key is not listed for ${purpose}`);
  }
  // Without a date of signing the key must still be good now.
  const usedAt = createdAt ?? session.now;
  if (method.expiresAt !== undefined && usedAt >= method.expiresAt) {
    return fault('key-not-authorized', where, 'the key had expired when it signed');
  }
  if (method.revokedAt !== undefined && usedAt >= method.revokedAt) {
    return fault('key-not-authorized', where, 'the key had been revoked when it signed');
  }
  return undefined;
}
