import { newId, type OrgId } from '../../platform/src/kernel/index.ts';
import { topSkills, type SkillCount } from '../../platform/src/inventory/index.ts';
import { holdAndCount } from '../../platform/src/inventory/rebuild.ts';
import { inOrg, sql, type AppContext, type Tx } from '../../platform/src/store/index.ts';

const skillsEach = 10;
const skillsInAll = 5_000;
const rounds = 7;

/** Not a base table but half of the projection: printed as the hardest comparison, and no part of the goal. */
const derived = 'plain group-by over the derived holdings';

type Ask = (tx: Tx, orgId: OrgId, at: Date) => Promise<SkillCount[]>;

const ranked = (
  counted: ReturnType<typeof sql>,
) => sql<SkillCount>`select framework, code, level, basis, people from (
    select c.*, row_number() over (partition by framework order by people desc, code, level) as rank
    from (${counted}) c) ranked
  where rank <= 100 order by framework, people desc, code, level`;

const asks: Readonly<Record<string, Ask>> = {
  'kept counts': (tx, orgId, at) => topSkills(tx, { orgId, at, limit: 100 }),
  [derived]: async (tx, orgId, at) =>
    (
      await ranked(sql`select framework, code, level, basis, count(*)::int as people from inventory.holding
        where org_id = ${orgId} and basis = 'verified' and (ends_at is null or ends_at > ${at})
        group by framework, code, level, basis`).execute(tx)
    ).rows,
  'base tables: facts and employment links': async (tx, orgId, at) =>
    (
      await ranked(sql`select s.framework collate "C" as framework, s.code collate "C" as code, s.level,
          'verified' as basis, count(distinct f.person_id)::int as people
        from inventory.fact f
          join inventory.person p on p.org_id = f.org_id and p.person_id = f.person_id and p.is_linked
          cross join lateral jsonb_to_recordset(f.skills) as s(framework text, code text, level smallint)
        where f.org_id = ${orgId} and f.known_event > 0 and f.state = 'active' and not f.is_ended
          and (f.ends_at is null or f.ends_at > ${at})
        group by 1, 2, 3`).execute(tx)
    ).rows,
  'base tables, normalised by hand': async (tx, orgId) =>
    (
      await ranked(sql`select s.framework, s.code, h.level, 'verified' as basis, count(distinct h.person_id)::int as people
        from bench.holder_skill h join bench.skill s using (skill_id)
          join inventory.person p on p.org_id = ${orgId} and p.person_id = h.person_id and p.is_linked
        where h.state = 'active' group by 1, 2, 3`).execute(tx)
    ).rows,
};

/** Loads the inventory, asserts that every way gives the same answer, and returns the lowest median ratio to the base tables. */
export async function compareReads(app: AppContext, rows: number): Promise<number> {
  const at = app.clock();
  const orgId = newId('org', at, app.random);
  await fill(app, orgId, Math.round(rows / skillsEach));
  const names = Object.keys(asks);
  const answers = await Promise.all(
    names.map((name) => inOrg(app.db, orgId, (tx) => ask(name, tx, orgId, at))),
  );
  for (const [i, answer] of answers.entries())
    if (answer.length === 0 || JSON.stringify(answer) !== JSON.stringify(answers[0]))
      throw new Error(`"${names[i] ?? ''}" gives another answer than the kept counts`);
  const times = new Map(names.map((name) => [name, [] as number[]]));
  for (let round = 0; round < rounds; round++)
    for (const name of names) {
      const repeats = name === names[0] ? 20 : 1;
      await inOrg(app.db, orgId, async (tx) => {
        const started = performance.now();
        for (let i = 0; i < repeats; i++) await ask(name, tx, orgId, at);
        times.get(name)?.push((performance.now() - started) / repeats);
      });
    }
  const kept = times.get(names[0] ?? '') ?? [];
  console.log(
    `${String(answers[0]?.length ?? 0)} equal rows from each of ${String(names.length)} ways; ${String(rounds)} alternating rounds`,
  );
  console.log(`  ${names[0] ?? ''}: median ${median(kept).toFixed(2)} ms`);
  const medians = names.slice(1).flatMap((name) => {
    const other = times.get(name) ?? [];
    const ratios = other.map((t, i) => t / (kept[i] ?? 1));
    console.log(
      `  ${name}: median ${median(other).toFixed(0)} ms, ratio median ${median(ratios).toFixed(0)}x, worst ${Math.min(...ratios).toFixed(0)}x`,
    );
    return name === derived ? [] : [median(ratios)];
  });
  return Math.min(...medians);
}

