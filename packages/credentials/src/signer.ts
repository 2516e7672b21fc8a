/** The key algorithms that can sign. */
export type SignerAlgorithm = 'Ed25519' | 'P-256' | 'P-384' | 'RS256';

/**
 * A key that signs, wherever it is kept. `sign` receives the bytes to be signed and returns the raw
 * signature: 64 bytes for Ed25519 and P-256, 96 for P-384 (r then s), the modulus length for RS256.
 */
export interface Signer {
  /** The DID URL that verifiers will resolve to the public key. */
  verificationMethod: string;
  algorithm: SignerAlgorithm;
  /** The public key as a Multikey (`z…`); lets `issue` check its own work without resolving the DID. */
  publicKeyMultibase?: string;
  sign(data: Uint8Array): Promise<Uint8Array> | Uint8Array;
}
