import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { Random } from '#kernel';
import { errors } from './errors.ts';

/** A secret under the key encryption key: AES-256-GCM, the 16-byte tag behind the ciphertext. */
export interface Sealed {
  readonly nonce: Uint8Array;
  readonly sealed: Uint8Array;
}

const algorithm = 'aes-256-gcm';
const tagLength = 16;

/**
 * Seals a secret. `owner` is authenticated with it (tenant and key id), so that a sealed row that is
 * copied to another tenant does not open there. Errors: key_encryption_key_unfit.
 */
export function seal(kek: Uint8Array, secret: Uint8Array, owner: string, random: Random): Sealed {
  checkKek(kek);
  const nonce = random(12);
  const cipher = createCipheriv(algorithm, kek, nonce);
  cipher.setAAD(Buffer.from(owner, 'utf8'));
  const body = Buffer.concat([cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
  return { nonce, sealed: new Uint8Array(body) };
}

/** Opens a sealed secret. Errors: key_unwrap_failed, key_encryption_key_unfit. */
export function unseal(kek: Uint8Array, { nonce, sealed }: Sealed, owner: string): Uint8Array {
  checkKek(kek);
  try {
    const decipher = createDecipheriv(algorithm, kek, nonce, { authTagLength: tagLength });
    decipher.setAAD(Buffer.from(owner, 'utf8'));
    decipher.setAuthTag(sealed.subarray(sealed.length - tagLength));
    const body = decipher.update(sealed.subarray(0, sealed.length - tagLength));
    return new Uint8Array(Buffer.concat([body, decipher.final()]));
  } catch (cause) {
    throw errors.fail('key_unwrap_failed', `The key "${owner}" does not open.`, { owner }, { cause });
  }
}

function checkKek(kek: Uint8Array): void {
  if (kek.length !== 32) throw errors.fail('key_encryption_key_unfit', `It has ${String(kek.length)} bytes.`);
}
