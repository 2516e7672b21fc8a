import type { Doing, OrgId } from '#kernel';
import { findContacts, recordAudit } from '#parties';
import { inOrg, sql, type AppContext, type Tx } from '#store';
import { known } from './act.ts';
import type { Action, ActionRefusal, ItemOutcome } from './action-model.ts';
import { decideItem } from './action-rules.ts';
import { requestClaimMails } from './claim-state.ts';
import { findAwards } from './find.ts';
import type { AwardId } from './model.ts';
import { changeStatus } from './status.ts';

/** How many awards one transaction changes: few enough that nobody waits long for the status lists. */
const chunkSize = 200;

/**
 * Carries an action out, chunk by chunk, each in a transaction with what became of its awards: interrupted
 * anywhere and run again, also beside itself, no award is changed twice. Before its time, and once it was called
 * off, nothing happens. Error: action_unknown.
 */
export async function runAction(
  app: AppContext,
  doing: Doing,
  input: { readonly orgId: OrgId; readonly actionId: string },
): Promise<Action> {
  const { orgId } = input;
  const begun = await inOrg(app.db, orgId, async (tx) => {
    const action = await known(tx, { ...input, forChange: true });
    if (action.state !== 'scheduled' || action.runAt > doing.now) return action;
    await sql`update awards.action set state = 'running', started_at = ${doing.now}
      where org_id = ${orgId} and action_id = ${action.actionId}`.execute(tx);
    return await known(tx, input);
  });
  if (begun.state !== 'running') return begun;
  for (;;) {
    // Every chunk has a time of its own, and is done in the name of whoever asked for the action.
    const at: Doing = { ...doing, now: app.clock(), actor: begun.actor };
    const state = await inOrg(app.db, orgId, (tx) => runChunk(tx, at, input));
    if (state !== 'running') break;
  }
  return await inOrg(app.db, orgId, (tx) => known(tx, input));
}

interface ItemResult {
  readonly awardId: AwardId;
  readonly outcome: ItemOutcome;
  readonly code: ActionRefusal | null;
}

/** Does one chunk; the action's row is held, so two runs take turns and a call-off waits for the chunk. */
async function runChunk(
  tx: Tx,
  doing: Doing,
  input: { readonly orgId: OrgId; readonly actionId: string },
): Promise<Action['state']> {
  const { orgId } = input;
  const action = await known(tx, { ...input, forChange: true });
  if (action.state !== 'running') return action.state;
  const waiting = await sql<{ award_id: AwardId }>`select award_id from awards.action_item
    where org_id = ${orgId} and action_id = ${action.actionId} and state = 'waiting'
    order by award_id limit ${chunkSize}`.execute(tx);
  const awardIds = waiting.rows.map((row) => row.award_id);
  if (awardIds.length === 0) return await finish(tx, doing, action);
  const results = await apply(tx, doing, action, awardIds);
  await sql`update awards.action_item i set state = u.state, code = u.code
    from unnest(${results.map((r) => r.awardId)}::text[], ${results.map((r) => r.outcome)}::text[],
      ${results.map((r) => r.code)}::text[]) u(award_id, state, code)
    where i.org_id = ${orgId} and i.action_id = ${action.actionId} and i.award_id = u.award_id`.execute(tx);
  const count = (outcome: ItemOutcome): number => results.filter((r) => r.outcome === outcome).length;
  await sql`update awards.action set changed_count = changed_count + ${count('changed')},
      unchanged_count = unchanged_count + ${count('unchanged')}, refused_count = refused_count + ${count('refused')}
    where org_id = ${orgId} and action_id = ${action.actionId}`.execute(tx);
  return 'running';
}

async function apply(
  tx: Tx,
  doing: Doing,
  action: Action,
  awardIds: readonly AwardId[],
): Promise<ItemResult[]> {
  const { orgId, kind } = action;
  if (kind === 'resend') return await resend(tx, doing, orgId, awardIds);
  const outcomes = await changeStatus(tx, doing, {
    orgId,
    awardIds,
    change: kind,
    reason: action.reason ?? '',
  });
  return outcomes.map(({ awardId, outcome, code }) => ({ awardId, outcome, code: code ?? null }));
}

async function resend(
  tx: Tx,
  doing: Doing,
  orgId: OrgId,
  awardIds: readonly AwardId[],
): Promise<ItemResult[]> {
  const awards = new Map((await findAwards(tx, { orgId, awardIds })).map((award) => [award.awardId, award]));
  const personIds = [...new Set([...awards.values()].map((award) => award.personId))];
  const reachable = new Set((await findContacts(tx, { orgId, personIds })).map((c) => c.personId));
  const results = awardIds.map((awardId): ItemResult => {
    const award = awards.get(awardId);
    if (award === undefined) return { awardId, outcome: 'refused', code: 'award_unknown' };
    const { state, personId } = award;
    const isClaimed = award.claimedAt !== null;
    return {
      awardId,
      ...decideItem('resend', { state, isClaimed, isReachable: reachable.has(personId) }),
    };
  });
  const mailed = results.filter((r) => r.outcome === 'changed').map((r) => r.awardId);
  await requestClaimMails(tx, doing, {
    orgId,
    awards: mailed.flatMap((id) => awards.get(id) ?? []),
  });
  return results;
}

async function finish(tx: Tx, doing: Doing, action: Action): Promise<'done'> {
  const { orgId, actionId, kind, changedCount, refusedCount, itemCount } = action;
  await sql`update awards.action set state = 'done', finished_at = ${doing.now}
    where org_id = ${orgId} and action_id = ${actionId}`.execute(tx);
  await recordAudit(tx, doing, {
    orgId,
    action: 'action.done',
    subject: actionId,
    detail: { kind, itemCount, changedCount, refusedCount },
  });
  return 'done';
}
