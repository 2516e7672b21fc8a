/** What an entry stands for: an award, a change of its status, an issuer key, a published status list. */
export type EntryKind = 'award' | 'status' | 'key' | 'list';

/** An entry to append. The hash is salted, so that it says nothing once its salt is gone. */
export interface Entry {
  /** 32 bytes. */
  readonly hash: Uint8Array;
  /** For the operator's statistics; it is not part of what the log proves. */
  readonly kind: EntryKind;
}

/** The newest state of the log that its key signed. */
export interface SignedCheckpoint {
  readonly size: number;
  /** 32 bytes. */
  readonly root: Uint8Array;
  /** The checkpoint as a C2SP signed note: its first line is the log's origin. */
  readonly note: string;
}

/** Where an entry is in the log: null while it waits for its index. */
export interface EntryState {
  readonly index: number | null;
}

/** Shows that an entry is in the log (RFC 9162, section 2.1.3). */
export interface InclusionProof {
  readonly index: number;
  readonly size: number;
  readonly proof: readonly Uint8Array[];
  /** The signed note of the tree of `size` entries. */
  readonly checkpoint: string;
}

/** Shows that an older state of the log is the beginning of a newer one (RFC 9162, section 2.1.4). */
export interface ConsistencyProof {
  readonly from: number;
  readonly size: number;
  readonly proof: readonly Uint8Array[];
  /** The signed note of the tree of `size` entries. */
  readonly checkpoint: string;
}

/** What can be wrong with a stored log. */
export type LogProblemKind =
  | 'leaf_gap'
  | 'node_missing'
  | 'node_wrong'
  | 'node_extra'
  | 'checkpoint_root'
  | 'checkpoint_signature'
  | 'checkpoint_beyond'
  | 'head_wrong'
  | 'known_checkpoint';

/** One thing that is wrong, and where. */
export interface LogProblem {
  readonly kind: LogProblemKind;
  readonly detail: string;
}

/** What a check of the whole log found; no problems means that all of it holds. */
export interface LogReport {
  readonly size: number;
  readonly checkpoints: number;
  /** Entries that wait for an index. */
  readonly unsequenced: number;
  /** At most 100. */
  readonly problems: readonly LogProblem[];
}
