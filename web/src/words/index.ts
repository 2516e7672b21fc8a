export * from './choose.ts';
export * from './format.ts';
export { followAccount, loadWords, setLanguage, startWords, tongueNow, useWords } from './load.ts';