function ask(name: string, tx: Tx, orgId: OrgId, at: Date): Promise<SkillCount[]> {
  const found = asks[name];
  if (found === undefined) throw new Error(`there is no way called ${name}`);
  return found(tx, orgId, at);
}

/** The middle one of some numbers. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** People with ten skills each out of 5,000, some far more common than others; five awards of two skills a person. */
async function fill(app: AppContext, orgId: OrgId, people: number): Promise<void> {
  const stripe = skillsInAll / skillsEach;
  const skill = sql`(k * ${stripe} + floor(${stripe} * power(((p * 7919 + k * 104729) % 10007) / 10007.0, 2)))::int`;
  const framework = sql`case when i % 2 = 0 then 'esco' else 'onet' end`;
  const started = performance.now();
  await sql`create schema if not exists bench`.execute(app.db);
  await sql`create table bench.holder_skill as
    select 'org_' || p as person_id, ${skill} as skill_id, ((p + k) % 5)::smallint as level, 'active' as state
    from generate_series(1, ${people}::int) p, generate_series(0, ${skillsEach - 1}::int) k`.execute(app.db);
  await sql`create table bench.skill as
    select i as skill_id, (${framework}) collate "C" as framework, ('S' || i) collate "C" as code
    from generate_series(0, ${skillsInAll}::int) i`.execute(app.db);
  await sql`create index on bench.skill (skill_id)`.execute(app.db);
  await sql`grant usage on schema bench to rungs_app`.execute(app.db);
  await sql`grant select on all tables in schema bench to rungs_app`.execute(app.db);
  await inOrg(app.db, orgId, async (tx) => {
    await sql`insert into inventory.person (org_id, person_id, link_event, is_linked)
      select ${orgId}, 'org_' || p, 1, true from generate_series(1, ${people}::int) p`.execute(tx);
    await sql`insert into inventory.fact (org_id, award_id, consent_id, person_id, known_event, skills, ends_at,
        sequence, state, is_ended)
      select ${orgId}, 'awd_' || p || '_' || n, '', 'org_' || p, 1,
        (select jsonb_agg(jsonb_build_object('framework', ${framework}, 'code', 'S' || i, 'level', (p + k) % 5))
         from (select k, ${skill} as i from generate_series(n * 2, n * 2 + 1) k) two),
        case when n = 0 then now() + interval '1 year' end, 0, 'active', false
      from generate_series(1, ${people}::int) p, generate_series(0, ${skillsEach / 2 - 1}::int) n`.execute(
      tx,
    );
    await holdAndCount(tx, orgId);
  });
  for (const table of [
    'bench.holder_skill',
    'bench.skill',
    'inventory.fact',
    'inventory.person',
    'inventory.holding',
    'inventory.skill_count',
  ])
    await sql`analyze ${sql.table(table)}`.execute(app.db);
  const counts = await inOrg(app.db, orgId, (tx) =>
    sql<{
      holdings: number;
      counts: number;
    }>`select (select count(*)::int from inventory.holding) as holdings,
      (select count(*)::int from inventory.skill_count) as counts`.execute(tx),
  );
  const { holdings = 0, counts: kept = 0 } = counts.rows[0] ?? {};
  console.log(
    `${holdings.toLocaleString('en')} holder-skill rows of ${people.toLocaleString('en')} people, ${kept.toLocaleString('en')} counts, loaded in ${((performance.now() - started) / 1000).toFixed(1)} s`,
  );
}
