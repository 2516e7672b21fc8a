import { sql, type Tx } from '#store';

/** Finds what badges of any organisation are called in their newest published version; a draft alone has no name here. */
export async function findBadgeNames(
  tx: Tx,
  input: { readonly badgeIds: readonly string[] },
): Promise<ReadonlyMap<string, string>> {
  const badgeIds = [...new Set(input.badgeIds)];
  if (badgeIds.length === 0) return new Map();
  const result = await sql<{ badge_id: string; name: string }>`select distinct on (badge_id) badge_id,
      content ->> 'name' as name
    from badges.version where badge_id = any(${badgeIds}::text[]) order by badge_id, version desc`.execute(
    tx,
  );
  return new Map(result.rows.map((row) => [row.badge_id, row.name]));
}
