export { readSettings, settingNames, type Settings } from './settings.ts';
export { errors } from './errors.ts';
