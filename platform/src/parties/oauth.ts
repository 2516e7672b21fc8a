import { newId, type Doing, type Id, type OrgId } from '#kernel';
import { byLookup, inOrg, sql, type Db, type Tx } from '#store';
import { recordAudit } from './audit.ts';
import type { ApiKeyCheck } from './api-keys.ts';
import { errors } from './errors.ts';
import type { OauthClientId } from './model.ts';
import { rights, scopesBeyond, type Right } from './rights.ts';
import { apiKeyProblem, formatSecret, isSameHash, parseSecret, sha256 } from './rules.ts';

/** An OAuth client as it may be shown; its secret is shown once, when it is made or changed. */
export interface OauthClient {
  readonly clientId: OauthClientId;
  readonly name: string;
  readonly scopes: readonly Right[];
  readonly madeBy: string;
  readonly createdAt: Date;
  readonly expiresAt?: Date;
  readonly revokedAt?: Date;
  /** When it last got a token. */
  readonly lastUsedAt?: Date;
}

interface Row {
  org_id: OrgId;
  client_id: OauthClientId;
  name: string;
  secret_hash: Buffer;
  scopes: Right[];
  made_by: string;
  created_at: Date;
  expires_at: Date | null;
  revoked_at: Date | null;
  last_used_at: Date | null;
}

const columns = sql`org_id, client_id, name, secret_hash, scopes, made_by, created_at, expires_at, revoked_at, last_used_at`;

/** How long an access token works, in seconds. */
export const accessTokenSeconds = 900;

const nobody = sha256('no such client');

function knownScopes(row: { scopes: Right[] }): Right[] {
  return row.scopes.filter((scope) => rights.includes(scope));
}

function clientOf(row: Row): OauthClient {
  return {
    clientId: row.client_id,
    name: row.name,
    scopes: knownScopes(row),
    madeBy: row.made_by,
    createdAt: row.created_at,
    ...(row.expires_at !== null && { expiresAt: row.expires_at }),
    ...(row.revoked_at !== null && { revokedAt: row.revoked_at }),
    ...(row.last_used_at !== null && { lastUsedAt: row.last_used_at }),
  };
}

function checkScopes(scopes: readonly Right[], makerRights: ReadonlySet<Right>): void {
  const beyond = scopesBeyond(scopes, makerRights);
  if (beyond.length > 0)
    throw errors.fail('api_key_scope_refused', `The maker may not: ${beyond.join(', ')}.`, {
      scopes: beyond,
    });
}

/**
 * Makes an OAuth client; its secret is returned this once. Errors: api_key_scope_refused,
 * api_key_expiry_refused.
 */
export async function createOauthClient(
  tx: Tx,
  doing: Doing,
  input: {
    orgId: OrgId;
    name: string;
    scopes: readonly Right[];
    expiresAt?: Date | undefined;
    makerRights: ReadonlySet<Right>;
  },
): Promise<{ client: OauthClient; secret: string }> {
  checkScopes(input.scopes, input.makerRights);
  if (input.expiresAt !== undefined && input.expiresAt.getTime() <= doing.now.getTime())
    throw errors.fail('api_key_expiry_refused', `${input.expiresAt.toISOString()} has passed.`);
  const clientId = newId('cli', doing.now, doing.random);
  const secret = Buffer.from(doing.random(32)).toString('base64url');
  const scopes = [...new Set(input.scopes)].sort();
  const rows = await sql<Row>`insert into parties.oauth_client
      (org_id, client_id, name, secret_hash, scopes, made_by, created_at, expires_at)
    values (${input.orgId}, ${clientId}, ${input.name}, ${sha256(secret)}, ${scopes}::text[],
      ${doing.actor}, ${doing.now}, ${input.expiresAt ?? null}) returning ${columns}`.execute(tx);
  await recordAudit(tx, doing, {
    orgId: input.orgId,
    action: 'oauth_client.created',
    subject: clientId,
    detail: { scopes },
  });
  return { client: clientOf(rows.rows[0] as Row), secret };
}

/**
 * Gives a client a new secret; the old one and the tokens that it got end at once. Whoever gets the secret
 * has every scope of it. Errors: oauth_client_unknown, api_key_scope_refused.
 */
export async function rotateOauthClient(
  tx: Tx,
  doing: Doing,
  input: { orgId: OrgId; clientId: string; makerRights: ReadonlySet<Right> },
): Promise<{ client: OauthClient; secret: string }> {
  const secret = Buffer.from(doing.random(32)).toString('base64url');
  const rows = await sql<Row>`update parties.oauth_client set secret_hash = ${sha256(secret)}
    where org_id = ${input.orgId} and client_id = ${input.clientId} and revoked_at is null
    returning ${columns}`.execute(tx);
  const row = rows.rows[0];
  if (row === undefined)
    throw errors.fail('oauth_client_unknown', `${input.clientId} is not an open client here.`);
  checkScopes(knownScopes(row), input.makerRights);
  await endTokens(tx, input);
  await recordAudit(tx, doing, {
    orgId: input.orgId,
    action: 'oauth_client.rotated',
    subject: row.client_id,
  });
  return { client: clientOf(row), secret };
}

