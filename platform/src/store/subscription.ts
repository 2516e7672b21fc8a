import type { OrgId } from '#kernel';
import type { Tx } from './tx.ts';

/** An event as a subscriber receives it. */
export interface Delivered {
  readonly id: number;
  readonly name: string;
  readonly key: string;
  readonly orgId: OrgId;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly at: Date;
}

/**
 * One reaction to an event. `inTx` runs in the transaction that also marks the delivery done, in the space
 * that `space` names (null: nothing to do); several events share that transaction, and all of one space are
 * handled one after another, so what `run` keeps outside the database may be done twice, what it writes into
 * it never. `withApp` commits by itself and is therefore idempotent by its own keys.
 */
export type Reaction =
  | {
      readonly kind: 'inTx';
      readonly space: (event: Delivered) => OrgId | null;
      readonly run: (tx: Tx, event: Delivered) => Promise<void>;
    }
  | {
      /** As `inTx`, for one that takes all events of one space in a few statements, oldest first. */
      readonly kind: 'inTxTogether';
      readonly space: (event: Delivered) => OrgId | null;
      readonly run: (tx: Tx, events: readonly Delivered[]) => Promise<void>;
    }
  | { readonly kind: 'withApp'; readonly run: (event: Delivered) => Promise<void> };

/** A named subscriber of some events; the name is its identity in the delivery table. */
export interface Subscription {
  readonly subscriber: string;
  readonly events: readonly string[];
  readonly reaction: Reaction;
}

/** How many lanes there are; events of one key always share a lane, so lanes can run side by side. */
export const lanes = 4;
