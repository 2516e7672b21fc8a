import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Random } from '#kernel';
import { errors } from './errors.ts';

/**
 * Takes the key encryption key from its file, or makes it at the very first start. Once keys were wrapped
 * with it (`isNeeded`), a missing file is an error: a new key could not open them. Error: encryption_key_missing.
 */
export function loadEncryptionKey(path: string, isNeeded: boolean, random: Random): Uint8Array {
  if (existsSync(path)) {
    const bytes = Buffer.from(readFileSync(path, 'utf8').trim(), 'base64');
    if (bytes.length !== 32)
      throw errors.fail('encryption_key_missing', `${path} does not hold 32 bytes in base64.`);
    return new Uint8Array(bytes);
  }
  if (isNeeded)
    throw errors.fail('encryption_key_missing', `The database holds signing keys, but ${path} is not there.`);
  const key = random(32);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  // `wx` lets only one of two first starts make the key; the other finds it when it is started again.
  writeFileSync(path, `${Buffer.from(key).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  return key;
}
