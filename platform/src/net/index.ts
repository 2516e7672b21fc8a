export { guardedFetch, type GuardOptions, type HostAddress } from './guarded-fetch.ts';
export { isPublicAddress } from './addresses.ts';
export { errors } from './errors.ts';
