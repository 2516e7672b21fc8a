import { newId, type Doing, type OrgId } from '#kernel';
import { recordAudit } from '#parties';
import { tell, type Tx } from '#store';
import { forgetKey, issuerWith, makeKey, ownerOf } from './custody.ts';
import { errors } from './errors.ts';
import { events } from './events.ts';
import type { DidDocument, Issuer, IssuerKey, KeyContext } from './model.ts';
import { didWebOf, documentOf } from './rules.ts';
import {
  loadActiveKey,
  loadKey,
  loadKeyByPublic,
  loadKeys,
  markRetired,
  markRevoked,
  saveKey,
  type HeldKey,
} from './store.ts';

/** Makes the first key of an organisation, or returns the issuer of the active one where it has one. */
export async function ensureIssuerKey(
  tx: Tx,
  doing: Doing,
  app: KeyContext,
  input: { orgId: OrgId },
): Promise<Issuer> {
  const active = await loadActiveKey(tx, input.orgId);
  if (active !== null) return await issuerWith(app, active);
  const made = await addKey(tx, doing, app, input.orgId);
  if (made === null) return await issuerOf(tx, app, input);
  await note(tx, doing, made.key, 'added', events.keyAdded, {});
  return await issuerWith(app, made);
}

/** The issuer with its active key. Errors: issuer_key_missing, key_unwrap_failed. */
export async function issuerOf(tx: Tx, app: KeyContext, input: { orgId: OrgId }): Promise<Issuer> {
  const active = await loadActiveKey(tx, input.orgId);
  if (active === null) throw errors.fail('issuer_key_missing', `${input.orgId} has no active key.`);
  return await issuerWith(app, active);
}

/**
 * The issuer with one of its keys, also a retired one: work that was begun before a rotation is finished
 * with the same key. Errors: issuer_key_unknown, issuer_key_revoked, key_unwrap_failed.
 */
export async function signerByKeyId(
  tx: Tx,
  app: KeyContext,
  input: { orgId: OrgId; keyId: string },
): Promise<Issuer> {
  const held = await loadKey(tx, input.orgId, input.keyId);
  if (held === null)
    throw errors.fail('issuer_key_unknown', `${input.keyId} is not a key of this organisation.`);
  const { revokedAt } = held.key;
  if (revokedAt !== undefined)
    throw errors.fail('issuer_key_revoked', `${input.keyId} was revoked at ${revokedAt.toISOString()}.`);
  return await issuerWith(app, held);
}

/**
 * Retires the active key and makes a new one. What the old one signed stays good; where the issuer is a
 * did:key, new credentials come from a new DID. Errors: issuer_key_missing.
 */
export async function rotateIssuerKey(
  tx: Tx,
  doing: Doing,
  app: KeyContext,
  input: { orgId: OrgId },
): Promise<Issuer> {
  const active = await loadActiveKey(tx, input.orgId);
  if (active === null || !(await markRetired(tx, input.orgId, active.key.keyId, doing.now)))
    throw errors.fail('issuer_key_missing', `${input.orgId} has no active key.`);
  const made = await addKey(tx, doing, app, input.orgId);
  if (made === null) return await issuerOf(tx, app, input);
  await note(tx, doing, made.key, 'rotated', events.keyRotated, { retiredKeyId: active.key.keyId });
  return await issuerWith(app, made);
}

/**
 * Revokes a lost or stolen key from now on; an active one is replaced in the same transaction. What it
 * signed before stays judged by the time in the log. Errors: issuer_key_unknown, issuer_key_revoked.
 */
export async function revokeIssuerKey(
  tx: Tx,
  doing: Doing,
  app: KeyContext,
  input: { orgId: OrgId; keyId: string; reason: string },
): Promise<{ revoked: IssuerKey; active: Issuer }> {
  const { orgId, reason } = input;
  const held = await loadKey(tx, orgId, input.keyId);
  if (held === null)
    throw errors.fail('issuer_key_unknown', `${input.keyId} is not a key of this organisation.`);
  const { key } = held;
  if (!(await markRevoked(tx, orgId, key.keyId, doing.now, reason)))
    throw errors.fail('issuer_key_revoked', `${input.keyId} was revoked before.`);
  forgetKey(app, orgId, key.keyId);
  const made = key.retiredAt === undefined ? await addKey(tx, doing, app, orgId) : null;
  await note(tx, doing, key, 'revoked', events.keyRevoked, { replacedBy: made?.key.keyId ?? null });
  const active = made === null ? await issuerOf(tx, app, { orgId }) : await issuerWith(app, made);
  return { revoked: { ...key, revokedAt: doing.now, revokedReason: reason }, active };
}

async function addKey(tx: Tx, doing: Doing, app: KeyContext, orgId: OrgId): Promise<HeldKey | null> {
  const keyId = newId('sgk', doing.now, doing.random);
  const made = await makeKey(app.keyEncryptionKey, doing.random, ownerOf(orgId, keyId));
  const key = { orgId, keyId, publicKeyMultibase: made.publicKeyMultibase, createdAt: doing.now };
  return (await saveKey(tx, key, made.secret)) ? { key, secret: made.secret } : null;
}

async function note(
  tx: Tx,
  doing: Doing,
  key: IssuerKey,
  what: 'added' | 'rotated' | 'revoked',
  name: string,
  more: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { orgId, keyId, publicKeyMultibase } = key;
  await recordAudit(tx, doing, { orgId, action: `key.${what}`, subject: keyId, detail: more });
  const payload = { keyId, publicKeyMultibase, at: doing.now.toISOString(), ...more };
  await tell(tx, [{ name, key: orgId, orgId, payload }]);
}

/** Lists all keys of an organisation, the oldest first, from any tenant. */
export async function listIssuerKeys(tx: Tx, input: { orgId: OrgId }): Promise<IssuerKey[]> {
  return await loadKeys(tx, input.orgId);
}

/** Finds the key of any organisation of this instance by its public half, as a did:key names it. */
export async function findIssuerKey(
  tx: Tx,
  input: { publicKeyMultibase: string },
): Promise<IssuerKey | null> {
  return await loadKeyByPublic(tx, input.publicKeyMultibase);
}

/** The did:web document of an organisation; null where it has no key or the public address is not https. */
export async function didDocument(
  tx: Tx,
  app: Pick<KeyContext, 'publicUrl'>,
  input: { orgId: OrgId },
): Promise<DidDocument | null> {
  const did = didWebOf(app.publicUrl, input.orgId);
  if (did === null) return null;
  const keys = await loadKeys(tx, input.orgId);
  return keys.length === 0 ? null : documentOf(did, keys);
}
