import { defineErrors } from '#kernel';

/** What composition answers with: all of it concerns the operator who starts the server. */
export const errors = defineErrors({
  settings_invalid: {
    status: 500,
    title: 'A setting is not usable.',
    remedy:
      'Nothing was started. Correct the environment variable that is named; docs/reference/settings.md lists them all.',
  },
  public_address_fixed: {
    status: 500,
    title: 'The public address of this instance is already part of what it issued.',
    remedy: 'Nothing was started. Start it under the address that is named, or in an empty data folder.',
  },
  encryption_key_missing: {
    status: 500,
    title: 'The key that protects the signing keys is not there.',
    remedy:
      'Nothing was started. Restore the key file that is named, or set RUNGS_KEY_ENCRYPTION_KEY to its content.',
  },
});
