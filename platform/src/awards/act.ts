import { hashSync } from '@rungs/credentials/platform';
import { sameBytes } from '@rungs/credentials/bytes';
import { newId, type Doing, type OrgId } from '#kernel';
import { recordAudit } from '#parties';
import { addJob, sql, type Tx } from '#store';
import {
  revokeDelaySeconds,
  type Action,
  type ActionId,
  type ActionPreview,
  type ActionRequest,
} from './action-model.ts';
import { inverseOf } from './action-rules.ts';
import { findAction, insertItems, previewItems } from './action-store.ts';
import { errors } from './errors.ts';

/** Says what an action would do, and does nothing. */
export function previewAction(
  tx: Tx,
  input: { readonly orgId: OrgId; readonly request: ActionRequest },
): Promise<ActionPreview> {
  const { kind, selection } = input.request;
  return previewItems(tx, { orgId: input.orgId, kind, selection });
}

/**
 * Takes an action in: which awards it is for is settled now, and the job that carries it out is added in the same
 * transaction. Until `runAt` it can be called off; a revocation waits a minute for that unless told otherwise. The
 * same key with the same request gives the action of before. Error: action_key_reused.
 */
export async function createAction(
  tx: Tx,
  doing: Doing,
  input: {
    readonly orgId: OrgId;
    readonly idempotencyKey: string;
    readonly request: ActionRequest;
    readonly undoes?: ActionId | undefined;
  },
): Promise<Action> {
  const { orgId, idempotencyKey, request, undoes } = input;
  const { kind, selection, reason } = request;
  const actionId = newId('act', doing.now, doing.random);
  const requestHash = hashSync('sha256', JSON.stringify([request, undoes ?? null]));
  const delay = request.delaySeconds ?? (kind === 'revoke' ? revokeDelaySeconds : 0);
  const runAt = new Date(doing.now.getTime() + delay * 1_000);
  const taken =
    await sql`insert into awards.action (org_id, action_id, idempotency_key, request_hash, kind, reason,
      selection, state, run_at, item_count, undoes, actor, created_at)
    values (${orgId}, ${actionId}, ${idempotencyKey}, ${Buffer.from(requestHash)}, ${kind}, ${reason ?? null},
      ${JSON.stringify(selection)}::jsonb, 'scheduled', ${runAt}, 0, ${undoes ?? null}, ${doing.actor}, ${doing.now})
    on conflict (org_id, idempotency_key) do nothing returning 1`.execute(tx);
  if (taken.rows.length === 0) return await earlier(tx, { orgId, idempotencyKey, requestHash });
  const itemCount = await insertItems(tx, { orgId, actionId, selection });
  await addJob(tx, {
    task: 'awards.action',
    payload: { orgId, actionId },
    queue: `awards.action:${orgId}`,
    key: `awards.action:${actionId}`,
    runAt,
  });
  await recordAudit(tx, doing, {
    orgId,
    action: 'action.created',
    subject: actionId,
    detail: { kind, itemCount, runAt: runAt.toISOString(), ...(undoes === undefined ? {} : { undoes }) },
  });
  return await known(tx, { orgId, actionId });
}

async function earlier(
  tx: Tx,
  input: { readonly orgId: OrgId; readonly idempotencyKey: string; readonly requestHash: Uint8Array },
): Promise<Action> {
  const { orgId, idempotencyKey } = input;
  const rows = await sql<{ action_id: ActionId; request_hash: Buffer }>`select action_id, request_hash
    from awards.action where org_id = ${orgId} and idempotency_key = ${idempotencyKey}`.execute(tx);
  const row = rows.rows[0];
  if (row === undefined || !sameBytes(new Uint8Array(row.request_hash), input.requestHash))
    throw errors.fail('action_key_reused', `The key was used for action ${row?.action_id ?? ''}.`);
  return await known(tx, { orgId, actionId: row.action_id });
}

/** Finds an action that must be there. Error: action_unknown. */
export async function known(
  tx: Tx,
  input: { readonly orgId: OrgId; readonly actionId: string; readonly forChange?: boolean },
): Promise<Action> {
  const action = await findAction(tx, input);
  if (action === null) throw errors.fail('action_unknown', `There is no action ${input.actionId}.`);
  return action;
}

/**
 * Calls an action off: nothing more is changed. Before `runAt` nothing was; later what was done stays done.
 * Errors: action_unknown, action_ended.
 */
export async function cancelAction(
  tx: Tx,
  doing: Doing,
  input: { readonly orgId: OrgId; readonly actionId: string },
): Promise<Action> {
  const { orgId } = input;
  const action = await known(tx, { ...input, forChange: true });
  const { actionId } = action;
  if (action.state === 'cancelled') return action;
  if (action.state === 'done') throw errors.fail('action_ended', `Action ${actionId} was carried out.`);
  await sql`update awards.action_item set state = 'cancelled'
    where org_id = ${orgId} and action_id = ${actionId} and state = 'waiting'`.execute(tx);
  await sql`update awards.action set state = 'cancelled', finished_at = ${doing.now}
    where org_id = ${orgId} and action_id = ${actionId}`.execute(tx);
  await recordAudit(tx, doing, {
    orgId,
    action: 'action.cancelled',
    subject: actionId,
    detail: { kind: action.kind, changedCount: action.changedCount, itemCount: action.itemCount },
  });
  return await known(tx, { orgId, actionId });
}

/**
 * Takes an action back by one that does the opposite to the awards which it changed: a suspension is lifted, a
 * lifted one suspended again. Twice gives the same action. Errors: action_unknown, action_running,
 * action_not_undoable (a revocation is final, a mail is sent).
 */
export async function undoAction(
  tx: Tx,
  doing: Doing,
  input: { readonly orgId: OrgId; readonly actionId: string; readonly reason: string },
): Promise<Action> {
  const { orgId, reason } = input;
  const action = await known(tx, { ...input, forChange: true });
  const { actionId } = action;
  if (action.undoneBy !== null) return await known(tx, { orgId, actionId: action.undoneBy });
  const kind = inverseOf(action.kind);
  if (kind === null)
    throw errors.fail('action_not_undoable', `${action.kind} cannot be taken back.`, { kind: action.kind });
  if (action.state === 'scheduled' || action.state === 'running')
    throw errors.fail('action_running', `Action ${actionId} is ${action.state}.`, { state: action.state });
  const changed = await sql<{ award_id: string }>`select award_id from awards.action_item
    where org_id = ${orgId} and action_id = ${actionId} and state = 'changed'`.execute(tx);
  const undo = await createAction(tx, doing, {
    orgId,
    idempotencyKey: `undo:${actionId}`,
    request: { kind, reason, selection: { awardIds: changed.rows.map((row) => row.award_id) } },
    undoes: actionId,
  });
  await sql`update awards.action set undone_by = ${undo.actionId}
    where org_id = ${orgId} and action_id = ${actionId}`.execute(tx);
  return undo;
}
