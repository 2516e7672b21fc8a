export type { AppContext } from './context.ts';
export { sql } from 'kysely';
export { asInstance, byLookup, inOrg, lookUp, switchOrg, type Db, type Tx } from './tx.ts';
export { addJob, tell, type Told } from './tell.ts';
export { lanes, type Delivered, type Reaction, type Subscription } from './subscription.ts';
export { deliverLane } from './deliver.ts';
export { deliveryState, readEvents, registerSubscriptions, replayFailed, wakeLanes } from './outbox.ts';
export { startWorkers, type Jobs, type Workers } from './jobs.ts';
export { migrate, readMigrations, rungOf, type Migration } from './migrate.ts';
export { openPlain, openPool, openStore, type DatabaseAddress, type Store } from './open.ts';
export { startEmbedded, type EmbeddedOptions, type EmbeddedServer } from './embedded.ts';
export { lockDataFolder, type FolderLock } from './lock.ts';
export { readSetting, wasEverTold, writeSetting } from './setting.ts';
export { errors } from './errors.ts';
export {
  claimKey,
  keepAnswer,
  keptMs,
  leaseMs,
  releaseKey,
  type Claim,
  type KeptAnswer,
  type KeyedRequest,
} from './idempotency.ts';
