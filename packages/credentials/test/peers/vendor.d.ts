/** The parts of untyped packages that the tests against other implementations use. */
interface PeerKey {
  signer(): unknown;
  id: string;
}
interface PeerOutcome {
  verified: boolean;
  error?: { errors?: { message?: string }[] };
}
declare module '@digitalbazaar/vc' {
  export function issue(options: object): Promise<object>;
  export function verifyCredential(options: object): Promise<PeerOutcome>;
}
declare module '@digitalbazaar/data-integrity' {
  export class DataIntegrityProof {
    constructor(options: { cryptosuite: unknown; signer?: unknown; date?: string });
  }
}
declare module '@digitalbazaar/eddsa-rdfc-2022-cryptosuite' {
  export const cryptosuite: unknown;
}
declare module '@digitalbazaar/eddsa-jcs-2022-cryptosuite' {
  export function createSignCryptosuite(): unknown;
  export function createVerifyCryptosuite(): unknown;
}
declare module '@digitalbazaar/ecdsa-rdfc-2019-cryptosuite' {
  export const cryptosuite: unknown;
}
declare module '@digitalbazaar/ed25519-multikey' {
  export function from(key: object): Promise<PeerKey>;
}
declare module '@digitalbazaar/ecdsa-multikey' {
  export function from(key: object): Promise<PeerKey>;
  export function toJwk(options: { keyPair: PeerKey }): Promise<Record<string, string>>;
}
