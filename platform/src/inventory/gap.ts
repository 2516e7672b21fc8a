import { z } from 'zod';
import type { OrgId } from '#kernel';
import { sql, type Tx } from '#store';

/** A list of skills that an employer wants: each at a level, held by so many people. */
export const wantedSkillsSchema = z
  .array(
    z.strictObject({
      framework: z.string().min(1).max(64),
      code: z.string().min(1).max(256),
      /** The least level that counts, 0 to 10. */
      level: z.int().min(0).max(10),
      people: z.int().min(1).max(1_000_000),
    }),
  )
  .min(1)
  .max(200);

/** One skill that is wanted. */
export type WantedSkill = z.infer<typeof wantedSkillsSchema>[number];

/** How far an employer is from one wanted skill. */
export interface SkillGap extends WantedSkill {
  /** Different people who hold it at that level or above, by signed credentials that have not ended. */
  readonly have: number;
  /** How many are still short; 0 where there are enough. */
  readonly short: number;
}

/** Compares the inventory with a list of wanted skills, in its order. A person with several credentials counts once. */
export async function findGap(
  tx: Tx,
  input: { readonly orgId: OrgId; readonly at: Date; readonly wanted: readonly WantedSkill[] },
): Promise<SkillGap[]> {
  const { orgId, at, wanted } = input;
  const rows = await sql<{ n: number; have: number }>`select u.n::int as n,
      (select count(distinct h.person_id)::int from inventory.holding h where h.org_id = ${orgId}
        and h.framework = u.framework and h.code = u.code and h.level >= u.level and h.basis = 'verified'
        and (h.ends_at is null or h.ends_at > ${at})) as have
    from unnest(${wanted.map((w) => w.framework)}::text[], ${wanted.map((w) => w.code)}::text[],
      ${wanted.map((w) => w.level)}::int[]) with ordinality u(framework, code, level, n) order by u.n`.execute(
    tx,
  );
  return wanted.map((skill, index) => {
    const have = rows.rows[index]?.have ?? 0;
    return { ...skill, have, short: Math.max(0, skill.people - have) };
  });
}
