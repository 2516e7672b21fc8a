export { demoPeople, demoPassword, type DemoPerson } from './cast.ts';
export { loadDemo, type DemoDoors, type LoadedDemo } from './load.ts';
export { demoState, setDemoState } from './people.ts';
export { walk, type WalkStep } from './walk.ts';
