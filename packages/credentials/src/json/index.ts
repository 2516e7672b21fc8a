export { readJson, type ReadLimits, type ReadResult } from './read.ts';
export { canonicalJson, copyJson } from './canonical.ts';
export { isObject, listOf, member, pointerTo, type JsonObject, type JsonValue } from './value.ts';
