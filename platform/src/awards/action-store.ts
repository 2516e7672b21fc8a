import { pageOf, type OrgId, type Page, type PageRequest } from '#kernel';
import { sql, type Tx } from '#store';
import type {
  Action,
  ActionId,
  ActionItem,
  ActionKind,
  ActionPreview,
  ActionRefusal,
  ActionSample,
  Selection,
} from './action-model.ts';
import { decideItem } from './action-rules.ts';
import { conditionsOf } from './conditions.ts';
import { afterId } from './cursor.ts';
import type { AwardId, AwardState } from './model.ts';

type Condition = ReturnType<typeof sql>;

/** The condition that a selection amounts to, on a table called `a`. */
export async function selectedBy(tx: Tx, orgId: OrgId, selection: Selection): Promise<Condition> {
  if ('awardIds' in selection)
    return sql`a.org_id = ${orgId} and a.award_id = any(${selection.awardIds}::text[])`;
  const { all } = await conditionsOf(tx, orgId, selection.filter);
  return sql`${all} and a.issued_at <= ${new Date(selection.asOf)}
    and a.award_id <> all(${selection.except ?? []}::text[])`;
}

interface GroupRow {
  readonly state: AwardState;
  readonly is_claimed: boolean;
  readonly is_reachable: boolean;
  readonly count: number;
}

/** Counts what an action would do, by what decides it, and takes a few awards of each kind. */
export async function previewItems(
  tx: Tx,
  input: { readonly orgId: OrgId; readonly kind: ActionKind; readonly selection: Selection },
): Promise<ActionPreview> {
  const { orgId, kind, selection } = input;
  const selected = await selectedBy(tx, orgId, selection);
  const facts = sql`a.state, a.claimed_at is not null as is_claimed, c.person_id is not null as is_reachable`;
  const from = sql`awards.award a left join parties.public_contact c
    on c.org_id = ${orgId} and c.person_id = a.person_id`;
  const groups = await sql<GroupRow>`select ${facts}, count(*)::int as count from ${from}
    where ${selected} group by 1, 2, 3`.execute(tx);
  const counts = { changed: 0, unchanged: 0, refused: 0 };
  const refusals = new Map<ActionRefusal, number>();
  const refuse = (code: ActionRefusal, count: number): void => {
    refusals.set(code, (refusals.get(code) ?? 0) + count);
  };
  for (const row of groups.rows) {
    const { outcome, code } = decideRow(kind, row);
    counts[outcome] += row.count;
    if (code !== null) refuse(code, row.count);
  }
  const found = counts.changed + counts.unchanged + counts.refused;
  const unknown = 'awardIds' in selection ? new Set(selection.awardIds).size - found : 0;
  if (unknown > 0) refuse('award_unknown', unknown);
  const sampled = await sql<GroupRow & { award_id: AwardId; person_id: OrgId; title: string }>`
    select * from (select a.award_id, a.person_id, a.title, ${facts}, row_number() over (
        partition by a.state, a.claimed_at is not null, c.person_id is not null order by a.award_id collate "C") as n
      from ${from} where ${selected}) s where n <= 10 order by award_id collate "C"`.execute(tx);
  return {
    itemCount: found + unknown,
    changedCount: counts.changed,
    unchangedCount: counts.unchanged,
    refusedCount: counts.refused + unknown,
    refusals: [...refusals].map(([code, count]) => ({ code, count })),
    sample: tenOfEach(
      sampled.rows.map((row) => ({
        awardId: row.award_id,
        personId: row.person_id,
        title: row.title,
        state: row.state,
        ...decideRow(kind, row),
      })),
    ),
  };
}

function decideRow(kind: ActionKind, row: GroupRow): ReturnType<typeof decideItem> {
  return decideItem(kind, { state: row.state, isClaimed: row.is_claimed, isReachable: row.is_reachable });
}

function tenOfEach(rows: readonly ActionSample[]): ActionSample[] {
  const taken = { changed: 0, unchanged: 0, refused: 0 };
  return rows.filter((row) => ++taken[row.outcome] <= 10);
}

