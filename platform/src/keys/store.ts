import type { OrgId } from '#kernel';
import { sql, type Tx } from '#store';
import type { IssuerKey, SigningKeyId } from './model.ts';
import type { Sealed } from './seal.ts';

interface Row {
  org_id: OrgId;
  key_id: SigningKeyId;
  public_key_multibase: string;
  created_at: Date;
  retired_at: Date | null;
  revoked_at: Date | null;
  revoked_reason: string | null;
}

const columns = sql`org_id, key_id, public_key_multibase, created_at, retired_at, revoked_at, revoked_reason`;

function keyOf(row: Row): IssuerKey {
  return {
    orgId: row.org_id,
    keyId: row.key_id,
    publicKeyMultibase: row.public_key_multibase,
    createdAt: row.created_at,
    ...(row.retired_at !== null && { retiredAt: row.retired_at }),
    ...(row.revoked_at !== null && { revokedAt: row.revoked_at }),
    ...(row.revoked_reason !== null && { revokedReason: row.revoked_reason }),
  };
}

/** A key with its sealed half, which only its own tenant reads. */
export interface HeldKey {
  readonly key: IssuerKey;
  readonly secret: Sealed;
}

interface HeldRow extends Row {
  nonce: Buffer;
  sealed: Buffer;
}

function heldOf(row: HeldRow | undefined): HeldKey | null {
  return row === undefined ? null : { key: keyOf(row), secret: { nonce: row.nonce, sealed: row.sealed } };
}

/** Reads the key that signs now; null where there is none, and from any other tenant. */
export async function loadActiveKey(tx: Tx, orgId: OrgId): Promise<HeldKey | null> {
  const result = await sql<HeldRow>`select ${columns}, nonce, sealed
    from keys.issuer_key join keys.issuer_secret using (org_id, key_id)
    where org_id = ${orgId} and retired_at is null and revoked_at is null`.execute(tx);
  return heldOf(result.rows[0]);
}

/** Reads one key of an organisation; null from any other tenant. */
export async function loadKey(tx: Tx, orgId: OrgId, keyId: string): Promise<HeldKey | null> {
  const result = await sql<HeldRow>`select ${columns}, nonce, sealed
    from keys.issuer_key join keys.issuer_secret using (org_id, key_id)
    where org_id = ${orgId} and key_id = ${keyId}`.execute(tx);
  return heldOf(result.rows[0]);
}

/** Reads all keys of an organisation, the oldest first. */
export async function loadKeys(tx: Tx, orgId: OrgId): Promise<IssuerKey[]> {
  const result = await sql<Row>`select ${columns} from keys.issuer_key
    where org_id = ${orgId} order by key_id collate "C"`.execute(tx);
  return result.rows.map(keyOf);
}

/** Reads a key by its public half, whoever it belongs to. */
export async function loadKeyByPublic(tx: Tx, publicKeyMultibase: string): Promise<IssuerKey | null> {
  const result = await sql<Row>`select ${columns} from keys.issuer_key
    where public_key_multibase = ${publicKeyMultibase}`.execute(tx);
  return result.rows[0] === undefined ? null : keyOf(result.rows[0]);
}

/** Keeps a new key; false when another transaction made the active key first. */
export async function saveKey(tx: Tx, key: IssuerKey, secret: Sealed): Promise<boolean> {
  const added = await sql`insert into keys.issuer_key (org_id, key_id, public_key_multibase, created_at)
    values (${key.orgId}, ${key.keyId}, ${key.publicKeyMultibase}, ${key.createdAt})
    on conflict (org_id) where retired_at is null and revoked_at is null do nothing returning 1`.execute(tx);
  if (added.rows.length === 0) return false;
  await sql`insert into keys.issuer_secret (org_id, key_id, nonce, sealed)
    values (${key.orgId}, ${key.keyId}, ${Buffer.from(secret.nonce)}, ${Buffer.from(secret.sealed)})`.execute(
    tx,
  );
  return true;
}

/** Marks the active key as retired; false when it is not the active one any more. */
export async function markRetired(tx: Tx, orgId: OrgId, keyId: SigningKeyId, at: Date): Promise<boolean> {
  const changed = await sql`update keys.issuer_key set retired_at = ${at}
    where org_id = ${orgId} and key_id = ${keyId} and retired_at is null and revoked_at is null
    returning 1`.execute(tx);
  return changed.rows.length === 1;
}

/** Marks a key as revoked; false when it was before. */
export async function markRevoked(
  tx: Tx,
  orgId: OrgId,
  keyId: SigningKeyId,
  at: Date,
  reason: string,
): Promise<boolean> {
  const changed = await sql`update keys.issuer_key set revoked_at = ${at}, revoked_reason = ${reason}
    where org_id = ${orgId} and key_id = ${keyId} and revoked_at is null returning 1`.execute(tx);
  return changed.rows.length === 1;
}
