import { newId, type Doing, type OrgId } from '#kernel';
import { byLookup, inOrg, sql, type Db, type Tx } from '#store';
import { recordAudit } from './audit.ts';
import { errors } from './errors.ts';
import type { ApiKey, ApiKeyId } from './model.ts';
import { rights, scopesBeyond, type ApiKeyPrincipal, type Right } from './rights.ts';
import { apiKeyProblem, formatApiKey, isSameHash, parseApiKey, sha256 } from './rules.ts';

interface Row {
  org_id: OrgId;
  key_id: ApiKeyId;
  name: string;
  secret_hash: Buffer;
  scopes: Right[];
  made_by: string;
  created_at: Date;
  expires_at: Date | null;
  revoked_at: Date | null;
  last_used_at: Date | null;
}

const columns = sql`org_id, key_id, name, secret_hash, scopes, made_by, created_at, expires_at, revoked_at, last_used_at`;

/** A key may be older than the list of rights: a scope that is no right any more allows nothing. */
function knownScopes(row: Row): Right[] {
  return row.scopes.filter((scope) => rights.includes(scope));
}

function keyOf(row: Row): ApiKey {
  return {
    keyId: row.key_id,
    name: row.name,
    scopes: knownScopes(row),
    madeBy: row.made_by,
    createdAt: row.created_at,
    ...(row.expires_at !== null && { expiresAt: row.expires_at }),
    ...(row.revoked_at !== null && { revokedAt: row.revoked_at }),
    ...(row.last_used_at !== null && { lastUsedAt: row.last_used_at }),
  };
}

/**
 * Makes an API key. `secret` is the whole key and is returned this once; only its SHA-256 is kept.
 * `makerRights` are the rights of whoever makes it. Errors: api_key_scope_refused, api_key_expiry_refused.
 */
export async function createApiKey(
  tx: Tx,
  doing: Doing,
  input: {
    orgId: OrgId;
    name: string;
    scopes: readonly Right[];
    expiresAt?: Date | undefined;
    makerRights: ReadonlySet<Right>;
  },
): Promise<{ key: ApiKey; secret: string }> {
  const beyond = scopesBeyond(input.scopes, input.makerRights);
  if (beyond.length > 0)
    throw errors.fail('api_key_scope_refused', `The maker may not: ${beyond.join(', ')}.`, {
      scopes: beyond,
    });
  if (input.expiresAt !== undefined && input.expiresAt.getTime() <= doing.now.getTime())
    throw errors.fail('api_key_expiry_refused', `${input.expiresAt.toISOString()} has passed.`);
  const keyId = newId('key', doing.now, doing.random);
  const token = formatApiKey(keyId, doing.random(32));
  const scopes = [...new Set(input.scopes)].sort();
  const result = await sql<Row>`insert into parties.api_key
      (org_id, key_id, name, secret_hash, scopes, made_by, created_at, expires_at)
    values (${input.orgId}, ${keyId}, ${input.name}, ${sha256(token)}, ${scopes}::text[],
      ${doing.actor}, ${doing.now}, ${input.expiresAt ?? null}) returning ${columns}`.execute(tx);
  await recordAudit(tx, doing, {
    orgId: input.orgId,
    action: 'api_key.created',
    subject: keyId,
    detail: { scopes },
  });
  return { key: keyOf(result.rows[0] as Row), secret: token };
}

/** A valid key's principal, or why there is none; only who knows the secret learns `expired` or `revoked`. */
export type ApiKeyCheck =
  | { readonly principal: ApiKeyPrincipal; readonly problem?: never }
  | { readonly principal?: never; readonly problem: 'unknown' | 'expired' | 'revoked' };

const nobody = sha256('no such key');
const hourMs = 3_600_000;

/** Checks an API key. The row is found by the id half; the secret is compared by hash, in constant time. */
export async function authenticateApiKey(db: Db, token: string, now: Date): Promise<ApiKeyCheck> {
  const parts = parseApiKey(token);
  if (parts === null) return { problem: 'unknown' };
  const result = await byLookup(db, parts.keyId, (tx) =>
    sql<Row>`select ${columns} from parties.api_key where key_id = ${parts.keyId}`.execute(tx),
  );
  const row = result.rows[0];
  const isRight = isSameHash(sha256(token), row?.secret_hash ?? nobody);
  if (row === undefined || !isRight) return { problem: 'unknown' };
  const problem = apiKeyProblem({ expiresAt: row.expires_at, revokedAt: row.revoked_at }, now);
  if (problem !== null) return { problem };
  if (row.last_used_at === null || now.getTime() - row.last_used_at.getTime() >= hourMs)
    await inOrg(db, row.org_id, (tx) =>
      sql`update parties.api_key set last_used_at = ${now}
        where org_id = ${row.org_id} and key_id = ${row.key_id}`.execute(tx),
    );
  return { principal: { kind: 'apiKey', keyId: row.key_id, orgId: row.org_id, scopes: knownScopes(row) } };
}

/** Revokes an API key at once and for good; a second time changes nothing. Errors: api_key_unknown. */
export async function revokeApiKey(
  tx: Tx,
  doing: Doing,
  input: { orgId: OrgId; keyId: string },
): Promise<ApiKey> {
  const changed = await sql<Row>`update parties.api_key set revoked_at = ${doing.now}
    where org_id = ${input.orgId} and key_id = ${input.keyId} and revoked_at is null
    returning ${columns}`.execute(tx);
  if (changed.rows[0] !== undefined) {
    await recordAudit(tx, doing, {
      orgId: input.orgId,
      action: 'api_key.revoked',
      subject: changed.rows[0].key_id,
    });
    return keyOf(changed.rows[0]);
  }
  const found = await sql<Row>`select ${columns} from parties.api_key
    where org_id = ${input.orgId} and key_id = ${input.keyId}`.execute(tx);
  if (found.rows[0] === undefined)
    throw errors.fail('api_key_unknown', `${input.keyId} is not an API key of this organisation.`);
  return keyOf(found.rows[0]);
}

/** Lists the API keys of an organisation, also expired and revoked ones, oldest first. */
export async function listApiKeys(tx: Tx, input: { orgId: OrgId }): Promise<ApiKey[]> {
  const result = await sql<Row>`select ${columns} from parties.api_key
    where org_id = ${input.orgId} order by key_id collate "C"`.execute(tx);
  return result.rows.map(keyOf);
}

/**
 * Gives an API key a new secret under a new id and revokes the old one, in one step; name, scopes and expiry
 * stay. The caller's own rights bound the scopes again. Errors: api_key_unknown, api_key_scope_refused,
 * api_key_expiry_refused.
 */
export async function rotateApiKey(
  tx: Tx,
  doing: Doing,
  input: { orgId: OrgId; keyId: string; makerRights: ReadonlySet<Right> },
): Promise<{ key: ApiKey; secret: string }> {
  const { orgId, keyId } = input;
  const found = await sql<Row>`select ${columns} from parties.api_key
    where org_id = ${orgId} and key_id = ${keyId} and revoked_at is null for update`.execute(tx);
  const row = found.rows[0];
  if (row === undefined)
    throw errors.fail('api_key_unknown', `${keyId} is not an open API key of this organisation.`);
  const made = await createApiKey(tx, doing, {
    orgId,
    name: row.name,
    scopes: knownScopes(row),
    expiresAt: row.expires_at ?? undefined,
    makerRights: input.makerRights,
  });
  await revokeApiKey(tx, doing, { orgId, keyId });
  return made;
}
