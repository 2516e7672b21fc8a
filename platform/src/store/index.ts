export type { AppContext } from './context.ts';
export { sql } from 'kysely';
export { asInstance, byLookup, inOrg, lookUp, switchOrg, type Db, type Tx } from './tx.ts';
export { addJob, tell, type Told } from './tell.ts';
export {
  deliverLane,
  deliveryState,
  lanes,
  readEvents,
  registerSubscriptions,
  replayFailed,
  type Delivered,
  type Reaction,
  type Subscription,
} from './deliver.ts';
export { startWorkers, type Jobs, type Workers } from './jobs.ts';
export { migrate, readMigrations, rungOf, type Migration } from './migrate.ts';
export { openPool, openStore, type DatabaseAddress, type Store } from './open.ts';
export { startEmbedded, type EmbeddedServer } from './embedded.ts';
export { errors } from './errors.ts';
