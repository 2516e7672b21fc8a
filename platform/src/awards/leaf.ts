import { concat, toUtf8 } from '@rungs/credentials/bytes';
import { canonicalJson } from '@rungs/credentials/json';
import { hashSync } from '@rungs/credentials/platform';
import type { AwardState } from './model.ts';

/**
 * The hash that stands for a credential in the log: SHA-256(salt ‖ JCS(document without proof) ‖ JCS(proof)).
 * Without the salt of 32 bytes nobody can tell which credential it stands for.
 */
export function credentialLeaf(salt: Uint8Array, signed: string): Uint8Array {
  const { proof, ...document } = JSON.parse(signed) as Record<string, unknown>;
  return hashSync('sha256', concat(salt, toUtf8(canonicalJson(document)), toUtf8(canonicalJson(proof))));
}

/** What a change of state says in the log, before it is salted. */
export interface StatusStatement {
  readonly credentialId: string;
  readonly sequence: number;
  readonly state: AwardState;
  readonly at: Date;
}

/** The hash that stands for a change of state in the log: SHA-256(salt ‖ JCS(statement)). */
export function statusLeaf(salt: Uint8Array, statement: StatusStatement): Uint8Array {
  const text = canonicalJson({ ...statement, at: statement.at.toISOString() });
  return hashSync('sha256', concat(salt, toUtf8(text)));
}

/** The hash that stands for a signed status list in the log: lists are public, so there is no salt. */
export function listLeaf(signed: string): Uint8Array {
  return hashSync('sha256', signed);
}
