import { noted } from './shared.ts';
import { emptyObject, type JsonObject, type JsonValue } from './value.ts';

/** With the u flag a surrogate in a proper pair is part of one character and does not match. */
const LONE_SURROGATE = /\p{Surrogate}/u;
/** What JSON writes in another way than it is, and surrogates, which need a second look. */
// eslint-disable-next-line no-control-regex -- control characters are what must not be there
const NOT_PLAIN = /[\u0000-\u001f"\\\ud800-\udfff]/;

/**
 * Writes a value in the JSON Canonicalization Scheme (RFC 8785): members sorted by UTF-16 code units, no
 * white space, numbers as ECMAScript prints them. Throws for numbers that are not finite, for lone
 * surrogates, and for anything that is not JSON.
 */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case 'string':
      if (!NOT_PLAIN.test(value)) return `"${value}"`;
      if (LONE_SURROGATE.test(value)) throw new TypeError('a string holds a lone surrogate');
      return JSON.stringify(value);
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError('a number is not finite');
      return JSON.stringify(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      return value === null
        ? 'null'
        : Array.isArray(value)
          ? canonicalArray(value)
          : noted(value as JsonObject, canonicalObject);
    default:
      throw new TypeError(`a ${typeof value} is not JSON`);
  }
}

function canonicalArray(values: readonly unknown[]): string {
  let text = '[';
  for (let i = 0; i < values.length; i++) text += (i === 0 ? '' : ',') + canonicalJson(values[i]);
  return text + ']';
}

function canonicalObject(value: JsonObject): string {
  const record = value as Record<string, unknown>;
  let text = '{';
  // The default order of sort() is that of UTF-16 code units, which is what RFC 8785 section 3.2.3 asks.
  for (const key of Object.keys(record).sort()) {
    const item = record[key];
    if (item === undefined) continue;
    text += (text === '{' ? '' : ',') + canonicalJson(key) + ':' + canonicalJson(item);
  }
  return text + '}';
}

/** A deep copy of plain JSON data as the strict reader would have made it: nothing inherited, no undefined. */
export function copyJson(value: unknown): JsonValue {
  if (Array.isArray(value)) return value.map(copyJson);
  if (typeof value === 'object' && value !== null) {
    const copy = emptyObject();
    for (const [key, item] of Object.entries(value)) if (item !== undefined) copy[key] = copyJson(item);
    return copy;
  }
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new TypeError(`a ${typeof value} is not JSON`);
}
