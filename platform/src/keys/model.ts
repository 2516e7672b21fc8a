import type { Id, OrgId, Clock, Random } from '#kernel';
import type { Signer } from '@rungs/credentials/keys';
import { z } from 'zod';

/** A signing key of an issuer, or the log's. */
export type SigningKeyId = Id<'sgk'>;

/** What this rung needs of the application: its address and the key that unwraps the keys. */
export interface KeyContext {
  readonly publicUrl: string;
  /** 32 bytes from outside the database; whoever has both can sign as every issuer. */
  readonly keyEncryptionKey: Uint8Array;
}

/** A context that can also make the log's key when it is first used. */
export interface LogKeyContext extends KeyContext {
  readonly clock: Clock;
  readonly random: Random;
}

/** The public side of an issuer key; everybody may read it. */
export interface IssuerKey {
  readonly orgId: OrgId;
  readonly keyId: SigningKeyId;
  readonly publicKeyMultibase: string;
  readonly createdAt: Date;
  /** Signs nothing new from then on; what it signed before stays good. */
  readonly retiredAt?: Date;
  /** Lost or stolen: what it signs from then on is worth nothing. */
  readonly revokedAt?: Date;
  readonly revokedReason?: string;
}

/** An issuer that can sign: under which name, with which key. */
export interface Issuer {
  readonly orgId: OrgId;
  /** `did:web:…` on an https address, else the `did:key:…` of this key. */
  readonly issuerId: string;
  readonly verificationMethod: string;
  readonly keyId: SigningKeyId;
  readonly publicKeyMultibase: string;
  readonly signer: Signer;
}

/** The log's own signer. */
export interface LogSigner {
  /** The origin line of its checkpoints: host and path without a scheme; it never changes. */
  readonly name: string;
  /** Its row; the four-byte key hash of a signed note is computed from name and public key instead. */
  readonly keyId: SigningKeyId;
  /** 32 bytes, Ed25519. */
  readonly publicKey: Uint8Array;
  readonly sign: (bytes: Uint8Array) => Uint8Array;
}

/** A DID document with Multikey verification methods. */
export interface DidDocument {
  readonly '@context': readonly string[];
  readonly id: string;
  readonly verificationMethod: readonly {
    readonly id: string;
    readonly type: 'Multikey';
    readonly controller: string;
    readonly publicKeyMultibase: string;
    readonly expires?: string;
    readonly revoked?: string;
  }[];
  readonly assertionMethod: readonly string[];
}

/** Why a key is revoked, in a sentence that the audit trail keeps. */
export const revocationSchema = z.strictObject({ reason: z.string().trim().min(1).max(500) });
