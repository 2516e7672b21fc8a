import type { Doing, OrgId } from '#kernel';
import { inOrg, sql, type AppContext, type Jobs, type Tx } from '#store';
import { tellMoved } from './apply.ts';
import type { SkillCount } from './model.ts';
import { dropEmptyCounts, lockInventory } from './store.ts';

/**
 * Takes holdings out that have ended by now and lowers their counts. Housekeeping: reads leave ended holdings
 * out by themselves, this keeps them few. Returns how many holdings ended.
 */
export async function sweep(tx: Tx, doing: Doing, input: { orgId: OrgId }): Promise<number> {
  const { orgId } = input;
  await lockInventory(tx, orgId, 'whole');
  await sql`insert into inventory.horizon (org_id, at) values (${orgId}, ${doing.now})
    on conflict (org_id) do update set at = greatest(horizon.at, excluded.at)`.execute(tx);
  const moved = await sql<SkillCount & { ended: number }>`with gone as (
      delete from inventory.holding h using inventory.horizon z
      where h.org_id = ${orgId} and z.org_id = h.org_id and h.ends_at <= z.at
      returning h.framework, h.code, h.level, h.basis),
    delta as (select framework, code, level, basis, count(*)::int as ended from gone group by 1, 2, 3, 4)
    update inventory.skill_count c set people = c.people - d.ended from delta d
    where c.org_id = ${orgId} and c.framework = d.framework and c.code = d.code and c.level = d.level
      and c.basis = d.basis
    returning c.framework, c.code, c.level, c.basis, c.people, d.ended`.execute(tx);
  const counts = moved.rows.map(({ framework, code, level, basis, people }) => ({
    framework,
    code,
    level,
    basis,
    people,
  }));
  await dropEmptyCounts(tx, orgId, counts);
  await tellMoved(tx, orgId, counts);
  return moved.rows.reduce((sum, row) => sum + row.ended, 0);
}

/** The jobs of this rung by name: `inventory.sweep` is planned for the day after a credential ends. */
export function inventoryJobs(app: AppContext): Jobs {
  return {
    'inventory.sweep': async (payload) => {
      const doing = { now: app.clock(), random: app.random, actor: 'system' };
      const orgId = payload['orgId'] as OrgId;
      await inOrg(app.db, orgId, (tx) => sweep(tx, doing, { orgId }));
    },
  };
}
