import { noted, pointerTo, type JsonObject, type JsonValue } from '../json/index.ts';
import { fault, type Fault } from '../refusal.ts';

/** The keywords that survive into signed statements; every other one changes or hides what is signed. */
const KEYWORDS: ReadonlySet<string> = new Set([
  '@context',
  '@id',
  '@type',
  '@value',
  '@language',
  '@direction',
]);

/**
 * What JSON-LD would drop or rename without a word although it looks signed: null, members whose name starts
 * with `@`, and identifiers of blank nodes, whose names are not signed and can make canonicalisation explode.
 * Members named by an IRI instead of a term make the same statements as the term, so that a date of expiry or a
 * status could be renamed out of sight while the proof holds: a document is compacted (VC 2.0, section 1.3).
 * Refuses also documents with more than `maxValues` values before any costly step.
 */
export function findUnsigned(document: JsonValue, maxValues: number): Fault | undefined {
  return plainValues(document) <= maxValues ? undefined : visit(document, '', { left: maxValues });
}

/**
 * How many values there are, where none of them is one that could be refused; infinitely many otherwise. The same
 * question without a place for the answer: what nearly every document is asked.
 */
function plainValues(value: JsonValue): number {
  if (value === null) return Number.POSITIVE_INFINITY;
  if (typeof value === 'string') return value.charCodeAt(0) === 0x5f ? Number.POSITIVE_INFINITY : 1;
  if (typeof value !== 'object') return 1;
  if (!Array.isArray(value)) return noted(value, plainMembers);
  let count = 1;
  for (const item of value) count += plainValues(item);
  return count;
}

function plainMembers(value: JsonObject): number {
  let count = 1;
  for (const key in value) {
    const first = key.charCodeAt(0);
    if (first === 0x40 && key === '@context') continue;
    if (first === 0x40 || key.includes(':')) return Number.POSITIVE_INFINITY;
    count += plainValues(value[key] as JsonValue);
  }
  return count;
}

function visit(value: JsonValue, pointer: string, state: { left: number }): Fault | undefined {
  if (state.left-- <= 0) return fault('limit-exceeded', pointer, 'too many values');
  if (value === null) return fault('unsigned-term', pointer, 'null is not signed');
  if (typeof value === 'string') {
    return /^_:\S+$/.test(value) ? fault('schema', pointer, 'the name of a blank node') : undefined;
  }
  if (typeof value !== 'object') return undefined;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      const found = visit(item, pointerTo(pointer, index), state);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  for (const key of Object.keys(value)) {
    const at = pointerTo(pointer, key);
    if (key === '@context') continue;
    if (key.startsWith('@') && !KEYWORDS.has(key))
      return fault('unsigned-term', at, `${key.slice(0, 40)} is not signed`);
    if (key.includes(':')) return fault('unsigned-term', at, 'named by an IRI and not by a term');
    const found = visit(value[key] as JsonValue, at, state);
    if (found !== undefined) return found;
  }
  return undefined;
}