/** Revokes a client and its tokens at once and for good; a second time changes nothing. Error: oauth_client_unknown. */
export async function revokeOauthClient(
  tx: Tx,
  doing: Doing,
  input: { orgId: OrgId; clientId: string },
): Promise<OauthClient> {
  const changed = await sql<Row>`update parties.oauth_client set revoked_at = ${doing.now}
    where org_id = ${input.orgId} and client_id = ${input.clientId} and revoked_at is null
    returning ${columns}`.execute(tx);
  if (changed.rows[0] !== undefined) {
    await endTokens(tx, input);
    await recordAudit(tx, doing, {
      orgId: input.orgId,
      action: 'oauth_client.revoked',
      subject: changed.rows[0].client_id,
    });
    return clientOf(changed.rows[0]);
  }
  const found = await sql<Row>`select ${columns} from parties.oauth_client
    where org_id = ${input.orgId} and client_id = ${input.clientId}`.execute(tx);
  if (found.rows[0] === undefined)
    throw errors.fail('oauth_client_unknown', `${input.clientId} is not a client of this organisation.`);
  return clientOf(found.rows[0]);
}

async function endTokens(tx: Tx, input: { orgId: OrgId; clientId: string }): Promise<void> {
  await sql`delete from parties.access_token
    where org_id = ${input.orgId} and client_id = ${input.clientId}`.execute(tx);
}

/** Lists the clients of an organisation, also expired and revoked ones, oldest first. */
export async function listOauthClients(tx: Tx, input: { orgId: OrgId }): Promise<OauthClient[]> {
  const rows = await sql<Row>`select ${columns} from parties.oauth_client
    where org_id = ${input.orgId} order by client_id collate "C"`.execute(tx);
  return rows.rows.map(clientOf);
}

/** A token, or the error of RFC 6749 section 5.2 that the client gets instead. */
export type TokenAnswer =
  | { readonly token: string; readonly scopes: readonly Right[]; readonly problem?: never }
  | { readonly problem: 'invalid_client' | 'invalid_scope'; readonly token?: never };

/**
 * Gives a client an access token (RFC 6749 section 4.4). Without `scopes` it gets all of its own; one that
 * the client lacks refuses the whole request.
 */
export async function grantToken(
  db: Db,
  doing: Doing,
  input: { clientId: string; secret: string; scopes: readonly string[] | null },
): Promise<TokenAnswer> {
  const found = await byLookup(db, input.clientId, (tx) =>
    sql<Row>`select ${columns} from parties.oauth_client where client_id = ${input.clientId}`.execute(tx),
  );
  const row = found.rows[0];
  const isRight = isSameHash(sha256(input.secret), row?.secret_hash ?? nobody);
  if (row === undefined || !isRight) return { problem: 'invalid_client' };
  if (apiKeyProblem({ expiresAt: row.expires_at, revokedAt: row.revoked_at }, doing.now) !== null)
    return { problem: 'invalid_client' };
  const own = knownScopes(row);
  const scopes = input.scopes === null ? own : own.filter((scope) => input.scopes?.includes(scope));
  if (scopes.length === 0 || (input.scopes !== null && scopes.length < new Set(input.scopes).size))
    return { problem: 'invalid_scope' };
  const tokenId = newId('tok', doing.now, doing.random);
  const token = formatSecret('rt', tokenId, doing.random(32));
  const expiresAt = new Date(doing.now.getTime() + accessTokenSeconds * 1000);
  const isMade = await inOrg(db, row.org_id, async (tx) => {
    const open = await sql`update parties.oauth_client set last_used_at = ${doing.now}
      where org_id = ${row.org_id} and client_id = ${row.client_id} and revoked_at is null
        and secret_hash = ${row.secret_hash} returning 1`.execute(tx);
    if (open.rows.length === 0) return false;
    await sql`delete from parties.access_token where org_id = ${row.org_id}
      and client_id = ${row.client_id} and expires_at <= ${doing.now}`.execute(tx);
    await sql`insert into parties.access_token
        (org_id, token_id, client_id, secret_hash, scopes, created_at, expires_at)
      values (${row.org_id}, ${tokenId}, ${row.client_id}, ${sha256(token)}, ${scopes}::text[],
        ${doing.now}, ${expiresAt})`.execute(tx);
    return true;
  });
  return isMade ? { token, scopes } : { problem: 'invalid_client' };
}

/** Whether a bearer text has the form of an access token. */
export function isAccessToken(token: string): boolean {
  return token.startsWith('rt_');
}

/** Checks an access token: one look-up by its id, the rest compared by hash in constant time. */
export async function authenticateAccessToken(db: Db, token: string, now: Date): Promise<ApiKeyCheck> {
  const tokenId: Id<'tok'> | null = parseSecret('rt', 'tok', token);
  if (tokenId === null) return { problem: 'unknown' };
  const found = await byLookup(db, tokenId, (tx) =>
    sql<{
      org_id: OrgId;
      client_id: OauthClientId;
      secret_hash: Buffer;
      scopes: Right[];
      expires_at: Date;
    }>`select org_id, client_id, secret_hash, scopes, expires_at from parties.access_token
      where token_id = ${tokenId}`.execute(tx),
  );
  const row = found.rows[0];
  const isRight = isSameHash(sha256(token), row?.secret_hash ?? nobody);
  if (row === undefined || !isRight) return { problem: 'unknown' };
  if (row.expires_at.getTime() <= now.getTime()) return { problem: 'expired' };
  return {
    principal: { kind: 'apiKey', keyId: row.client_id, orgId: row.org_id, scopes: knownScopes(row) },
  };
}
