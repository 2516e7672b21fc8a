export {
  keyFromJwk,
  keyFromMultibase,
  type KeyProblem,
  type KeyResult,
  type PublicJwk,
  type PublicKey,
} from './public-key.ts';
export {
  generateEcdsa,
  generateEd25519,
  signerFromPrivateKey,
  type KeyPair,
  type PrivateJwk,
} from './pair.ts';
export { verifySignature } from './signature.ts';
export { controllerOf, didKeyOf, didWebUrl, resolveMethod, type MethodResult } from './resolve.ts';
export { methodFromDocument, type Relationship, type VerificationMethod } from './controller.ts';
export type { Signer, SignerAlgorithm } from '../signer.ts';
