import { newIdempotencyKey } from '@rungs/client';
import type { components, paths } from '@rungs/client';
import { api, ask } from '../../api/client.ts';
import type { Chosen } from '../../parts/table/index.ts';

/** An action on many awards, as the server tells of it. */
export type Action = components['schemas']['AwardAction'];
/** What an action would do. */
export type Preview = components['schemas']['AwardActionPreview'];
/** What is done to many awards. */
export type ActionKind = Action['kind'];

/** Which rows are meant, and the view in which they were chosen. */
export interface Target {
  readonly orgId: string;
  readonly kind: ActionKind;
  readonly chosen: Chosen;
  /** The filters of the table, as the address has them. */
  readonly filters: Readonly<Record<string, string>>;
  /** When the table was looked at, ISO 8601: what was issued later is not meant. */
  readonly asOf: string;
}

type Selection =
  paths['/api/v1/orgs/{orgId}/award-actions']['post']['requestBody']['content']['application/json']['selection'];

/** What the server is told of the rows that are meant. */
export function selectionOf({ chosen, filters, asOf }: Target): Selection {
  const selection =
    chosen.kind === 'ids'
      ? { awardIds: [...chosen.ids] }
      : { filter: filters, asOf, except: [...chosen.without] };
  return selection;
}

// The same request that is sent again after a lost answer has to be known as the same.
const keys = new Map<string, string>();

async function request(
  target: Target,
  reason: string | undefined,
  dryRun: boolean,
): Promise<{ action: Action | null; preview: Preview | null }> {
  const { orgId, kind } = target;
  const selection = selectionOf(target);
  const content = JSON.stringify([orgId, kind, selection, reason]);
  const key = keys.get(content) ?? newIdempotencyKey();
  if (!dryRun) keys.set(content, key);
  const params = { path: { orgId }, header: dryRun ? {} : { 'Idempotency-Key': key } };
  const answer =
    kind === 'resend'
      ? await ask(api.POST('/api/v1/orgs/{orgId}/award-resends', { params, body: { selection, dryRun } }))
      : await ask(
          api.POST('/api/v1/orgs/{orgId}/award-actions', {
            params,
            body: { kind, selection, dryRun, ...(reason === undefined ? {} : { reason }) },
          }),
        );
  keys.delete(content);
  return answer;
}

/** Asks what an action would do; nothing happens. */
export async function tryAction(target: Target): Promise<Preview> {
  // A reason belongs to every change; a trial is told to nobody, so that any word will do.
  const { preview } = await request(target, target.kind === 'resend' ? undefined : 'trial', true);
  if (preview === null) throw new Error('A trial was answered without a preview.');
  return preview;
}

/** Starts an action; a job carries it out. */
export async function startAction(target: Target, reason: string): Promise<Action> {
  const { action } = await request(target, target.kind === 'resend' ? undefined : reason, false);
  if (action === null) throw new Error('An action was answered without one.');
  return action;
}

/** Stops an action: what has not been done yet stays undone. */
export async function callOff(orgId: string, actionId: string): Promise<Action> {
  const params = { path: { orgId, actionId } };
  return await ask(api.POST('/api/v1/orgs/{orgId}/award-actions/{actionId}/cancel', { params }));
}

/** Starts the action that does the opposite. */
export async function undoAction(orgId: string, actionId: string, reason: string): Promise<Action> {
  const params = { path: { orgId, actionId } };
  return await ask(
    api.POST('/api/v1/orgs/{orgId}/award-actions/{actionId}/undo', { params, body: { reason } }),
  );
}

/** Takes an action back as far as that goes: what has not begun is called off, what was done is reversed. */
export async function takeBack(orgId: string, actionId: string, reason: string): Promise<Action> {
  const params = { path: { orgId, actionId } };
  const now = await ask(api.GET('/api/v1/orgs/{orgId}/award-actions/{actionId}', { params }));
  const stopped = now.canCancel ? await callOff(orgId, actionId) : now;
  if (stopped.undo !== 'possible' || stopped.changedCount === 0) return stopped;
  return await undoAction(orgId, actionId, reason);
}
