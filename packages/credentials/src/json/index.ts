export { readJson, type ReadLimits, type ReadResult } from './read.ts';
export { canonicalJson, copyJson } from './canonical.ts';
export { keepNotes, noted, notesOf, sharedParts } from './shared.ts';
export {
  copyMembers,
  emptyObject,
  isObject,
  listOf,
  member,
  pointerTo,
  type JsonObject,
  type JsonValue,
} from './value.ts';
