import type { OrgId } from '#kernel';
import { sql, type Tx } from '#store';

/** Writes an organisation's whole inventory as text, one JSON array a row in a fixed order: equal texts, equal inventories. */
export async function snapshot(tx: Tx, input: { orgId: OrgId }): Promise<string> {
  const { orgId } = input;
  const lines = await sql<{ line: string }>`
    select line from (
      select 1 as part, row_to_json(t)::text as line from inventory.horizon t where org_id = ${orgId}
      union all select 2, row_to_json(t)::text from inventory.person t where org_id = ${orgId}
      union all select 3, row_to_json(t)::text from inventory.fact t where org_id = ${orgId}
      union all select 4, row_to_json(t)::text from inventory.holding t where org_id = ${orgId}
      union all select 5, row_to_json(t)::text from inventory.skill_count t where org_id = ${orgId}) rows
    order by part, line collate "C"`.execute(tx);
  return lines.rows.map((r) => r.line).join('\n');
}
