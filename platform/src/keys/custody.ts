import type { OrgId, Random } from '#kernel';
import { generateEd25519, signerFromPrivateKey, type Signer } from '@rungs/credentials/keys';
import { errors } from './errors.ts';
import type { Issuer, KeyContext, SigningKeyId } from './model.ts';
import { namesOf } from './rules.ts';
import { seal, unseal, type Sealed } from './seal.ts';
import type { HeldKey } from './store.ts';

/** How many unwrapped keys stay in memory for each key encryption key. */
const cacheSize = 1_000;

/** By the key encryption key itself, so that no server opens a key which only another one could. */
const opened = new WeakMap<Uint8Array, Map<string, Signer>>();

function cacheOf(kek: Uint8Array): Map<string, Signer> {
  const known = opened.get(kek);
  if (known !== undefined) return known;
  const made = new Map<string, Signer>();
  opened.set(kek, made);
  return made;
}

/** Makes an Ed25519 key and seals its seed for its owner (`<tenant> <key id>`). */
export async function makeKey(
  kek: Uint8Array,
  random: Random,
  owner: string,
): Promise<{ publicKeyMultibase: string; secret: Sealed }> {
  const seed = random(32);
  const pair = await generateEd25519(seed);
  const secret = seal(kek, seed, owner, random);
  seed.fill(0);
  return { publicKeyMultibase: pair.publicKeyMultibase, secret };
}

/** Opens a sealed seed and returns a signer over it; the seed does not leave this function. */
export async function openKey(
  kek: Uint8Array,
  secret: Sealed,
  owner: string,
  publicKeyMultibase: string,
): Promise<Signer> {
  const seed = unseal(kek, secret, owner);
  const pair = await generateEd25519(seed);
  seed.fill(0);
  if (pair.publicKeyMultibase !== publicKeyMultibase)
    throw errors.fail('key_unwrap_failed', `The key "${owner}" does not fit its public half.`, { owner });
  return await signerFromPrivateKey(pair.privateKeyJwk);
}

/** The name under which the secret of an issuer key is sealed. */
export function ownerOf(orgId: OrgId, keyId: SigningKeyId): string {
  return `${orgId} ${keyId}`;
}

/** The issuer that signs with this key. Its secret is opened once and then kept in memory, sign-only. */
export async function issuerWith(app: KeyContext, { key, secret }: HeldKey): Promise<Issuer> {
  const cache = cacheOf(app.keyEncryptionKey);
  const owner = ownerOf(key.orgId, key.keyId);
  let base = cache.get(owner);
  if (base === undefined) {
    base = await openKey(app.keyEncryptionKey, secret, owner, key.publicKeyMultibase);
    if (cache.size >= cacheSize) cache.delete(cache.keys().next().value as string);
    cache.set(owner, base);
  }
  const { issuerId, verificationMethod } = namesOf(app.publicUrl, key);
  return {
    orgId: key.orgId,
    issuerId,
    verificationMethod,
    keyId: key.keyId,
    publicKeyMultibase: key.publicKeyMultibase,
    signer: { ...base, verificationMethod },
  };
}

/** Forgets the opened secret of a key. */
export function forgetKey(app: KeyContext, orgId: OrgId, keyId: SigningKeyId): void {
  opened.get(app.keyEncryptionKey)?.delete(ownerOf(orgId, keyId));
}
