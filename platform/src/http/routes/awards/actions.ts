import { z } from '@hono/zod-openapi';
import {
  actionSchema,
  cancelAction,
  createAction,
  findAction,
  findAwards,
  listActionItems,
  listActions,
  previewAction,
  secondsLeft,
  selectionSchema,
  undoAction,
  type Action,
  type ActionId,
  type ActionItem,
  type ActionPreview,
  type ActionRequest,
} from '#awards';
import { newId, type Doing, type OrgId } from '#kernel';
import type { Tx } from '#store';
import { found } from '../../found.ts';
import { route } from '../../route.ts';
import { id, orgPath, orNull, page, pageOnly, pageQuery, time } from '../../wire.ts';
import { presentAwards } from './shapes.ts';

const whole = z.number().int();
const kind = z.enum(['revoke', 'suspend', 'reinstate', 'resend']);

const actionShape = z
  .object({
    actionId: id,
    kind,
    reason: z.string().nullable(),
    state: z.enum(['scheduled', 'running', 'done', 'cancelled']),
    runAt: time,
    itemCount: whole,
    doneCount: whole,
    changedCount: whole,
    unchangedCount: whole,
    refusedCount: whole,
    secondsLeft: whole.nullable().openapi({ description: 'At the pace so far; null while there is none.' }),
    canCancel: z.boolean(),
    undo: z.enum(['possible', 'later', 'done', 'never']).openapi({
      description: 'A suspension is lifted by `undo`, a lifted one set again; a revocation is final.',
    }),
    undoes: id.nullable(),
    undoneBy: id.nullable(),
    actor: z.string(),
    createdAt: time,
    startedAt: time.nullable(),
    finishedAt: time.nullable(),
  })
  .openapi('AwardAction');

const previewShape = z
  .object({
    itemCount: whole,
    changedCount: whole,
    unchangedCount: whole,
    refusedCount: whole,
    refusals: z.array(
      z.object({
        code: z.enum(['award_unknown', 'award_revoked', 'award_claimed', 'recipient_unknown']),
        count: whole,
      }),
    ),
    sample: z.array(
      z.object({
        awardId: id,
        personId: id,
        title: z.string(),
        state: z.enum(['active', 'suspended', 'revoked']),
        outcome: z.enum(['changed', 'unchanged', 'refused']),
        code: z.string().nullable(),
      }),
    ),
  })
  .openapi('AwardActionPreview');

const answer = z.object({ action: orNull(actionShape), preview: orNull(previewShape) });
const actionPath = z.strictObject({ orgId: id, actionId: id });

type Presented = Action &
  Pick<z.input<typeof actionShape>, 'doneCount' | 'secondsLeft' | 'canCancel' | 'undo'>;

function presentAction(action: Action, now: Date): Presented {
  const isOpen = action.state === 'scheduled' || action.state === 'running';
  const isReversible = action.kind === 'suspend' || action.kind === 'reinstate';
  return {
    ...action,
    doneCount: action.changedCount + action.unchangedCount + action.refusedCount,
    secondsLeft: secondsLeft(action, now),
    canCancel: isOpen,
    undo: !isReversible ? 'never' : action.undoneBy !== null ? 'done' : isOpen ? 'later' : 'possible',
  };
}

/** Adds to what an action is about which badge that is, and whose. */
async function nameItems(
  tx: Tx,
  orgId: OrgId,
  items: readonly ActionItem[],
): Promise<(ActionItem & { title: string | null; recipientName: string | null })[]> {
  const awards = await findAwards(tx, { orgId, awardIds: items.map(({ awardId }) => awardId) });
  const known = new Map((await presentAwards(tx, orgId, awards)).map((award) => [award.awardId, award]));
  return items.map((item) => {
    const award = known.get(item.awardId);
    return { ...item, title: award?.title ?? null, recipientName: award?.recipient?.name ?? null };
  });
}

async function act(
  tx: Tx,
  doing: Doing,
  input: {
    readonly orgId: OrgId;
    readonly idempotencyKey: string | null;
    readonly request: ActionRequest;
    readonly isDryRun: boolean;
  },
): Promise<{ action: Presented | null; preview: ActionPreview | null }> {
  const { orgId, request } = input;
  if (input.isDryRun) return { action: null, preview: await previewAction(tx, { orgId, request }) };
  const idempotencyKey = input.idempotencyKey ?? newId('auto', doing.now, doing.random);
  const action = await createAction(tx, doing, { orgId, idempotencyKey, request });
  return { action: presentAction(action, doing.now), preview: null };
}

const selects =
  '`selection` names awards, or gives a filter of the table, the moment it was looked at, and exceptions: what ' +
  'was issued after that moment is never touched. With `dryRun` nothing is written and `preview` says what would ' +
  'happen. Otherwise a job carries it out, and goes on after a restart. Send an `Idempotency-Key`.';

