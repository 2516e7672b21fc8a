import type { Clock, NetFetch, Random } from '#kernel';
import type { Db } from './tx.ts';

/** What a use case needs that commits more than once, or that runs without a request. */
export interface AppContext {
  readonly db: Db;
  readonly clock: Clock;
  readonly random: Random;
  /** The address under which everything issued names this instance, without a trailing slash; it never changes. */
  readonly publicUrl: string;
  /** 32 bytes from outside the database, under which private keys are kept; another value opens none of them. */
  readonly keyEncryptionKey: Uint8Array;
  /** The guarded way out; the platform has no other. */
  readonly net: NetFetch;
}
