/** What this rung tells; key and tenant are the organisation. Times are ISO strings. */
export const events = {
  /** `{ keyId, publicKeyMultibase, at }`; the first key of an organisation. */
  keyAdded: 'key.added',
  /** `{ keyId, publicKeyMultibase, at, retiredKeyId }`. */
  keyRotated: 'key.rotated',
  /** `{ keyId, publicKeyMultibase, at, replacedBy }`; `replacedBy` is null when the key was retired before. */
  keyRevoked: 'key.revoked',
} as const;
