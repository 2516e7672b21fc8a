import type { OrgId } from '#kernel';
import { sql, type Tx } from '#store';

/** An organisation as whoever looks for one sees it. */
export interface Issuer {
  readonly orgId: OrgId;
  readonly name: string;
  readonly slug: string;
}

/**
 * Finds organisations by name: those that begin with the words first, then those that contain them; each in the order
 * of their names. Case and marks do not matter.
 */
export async function findIssuers(
  tx: Tx,
  input: { readonly words: string; readonly limit: number },
): Promise<Issuer[]> {
  const key = input.words
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .trim()
    .toLowerCase();
  if (key === '') return [];
  const rows = await sql<{ org_id: OrgId; name: string; slug: string }>`
    select org_id, name, slug from parties.public_org where strpos(name_key, ${key}) > 0
    order by (not starts_with(name_key, ${key})), name_key, org_id collate "C" limit ${input.limit}`.execute(
    tx,
  );
  return rows.rows.map((row) => ({ orgId: row.org_id, name: row.name, slug: row.slug }));
}