/** Changes of many awards at once: tried first, carried out by a job, called off or taken back. */
export const awardActionRoutes = [
  route({
    method: 'get',
    path: '/api/v1/orgs/{orgId}/award-actions',
    access: 'awards:read',
    tag: 'Awards',
    summary: 'List actions on many awards, the newest first',
    params: orgPath,
    query: pageOnly,
    answer: page(actionShape),
    inTx: async (tx, { orgId, query, doing }) => {
      const actions = await listActions(tx, { orgId, page: query });
      return { ...actions, items: actions.items.map((action) => presentAction(action, doing.now)) };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/orgs/{orgId}/award-actions',
    access: 'awards:revoke',
    tag: 'Awards',
    summary: 'Revoke, suspend or reinstate many awards',
    description: `${selects} A revocation waits 60 seconds, so that it can be called off; \`delaySeconds\` says otherwise.`,
    params: orgPath,
    body: actionSchema.refine((body) => body.kind !== 'resend', {
      path: ['kind'],
      error: 'Mails are sent again at award-resends.',
    }),
    cost: 10,
    status: 202,
    answer,
    inTx: (tx, { orgId, doing, body, idempotencyKey }) => {
      const { dryRun, ...request } = body;
      return act(tx, doing, { orgId, idempotencyKey, request, isDryRun: dryRun === true });
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/orgs/{orgId}/award-resends',
    access: 'awards:issue',
    tag: 'Awards',
    summary: 'Mail the claim links of many awards again',
    description: `${selects} Who has claimed already, and who holds something revoked, gets no mail.`,
    params: orgPath,
    body: z.strictObject({ selection: selectionSchema, dryRun: z.boolean().optional() }),
    cost: 10,
    status: 202,
    answer,
    inTx: (tx, { orgId, doing, body, idempotencyKey }) => {
      const request = { kind: 'resend' as const, selection: body.selection };
      return act(tx, doing, { orgId, idempotencyKey, request, isDryRun: body.dryRun === true });
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/orgs/{orgId}/award-actions/{actionId}',
    access: 'awards:read',
    tag: 'Awards',
    summary: 'See how far an action has come',
    params: actionPath,
    answer: actionShape,
    inTx: async (tx, { orgId, params, doing }) =>
      presentAction(found(await findAction(tx, { orgId, actionId: params.actionId }), 'action'), doing.now),
  }),
  route({
    method: 'get',
    path: '/api/v1/orgs/{orgId}/award-actions/{actionId}/items',
    access: 'awards:read',
    tag: 'Awards',
    summary: 'List the awards of an action with their outcome',
    params: actionPath,
    query: z.strictObject({
      ...pageQuery,
      state: z.enum(['waiting', 'changed', 'unchanged', 'refused', 'cancelled']).optional(),
    }),
    answer: page(
      z.object({
        awardId: id,
        state: z.enum(['waiting', 'changed', 'unchanged', 'refused', 'cancelled']),
        code: z.string().nullable(),
        title: z.string().nullable(),
        recipientName: z.string().nullable(),
      }),
    ),
    inTx: async (tx, { orgId, params, query }) => {
      const { limit, after, state } = query;
      const { actionId } = found(await findAction(tx, { orgId, actionId: params.actionId }), 'action');
      const rows = await listActionItems(tx, { orgId, actionId, state, page: { limit, after } });
      return { ...rows, items: await nameItems(tx, orgId, rows.items) };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/orgs/{orgId}/award-actions/{actionId}/cancel',
    access: 'awards:revoke',
    tag: 'Awards',
    summary: 'Call an action off',
    description: 'Before its time nothing has happened; later, what was done stays done.',
    params: actionPath,
    answer: actionShape,
    inTx: async (tx, { orgId, doing, params }) =>
      presentAction(await cancelAction(tx, doing, { orgId, actionId: params.actionId }), doing.now),
  }),
  route({
    method: 'post',
    path: '/api/v1/orgs/{orgId}/award-actions/{actionId}/undo',
    access: 'awards:revoke',
    tag: 'Awards',
    summary: 'Take an action back',
    description:
      'Answers with the action that does the opposite to what the first one changed. A revocation is final, and a ' +
      'mail that was sent is sent.',
    params: actionPath,
    body: z.strictObject({ reason: z.string().trim().min(1).max(1_000) }),
    status: 202,
    answer: actionShape,
    inTx: async (tx, { orgId, doing, params, body }) => {
      const actionId = params.actionId as ActionId;
      return presentAction(await undoAction(tx, doing, { orgId, actionId, reason: body.reason }), doing.now);
    },
  }),
];