/** Writes down which awards an action is for, once and for all; returns how many. */
export async function insertItems(
  tx: Tx,
  input: { readonly orgId: OrgId; readonly actionId: ActionId; readonly selection: Selection },
): Promise<number> {
  const { orgId, actionId, selection } = input;
  const selected = await selectedBy(tx, orgId, selection);
  await sql`insert into awards.action_item (org_id, action_id, award_id, state)
    select a.org_id, ${actionId}, a.award_id, 'waiting' from awards.award a where ${selected}`.execute(tx);
  if ('awardIds' in selection)
    await sql`insert into awards.action_item (org_id, action_id, award_id, state, code)
      select ${orgId}::text, ${actionId}::text, u.id, 'refused', 'award_unknown'
      from unnest(${selection.awardIds}::text[]) u(id) on conflict do nothing`.execute(tx);
  const counted = await sql<{ all: number; refused: number }>`select count(*)::int as "all",
      count(*) filter (where state = 'refused')::int as refused
    from awards.action_item where org_id = ${orgId} and action_id = ${actionId}`.execute(tx);
  const { all = 0, refused = 0 } = counted.rows[0] ?? {};
  await sql`update awards.action set item_count = ${all}, refused_count = ${refused}
    where org_id = ${orgId} and action_id = ${actionId}`.execute(tx);
  return all;
}

interface ActionRow {
  org_id: OrgId;
  action_id: ActionId;
  kind: ActionKind;
  reason: string | null;
  state: Action['state'];
  run_at: Date;
  item_count: number;
  changed_count: number;
  unchanged_count: number;
  refused_count: number;
  undoes: ActionId | null;
  undone_by: ActionId | null;
  actor: string;
  created_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
}

const columns = sql`x.org_id, x.action_id, x.kind, x.reason, x.state, x.run_at, x.item_count, x.changed_count,
  x.unchanged_count, x.refused_count, x.undoes, x.undone_by, x.actor, x.created_at, x.started_at, x.finished_at`;

function actionOf(row: ActionRow): Action {
  return {
    orgId: row.org_id,
    actionId: row.action_id,
    kind: row.kind,
    reason: row.reason,
    state: row.state,
    runAt: row.run_at,
    itemCount: row.item_count,
    changedCount: row.changed_count,
    unchangedCount: row.unchanged_count,
    refusedCount: row.refused_count,
    undoes: row.undoes,
    undoneBy: row.undone_by,
    actor: row.actor,
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  };
}

/** Finds an action; null where there is none. `forChange` holds its row until the transaction ends. */
export async function findAction(
  tx: Tx,
  input: {
    readonly orgId: OrgId;
    readonly actionId: string;
    readonly forChange?: boolean | undefined;
  },
): Promise<Action | null> {
  const rows = await sql<ActionRow>`select ${columns} from awards.action x
    where x.org_id = ${input.orgId} and x.action_id = ${input.actionId}
    ${input.forChange === true ? sql`for update` : sql``}`.execute(tx);
  return rows.rows[0] === undefined ? null : actionOf(rows.rows[0]);
}

/** Lists the actions of an organisation, the newest first. */
export async function listActions(
  tx: Tx,
  input: { readonly orgId: OrgId; readonly page: PageRequest },
): Promise<Page<Action>> {
  const before = afterId(input.page.after);
  const rows = await sql<ActionRow>`select ${columns} from awards.action x
    where x.org_id = ${input.orgId} and (${before}::text is null or x.action_id < ${before})
    order by x.action_id desc limit ${input.page.limit + 1}`.execute(tx);
  return pageOf(rows.rows.map(actionOf), input.page.limit, (action) => [action.actionId]);
}

/** Lists the awards of an action by id; those of one state where it is given. */
export async function listActionItems(
  tx: Tx,
  input: {
    readonly orgId: OrgId;
    readonly actionId: ActionId;
    readonly state?: ActionItem['state'] | undefined;
    readonly page: PageRequest;
  },
): Promise<Page<ActionItem>> {
  const { orgId, actionId, state, page } = input;
  const after = afterId(page.after);
  const rows = await sql<{ award_id: AwardId; state: ActionItem['state']; code: string | null }>`
    select award_id, state, code from awards.action_item
    where org_id = ${orgId} and action_id = ${actionId} and (${state ?? null}::text is null or state = ${state ?? null})
      and (${after}::text is null or award_id > ${after}) order by award_id limit ${page.limit + 1}`.execute(
    tx,
  );
  const items = rows.rows.map((row) => ({ awardId: row.award_id, state: row.state, code: row.code }));
  return pageOf(items, page.limit, (item) => [item.awardId]);
}
