import { z } from 'zod';
import type { DecisionId } from '#assessment';
import type { BadgeId } from '#badges';
import type { Id, OrgId } from '#kernel';

/** The act of awarding a badge to a person, and its row. */
export type AwardId = Id<'awd'>;
/** One request that awards a badge to many people. */
export type BatchId = Id<'btc'>;
/** The revocation half of a pair of status lists, which also names the pair. */
export type StatusListId = Id<'sls'>;

/** Where an award came from. */
export type AwardSource = 'mastery' | 'direct' | 'stack' | 'batch';

/** What an award is worth now: `revoked` is final, `suspended` can be lifted. */
export type AwardState = 'active' | 'suspended' | 'revoked';

/** What is done to the state of an award. */
export type StatusChange = 'revoke' | 'suspend' | 'reinstate';

/** Which of the two lists of a pair: a set bit means revoked in one and suspended in the other. */
export type StatusPurpose = 'revocation' | 'suspension';

/**
 * One award to be made. A person gets one award of a badge version for each grant key, however often it is
 * asked for.
 */
export interface Grant {
  readonly badgeId: BadgeId;
  readonly version: number;
  readonly personId: OrgId;
  readonly grantKey: string;
  readonly source: AwardSource;
  readonly decisionId?: DecisionId | undefined;
  /** The rubric levels that were reached. */
  readonly results?: readonly { readonly criterionId: string; readonly levelId: string }[] | undefined;
  readonly evidenceNote?: string | undefined;
  readonly validUntil?: Date | undefined;
  /** The awards that a stack is made of; they are named in the credential. */
  readonly parts?: readonly AwardId[] | undefined;
  readonly batchId?: BatchId | undefined;
  /** Whether the evidence is made up for a demonstration; the credential says so. */
  readonly isSynthetic?: boolean | undefined;
}

/** A badge that was awarded and signed. */
export interface Award {
  readonly orgId: OrgId;
  readonly awardId: AwardId;
  /** `urn:uuid:` and a random UUID. */
  readonly credentialId: string;
  readonly badgeId: BadgeId;
  readonly version: number;
  readonly personId: OrgId;
  readonly grantKey: string;
  readonly source: AwardSource;
  readonly decisionId: DecisionId | null;
  readonly batchId: BatchId | null;
  /** The name of the badge at the time of the award. */
  readonly title: string;
  readonly parts: readonly AwardId[];
  readonly isSynthetic: boolean;
  readonly listId: StatusListId;
  readonly statusIndex: number;
  readonly keyId: string;
  readonly state: AwardState;
  /** The reason of the latest change of state. */
  readonly reason: string | null;
  /** How often the state has changed. */
  readonly stateSequence: number;
  readonly issuedAt: Date;
  readonly validUntil: Date | null;
  /** The salted hash that stands for this credential in the log. */
  readonly leafHash: Uint8Array;
  /** When the link by which the holder claims it was last mailed; null: never. */
  readonly claimSentAt: Date | null;
  /** When such a link was first opened. */
  readonly claimViewedAt: Date | null;
  /** When the holder took it. */
  readonly claimedAt: Date | null;
}

/** What became of one grant. */
export type IssueResult =
  | { readonly outcome: 'issued' | 'existing'; readonly award: Award }
  | {
      readonly outcome: 'refused';
      readonly code: 'badge_version_closed' | 'recipient_unknown' | 'credential_refused';
      /** JSON pointer of the member at fault in the credential, where there is one. */
      readonly pointer: string;
      readonly detail: string;
    };

/** What a change of state would do, or did, to one award. */
export interface StatusOutcome {
  readonly awardId: AwardId;
  readonly outcome: 'changed' | 'unchanged' | 'refused';
  readonly from: AwardState | null;
  readonly to: AwardState | null;
  readonly code?: 'award_unknown' | 'award_revoked';
}

/** A change of state as it was written down. */
export interface StatusRecord {
  readonly sequence: number;
  readonly state: AwardState;
  readonly reason: string;
  readonly at: Date;
  readonly leafHash: Uint8Array;
}

/** What is wrong with one row of a batch. */
export interface RowProblem {
  /** Counted from 1, as in the request. */
  readonly row: number;
  readonly problems: readonly { readonly field: string; readonly reason: string }[];
}

/** What a batch would do, or has begun to do. */
export interface BatchReport {
  readonly rowCount: number;
  readonly acceptedCount: number;
  readonly problems: readonly RowProblem[];
}

/** A batch and how far it has come. */
export interface Batch {
  readonly orgId: OrgId;
  readonly batchId: BatchId;
  readonly badgeId: BadgeId;
  readonly version: number;
  readonly state: 'waiting' | 'running' | 'done';
  readonly rowCount: number;
  readonly issuedCount: number;
  /** Rows whose person had this badge version already. */
  readonly existingCount: number;
  readonly failedCount: number;
  readonly waitingCount: number;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

/** One row of a batch as it stands. */
export interface BatchRow {
  readonly row: number;
  readonly state: 'waiting' | 'issued' | 'existing' | 'failed';
  readonly personId: OrgId | null;
  readonly awardId: AwardId | null;
  readonly problems: readonly { readonly field: string; readonly reason: string }[];
}

const line = /^[^\p{Cc}\p{Cs}]*$/u;
// eslint-disable-next-line no-control-regex -- control characters are what must not be there
const text = /^[^\p{Cs}\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$/u;
const note = z.string().trim().min(1).max(5_000).regex(text);
const validUntil = z.iso.datetime({ offset: true });
const grantKey = z.string().trim().min(1).max(200).regex(line);

/** One person in a request to award. E-mail addresses are compared without case. */
export const recipientSchema = z.strictObject({
  email: z.email().max(254),
  name: z.string().trim().min(1).max(200).regex(line),
});

/** One row of a batch. */
export const batchRowSchema = z.strictObject({
  ...recipientSchema.shape,
  evidenceNote: note.optional(),
  validUntil: validUntil.optional(),
});
/** A row that was found to be right. */
export type BatchRowInput = z.infer<typeof batchRowSchema>;

/** How many rows one batch may have. */
export const MAX_BATCH_ROWS = 10_000;

/** The body of a request for a batch; rows are looked at one by one, so that one bad row stops only itself. */
export const createBatchSchema = z.strictObject({
  badgeId: z.string().min(1).max(64),
  version: z.int().positive().optional(),
  grantKey: grantKey.optional(),
  isSynthetic: z.boolean().optional(),
  rows: z.array(z.unknown()).min(1).max(MAX_BATCH_ROWS),
});

/** The body of a request to award a badge to one person. */
export const awardSchema = z.strictObject({
  badgeId: z.string().min(1).max(64),
  version: z.int().positive().optional(),
  recipient: recipientSchema,
  grantKey: grantKey.optional(),
  evidenceNote: note.optional(),
  validUntil: validUntil.optional(),
  isSynthetic: z.boolean().optional(),
});

const reason = z.string().trim().min(1).max(1_000).regex(text);

/** The body of a request to change the state of one award. */
export const reasonSchema = z.strictObject({ reason });

/** The body of a request to change the state of many awards. */
export const changeManySchema = z.strictObject({
  change: z.enum(['revoke', 'suspend', 'reinstate']),
  awardIds: z.array(z.string().min(1).max(64)).min(1).max(1_000),
  reason,
  dryRun: z.boolean().optional(),
});
