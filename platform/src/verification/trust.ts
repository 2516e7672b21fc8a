import { decodeCursor, pageOf, type Doing, type OrgId, type Page, type PageRequest } from '#kernel';
import { didWebOf, findIssuerKey, listIssuerKeys } from '#keys';
import { findOrg } from '#parties';
import { sql, type AppContext, type Tx } from '#store';
import { errors } from './errors.ts';
import type { Recognised, TrustedIssuer } from './model.ts';

interface Row {
  issuer_id: string;
  name: string;
  url: string | null;
  reason: string;
  added_by: string;
  added_at: Date;
}

function trustedOf(row: Row): TrustedIssuer {
  return {
    issuerId: row.issuer_id,
    name: row.name,
    url: row.url,
    reason: row.reason,
    addedBy: row.added_by,
    addedAt: row.added_at,
  };
}

/** Puts a foreign issuer on the trust list of the instance, or changes what stands there about it. */
export async function addTrustedIssuer(
  tx: Tx,
  doing: Doing,
  input: {
    readonly issuerId: string;
    readonly name: string;
    readonly url?: string | undefined;
    readonly reason: string;
  },
): Promise<TrustedIssuer> {
  const rows =
    await sql<Row>`insert into verification.trusted_issuer (issuer_id, name, url, reason, added_by, added_at)
    values (${input.issuerId}, ${input.name}, ${input.url ?? null}, ${input.reason}, ${doing.actor}, ${doing.now})
    on conflict (issuer_id) do update set name = excluded.name, url = excluded.url, reason = excluded.reason,
      added_by = excluded.added_by, added_at = excluded.added_at
    returning *`.execute(tx);
  return trustedOf(rows.rows[0] as Row);
}

/** Takes an issuer off the trust list; its credentials stay what they are, and become unrecognised. Error: trusted_issuer_unknown. */
export async function removeTrustedIssuer(tx: Tx, input: { readonly issuerId: string }): Promise<void> {
  const rows = await sql`delete from verification.trusted_issuer where issuer_id = ${input.issuerId}
    returning 1`.execute(tx);
  if (rows.rows.length === 0)
    throw errors.fail('trusted_issuer_unknown', `${input.issuerId} is not on the trust list.`);
}

/** Lists the trust list by issuer id. Error: trusted_issuer_cursor_invalid. */
export async function listTrustedIssuers(
  tx: Tx,
  input: { readonly page: PageRequest },
): Promise<Page<TrustedIssuer>> {
  const { page } = input;
  const after = page.after === undefined ? '' : decodeCursor(page.after, 1)?.[0];
  if (after === undefined) throw errors.fail('trusted_issuer_cursor_invalid', 'The cursor cannot be read.');
  const rows = await sql<Row>`select * from verification.trusted_issuer where issuer_id collate "C" > ${after}
    order by issuer_id collate "C" limit ${page.limit + 1}`.execute(tx);
  return pageOf(rows.rows.map(trustedOf), page.limit, (issuer) => [issuer.issuerId]);
}

/**
 * Says under which name this instance recognises an issuer, or null. Its own organisations are recognised by
 * their did:web, or by the did:key of any of their keys that was not revoked.
 */
export async function recogniseIssuer(
  tx: Tx,
  app: Pick<AppContext, 'publicUrl'>,
  input: { readonly issuerId: string },
): Promise<Recognised | null> {
  const orgId = await ownOrg(tx, app, input.issuerId);
  const org = orgId === null ? null : await findOrg(tx, { orgId });
  if (org !== null)
    return { as: 'own', name: org.name, url: org.url ?? `${app.publicUrl}/i/${org.orgId}`, orgId: org.orgId };
  const rows = await sql<Row>`select * from verification.trusted_issuer
    where issuer_id = ${input.issuerId}`.execute(tx);
  const row = rows.rows[0];
  return row === undefined ? null : { as: 'listed', name: row.name, url: row.url, orgId: null };
}

async function ownOrg(tx: Tx, app: Pick<AppContext, 'publicUrl'>, issuerId: string): Promise<OrgId | null> {
  if (issuerId.startsWith('did:key:')) {
    const key = await findIssuerKey(tx, { publicKeyMultibase: issuerId.slice('did:key:'.length) });
    return key === null || key.revokedAt !== undefined ? null : key.orgId;
  }
  const last = issuerId.split(':').at(-1) ?? '';
  if (didWebOf(app.publicUrl, last as OrgId) !== issuerId) return null;
  const keys = await listIssuerKeys(tx, { orgId: last as OrgId });
  return keys[0]?.orgId ?? null;
}
