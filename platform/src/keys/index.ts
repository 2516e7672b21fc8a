export {
  didDocument,
  ensureIssuerKey,
  findIssuerKey,
  issuerOf,
  listIssuerKeys,
  revokeIssuerKey,
  rotateIssuerKey,
  signerByKeyId,
} from './issuer.ts';
export { logSigner } from './log-key.ts';
export { didWebOf } from './rules.ts';
export {
  revocationSchema,
  type DidDocument,
  type Issuer,
  type IssuerKey,
  type KeyContext,
  type LogKeyContext,
  type LogSigner,
  type SigningKeyId,
} from './model.ts';
export { events } from './events.ts';
export { errors } from './errors.ts';
