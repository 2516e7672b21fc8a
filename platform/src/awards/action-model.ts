import { z } from 'zod';
import type { Id, OrgId } from '#kernel';
import type { AwardId, AwardState } from './model.ts';
import { awardFilterSchema } from './table-model.ts';

/** One request that changes many awards. */
export type ActionId = Id<'act'>;

/** What is done to many awards; `resend` mails the claim link again. */
export const actionKinds = ['revoke', 'suspend', 'reinstate', 'resend'] as const;

/** What is done to many awards. */
export type ActionKind = (typeof actionKinds)[number];

/** Why an award is left as it is. */
export type ActionRefusal = 'award_unknown' | 'award_revoked' | 'award_claimed' | 'recipient_unknown';

/** What one action does, or did, to one award. */
export type ItemOutcome = 'changed' | 'unchanged' | 'refused';

/** An action and how far it has come. */
export interface Action {
  readonly orgId: OrgId;
  readonly actionId: ActionId;
  readonly kind: ActionKind;
  readonly reason: string | null;
  /** `scheduled` until `runAt`: until then it can be called off without a trace on any award. */
  readonly state: 'scheduled' | 'running' | 'done' | 'cancelled';
  readonly runAt: Date;
  readonly itemCount: number;
  readonly changedCount: number;
  readonly unchangedCount: number;
  readonly refusedCount: number;
  /** The action whose work this one takes back. */
  readonly undoes: ActionId | null;
  /** The action that took back the work of this one. */
  readonly undoneBy: ActionId | null;
  readonly actor: string;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

/** What an action would do: the numbers, why some are refused, and a few of each. */
export interface ActionPreview {
  readonly itemCount: number;
  readonly changedCount: number;
  readonly unchangedCount: number;
  readonly refusedCount: number;
  readonly refusals: readonly { readonly code: ActionRefusal; readonly count: number }[];
  /** At most ten of each outcome. */
  readonly sample: readonly ActionSample[];
}

/** One award of a preview. */
export interface ActionSample {
  readonly awardId: AwardId;
  readonly personId: OrgId;
  readonly title: string;
  readonly state: AwardState;
  readonly outcome: ItemOutcome;
  readonly code: ActionRefusal | null;
}

/** One award of an action as it stands. */
export interface ActionItem {
  readonly awardId: AwardId;
  readonly state: 'waiting' | ItemOutcome | 'cancelled';
  readonly code: string | null;
}

const id = z.string().min(1).max(80);
// eslint-disable-next-line no-control-regex -- control characters are what must not be there
const plain = /^[^\p{Cs}\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$/u;

/**
 * Which awards an action is for: named ones, or all that a filter leaves as of a moment, but for some. Awards that
 * are made after `asOf` are never touched, whatever the filter says.
 */
export const selectionSchema = z.union([
  z.strictObject({ awardIds: z.array(id).min(1).max(10_000) }),
  z.strictObject({
    filter: awardFilterSchema,
    asOf: z.iso.datetime({ offset: true }),
    except: z.array(id).max(10_000).optional(),
  }),
]);

/** Which awards an action is for. */
export type Selection = z.infer<typeof selectionSchema>;

/** How long a revocation waits before it is carried out, in seconds, unless the request says otherwise. */
export const revokeDelaySeconds = 60;

/** The body of a request for an action. Everything but `resend` needs a reason, which the holder reads. */
export const actionSchema = z
  .strictObject({
    kind: z.enum(actionKinds),
    selection: selectionSchema,
    reason: z.string().trim().min(1).max(1_000).regex(plain).optional(),
    /** How long it can still be called off before anything happens; 60 s for `revoke`, else 0. */
    delaySeconds: z.int().min(0).max(86_400).optional(),
    dryRun: z.boolean().optional(),
  })
  .refine((body) => body.kind === 'resend' || body.reason !== undefined, {
    path: ['reason'],
    error: 'The holder is told why.',
  });

/** A request for an action. */
export type ActionRequest = Omit<z.infer<typeof actionSchema>, 'dryRun'>;
