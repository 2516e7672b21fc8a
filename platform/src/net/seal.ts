import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import type { Random } from '#kernel';

/** A text under a key from outside the database: AES-256-GCM, the 16-byte tag behind the ciphertext. */
export interface SealedText {
  readonly nonce: Uint8Array;
  readonly sealed: Uint8Array;
}

const algorithm = 'aes-256-gcm';
const tagLength = 16;

/** Seals a text; `owner` is authenticated with it, so that a sealed row that is copied elsewhere does not open. */
export function sealText(kek: Uint8Array, text: string, owner: string, random: Random): SealedText {
  const nonce = random(12);
  const cipher = createCipheriv(algorithm, keyOf(kek), nonce);
  cipher.setAAD(Buffer.from(owner, 'utf8'));
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return { nonce, sealed: new Uint8Array(body) };
}

/** Opens a sealed text; null when it was sealed under another key or for another owner. */
export function openText(kek: Uint8Array, { nonce, sealed }: SealedText, owner: string): string | null {
  try {
    const decipher = createDecipheriv(algorithm, keyOf(kek), nonce, { authTagLength: tagLength });
    decipher.setAAD(Buffer.from(owner, 'utf8'));
    decipher.setAuthTag(sealed.subarray(sealed.length - tagLength));
    const body = decipher.update(sealed.subarray(0, sealed.length - tagLength));
    return Buffer.concat([body, decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}

/** Mails have a key of their own, so that what opens them opens no signing key. */
function keyOf(kek: Uint8Array): Buffer {
  return createHmac('sha256', kek).update('rungs mails and links').digest();
}
