import { pointerTo, type JsonValue } from '../json/index.ts';
import { fault, type Fault } from '../refusal.ts';

/** The keywords that survive into signed statements; every other one changes or hides what is signed. */
const KEYWORDS: ReadonlySet<string> = new Set(['@context', '@id', '@type', '@value', '@language']);

/**
 * What JSON-LD would drop or rename without a word although it looks signed: null, members whose name starts
 * with `@`, and identifiers of blank nodes, whose names are not signed and can make canonicalisation explode.
 * Refuses also documents with more than `maxValues` values before any costly step.
 */
export function findUnsigned(document: JsonValue, maxValues: number): Fault | undefined {
  const isPlain = looksPlain(document, { left: maxValues });
  return isPlain ? undefined : visit(document, '', { left: maxValues });
}

/** The same question without a place for the answer: what nearly every document is asked. */
function looksPlain(value: JsonValue, state: { left: number }): boolean {
  if (state.left-- <= 0 || value === null) return false;
  if (typeof value === 'string') return value.charCodeAt(0) !== 0x5f;
  if (typeof value !== 'object') return true;
  if (Array.isArray(value)) return value.every((item) => looksPlain(item, state));
  for (const key in value) {
    const first = key.charCodeAt(0);
    if (first === 0x40 && key === '@context') continue;
    if (first === 0x40 || first === 0x5f) return false;
    if (!looksPlain(value[key] as JsonValue, state)) return false;
  }
  return true;
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
    if (key.startsWith('_:')) return fault('unsigned-term', at, 'the name of a blank node');
    const found = visit(value[key] as JsonValue, at, state);
    if (found !== undefined) return found;
  }
  return undefined;
}
