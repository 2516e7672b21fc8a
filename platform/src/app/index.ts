export { readSettings, settingNames, type Settings } from './settings.ts';
export { openApp, type OpenOptions, type Running } from './open.ts';
export { errorCatalogue, errorsByRung } from './catalogue.ts';
export { subscriptionsOf } from './subscriptions.ts';
export { jobsOf, type JobPolicy } from './jobs.ts';
export { publicFolder, migrationsFolder } from './places.ts';
export { errors } from './errors.ts';
export {
  demoPeople,
  demoState,
  loadDemo,
  setDemoState,
  walk,
  type DemoDoors,
  type DemoPerson,
  type LoadedDemo,
  type WalkStep,
} from './demo/index.ts';
