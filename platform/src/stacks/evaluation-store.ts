import type { OrgId } from '#kernel';
import { sql, type Tx } from '#store';
import type { Evaluation, EvaluationId, Explanation, StackId } from './model.ts';

/** What a stack version came to for a person, before it is written down. */
export type Result = Explanation & {
  readonly evaluationId: EvaluationId;
  readonly stackId: StackId;
  readonly version: number;
};

/** Writes results down where they differ from what was current; the current one of before stays, without its flag. */
export async function saveEvaluations(
  tx: Tx,
  input: { orgId: OrgId; personId: OrgId; at: Date; results: readonly Result[] },
): Promise<void> {
  const { orgId, personId, at, results } = input;
  const came = sql`unnest(${results.map((r) => r.evaluationId)}::text[], ${results.map((r) => r.stackId)}::text[],
    ${results.map((r) => r.version)}::int[], ${results.map((r) => r.isMet)}::boolean[],
    ${results.map((r) => JSON.stringify(r.used))}::jsonb[], ${results.map((r) => JSON.stringify(r.missing))}::jsonb[])
    as c(evaluation_id, stack_id, version, is_met, used, missing)`;
  const mine = sql`e.org_id = ${orgId} and e.person_id = ${personId} and e.is_current
    and e.stack_id = c.stack_id and e.version = c.version`;
  await sql`update stacks.evaluation e set is_current = false from ${came}
    where ${mine} and (e.is_met, e.used, e.missing) is distinct from (c.is_met, c.used, c.missing)`.execute(
    tx,
  );
  await sql`insert into stacks.evaluation (org_id, evaluation_id, stack_id, version, person_id, is_met, used, missing,
      evaluated_at, is_current)
    select ${orgId}, c.evaluation_id, c.stack_id, c.version, ${personId}, c.is_met, c.used, c.missing, ${at}, true
    from ${came} where not exists (select 1 from stacks.evaluation e where ${mine})`.execute(tx);
}

interface Row {
  evaluation_id: EvaluationId;
  stack_id: StackId;
  version: number;
  person_id: OrgId;
  is_met: boolean;
  used: Evaluation['used'];
  missing: Evaluation['missing'];
  evaluated_at: Date;
  is_current: boolean;
}

/** Lists how a person's stacks were evaluated, current ones first, then the latest; `onlyCurrent` leaves out what was replaced. */
export async function listEvaluations(
  tx: Tx,
  input: { orgId: OrgId; personId: OrgId; stackId?: StackId | undefined; onlyCurrent?: boolean | undefined },
): Promise<Evaluation[]> {
  const rows = await sql<Row>`select evaluation_id, stack_id, version, person_id, is_met, used, missing,
      evaluated_at, is_current
    from stacks.evaluation where org_id = ${input.orgId} and person_id = ${input.personId}
      ${input.stackId === undefined ? sql`` : sql`and stack_id = ${input.stackId}`}
      ${input.onlyCurrent === true ? sql`and is_current` : sql``}
    order by is_current desc, evaluated_at desc, evaluation_id desc limit 1000`.execute(tx);
  return rows.rows.map((r) => ({
    evaluationId: r.evaluation_id,
    stackId: r.stack_id,
    version: r.version,
    personId: r.person_id,
    isMet: r.is_met,
    used: r.used,
    missing: r.missing,
    evaluatedAt: r.evaluated_at,
    isCurrent: r.is_current,
  }));
}
