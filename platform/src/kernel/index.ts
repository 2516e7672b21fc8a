export type { Doing } from './doing.ts';
export type { Clock, Random } from './clock.ts';
export type { NetFetch, NetInit } from './fetch.ts';
export { formatUuid, isId, newId, uuidv7Bytes, type Id, type OrgId } from './ids.ts';
export { defineErrors, RungsError, type ErrorCatalogue, type ErrorEntry } from './errors.ts';
export { addRatios, compareRatios, multiplyRatios, ratio, ratioToNumber, type Ratio } from './ratio.ts';
export { decodeCursor, encodeCursor, pageOf, type Page, type PageRequest } from './paging.ts';
