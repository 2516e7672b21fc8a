import { defineErrors } from '#kernel';

/** What this rung answers with. */
export const errors = defineErrors({
  issuer_key_missing: {
    status: 409,
    title: 'The organisation has no key to sign with.',
    remedy: 'Nothing was signed. Make a key for the organisation first.',
  },
  issuer_key_unknown: {
    status: 404,
    title: 'There is no such key.',
    remedy: 'Nothing was changed. Check the id.',
  },
  issuer_key_revoked: {
    status: 409,
    title: 'The key was revoked and signs nothing any more.',
    remedy: 'Nothing was signed. Issue again with the key that is active now.',
  },
  key_unwrap_failed: {
    status: 500,
    title: 'A stored key cannot be opened with the key encryption key of this server.',
    remedy:
      'Nothing was signed. Start the server with the key encryption key with which it was set up; without it stored keys are lost.',
  },
  key_encryption_key_unfit: {
    status: 500,
    title: 'The key encryption key is not 32 bytes long.',
    remedy: 'Nothing was signed. Give the server a key encryption key of 32 random bytes.',
  },
});
