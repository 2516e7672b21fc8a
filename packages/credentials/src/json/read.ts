import { fromUtf8, toUtf8 } from '../bytes/index.ts';
import { fault, type Fault } from '../refusal.ts';
import { findShared, isWorthSharing, shareSighted, type SharedPart, type Sighting } from './shared.ts';
import { emptyObject, pointerTo, type JsonObject, type JsonValue } from './value.ts';

/** Bounds of the strict reader. */
export interface ReadLimits {
  /** Bytes of UTF-8. Default 1 MiB. */
  jsonBytes?: number;
  /** Levels of nesting; the outermost value is level 1. Default 32. */
  depth?: number;
}

/** A document that was read, or the reason why it was not. */
export type ReadResult = { value: JsonValue; fault?: never } | { fault: Fault; value?: never };

/** More decimal digits than this cannot survive a double. */
const MAX_DIGITS = 17;

/**
 * Reads JSON as I-JSON (RFC 7493): UTF-8 without a byte order mark, no key twice in one object, no lone
 * surrogate or noncharacter, numbers that survive a double. Refuses `__proto__` as a key. Objects inherit
 * nothing; parts that many documents have are frozen and the same object in each. Faults carry `malformed`, `duplicate-key`, `number-unsafe` or `limit-exceeded`.
 */
export function readJson(input: Uint8Array | string, limits: ReadLimits = {}): ReadResult {
  const maxBytes = limits.jsonBytes ?? 1_048_576;
  if (input.length > maxBytes)
    return { fault: fault('limit-exceeded', '', `more than ${maxBytes} bytes of JSON`) };
  let text: string | undefined;
  if (typeof input === 'string') {
    // A string of n units has at most 3n bytes, so most strings need not be encoded to be measured.
    if (input.length * 3 > maxBytes && toUtf8(input).length > maxBytes) {
      return { fault: fault('limit-exceeded', '', `more than ${maxBytes} bytes of JSON`) };
    }
    text = input;
  } else {
    text = fromUtf8(input);
    if (text === undefined) return { fault: fault('malformed', '', 'not well-formed UTF-8') };
  }
  const maxDepth = limits.depth ?? 32;
  try {
    const sightings: Sighting[] = [];
    const value = readDocument(cursorOver(text, maxDepth, false, sightings));
    if (sightings.length > 0) shareSighted(text, sightings, readPart);
    return { value };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
  return { fault: faultIn(text, maxDepth) };
}

/** Reads a text again that has a fault, this time keeping track of where in the document it stands. */
function faultIn(text: string, maxDepth: number): Fault {
  try {
    readDocument(cursorOver(text, maxDepth, true));
  } catch (error) {
    if (error instanceof Refusal) return error.fault;
    throw error;
  }
  return fault('malformed', '', 'not readable');
}

/** Reads a part of a document that was read before. */
function readPart(text: string): SharedPart {
  const cursor = cursorOver(text, Number.POSITIVE_INFINITY, false);
  return { text, value: readDocument(cursor) as JsonObject, height: cursor.height };
}

class Refusal extends Error {
  readonly fault: Fault;
  constructor(found: Fault) {
    super(found.detail);
    this.fault = found;
  }
}

const NUMBER = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/y;
/** Characters that end a run of plain text inside a string: quote, backslash, controls, surrogates, specials. */
// eslint-disable-next-line no-control-regex -- control characters are what must not be there
const PLAIN = /[^"\\\u0000-\u001f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]*/y;

/** Where a recursive-descent reading stands; its depth is bounded by the limit, so the stack is too. */
interface Cursor {
  readonly text: string;
  readonly maxDepth: number;
  /** Whether pointers are kept; most documents have no fault to point at. */
  readonly hasPointers: boolean;
  /** Where objects stood that might be worth sharing; undefined where nothing is shared. */
  readonly sightings: Sighting[] | undefined;
  at: number;
  /** Levels of nesting in the value that was read last; 0 for one that holds no others. */
  height: number;
  /** Letters that came with shared parts so far. */
  shared: number;
}

function cursorOver(text: string, maxDepth: number, hasPointers: boolean, sightings?: Sighting[]): Cursor {
  return { text, maxDepth, hasPointers, sightings, at: 0, height: 0, shared: 0 };
}

function inside(cursor: Cursor, pointer: string, key: string | number): string {
  return cursor.hasPointers ? pointerTo(pointer, key) : '';
}

function readDocument(cursor: Cursor): JsonValue {
  space(cursor);
  const value = readValue(cursor, '', 1);
  space(cursor);
  if (cursor.at < cursor.text.length) fail(cursor, 'malformed', '', 'text after the end of the document');
  return value;
}

function fail(cursor: Cursor, code: Fault['code'], pointer: string, detail: string): never {
  throw new Refusal(fault(code, pointer, `${detail} (offset ${cursor.at})`));
}

function space(cursor: Cursor): void {
  for (;;) {
    const unit = cursor.text.charCodeAt(cursor.at);
    if (unit !== 0x20 && unit !== 0x0a && unit !== 0x0d && unit !== 0x09) return;
    cursor.at++;
  }
}

function readValue(cursor: Cursor, pointer: string, depth: number): JsonValue {
  const unit = cursor.text.charCodeAt(cursor.at);
  if (unit === 0x7b) return readObject(cursor, pointer, depth);
  if (unit === 0x5b) return readArray(cursor, pointer, depth);
  cursor.height = 0;
  switch (unit) {
    case 0x22:
      return readString(cursor, pointer);
    case 0x74:
      return readWord(cursor, 'true', true, pointer);
    case 0x66:
      return readWord(cursor, 'false', false, pointer);
    case 0x6e:
      return readWord(cursor, 'null', null, pointer);
    default:
      return readNumber(cursor, pointer);
  }
}

function readWord<T extends JsonValue>(cursor: Cursor, word: string, value: T, pointer: string): T {
  if (!cursor.text.startsWith(word, cursor.at)) fail(cursor, 'malformed', pointer, 'not a JSON value');
  cursor.at += word.length;
  return value;
}

function enter(cursor: Cursor, pointer: string, depth: number): void {
  if (depth > cursor.maxDepth)
    fail(cursor, 'limit-exceeded', pointer, `nested deeper than ${cursor.maxDepth} levels`);
  cursor.at++;
  space(cursor);
}

function readObject(cursor: Cursor, pointer: string, depth: number): JsonObject {
  const [start, shared] = [cursor.at, cursor.shared];
  if (depth > 1 && cursor.sightings !== undefined) {
    const part = findShared(cursor.text, start);
    if (part !== undefined && depth + part.height - 1 <= cursor.maxDepth) {
      cursor.at += part.text.length;
      cursor.shared += part.text.length;
      cursor.height = part.height;
      return part.value;
    }
  }
  enter(cursor, pointer, depth);
  const object = emptyObject();
  let height = 0;
  if (cursor.text.charCodeAt(cursor.at) === 0x7d) cursor.at++;
  else {
    do {
      if (cursor.text.charCodeAt(cursor.at) !== 0x22)
        fail(cursor, 'malformed', pointer, 'a member needs a name');
      const key = readName(cursor, pointer);
      const at = inside(cursor, pointer, key);
      if (key === '__proto__') fail(cursor, 'malformed', at, 'a member may not be called __proto__');
      if (key in object) fail(cursor, 'duplicate-key', at, 'a member is there twice');
      space(cursor);
      if (cursor.text.charCodeAt(cursor.at) !== 0x3a) fail(cursor, 'malformed', at, 'a colon is missing');
      cursor.at++;
      space(cursor);
      object[key] = readValue(cursor, at, depth + 1);
      if (cursor.height > height) height = cursor.height;
    } while (!closes(cursor, 0x7d, pointer));
  }
  cursor.height = height + 1;
  if (
    depth > 1 &&
    cursor.sightings !== undefined &&
    isWorthSharing(cursor.at - start, cursor.shared - shared)
  )
    cursor.sightings.push({ start, end: cursor.at });
  return object;
}

function readArray(cursor: Cursor, pointer: string, depth: number): JsonValue[] {
  enter(cursor, pointer, depth);
  const array: JsonValue[] = [];
  let height = 0;
  if (cursor.text.charCodeAt(cursor.at) === 0x5d) cursor.at++;
  else {
    do {
      array.push(readValue(cursor, inside(cursor, pointer, array.length), depth + 1));
      if (cursor.height > height) height = cursor.height;
    } while (!closes(cursor, 0x5d, pointer));
  }
  cursor.height = height + 1;
  return array;
}

/** Reads a comma or the closing bracket; true for the bracket. */
function closes(cursor: Cursor, bracket: number, pointer: string): boolean {
  space(cursor);
  const unit = cursor.text.charCodeAt(cursor.at);
  if (unit !== bracket && unit !== 0x2c)
    fail(cursor, 'malformed', pointer, 'a comma or a closing bracket is missing');
  cursor.at++;
  if (unit === bracket) return true;
  space(cursor);
  return false;
}

/** Names that were read of late, by a hash of their letters: the same name is the same string. */
const names = new Array<string>(1_024).fill('');

function readName(cursor: Cursor, pointer: string): string {
  const { text } = cursor;
  const start = cursor.at + 1;
  let hash = 0;
  for (let i = start; ; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 0x22) {
      const known = names[hash & 1_023] as string;
      if (known.length === i - start && known !== '' && text.startsWith(known, start)) {
        cursor.at = i + 1;
        return known;
      }
      break;
    }
    if (!isPlain(unit)) break;
    hash = Math.imul(hash ^ unit, 0x01000193) ^ (hash >>> 13);
  }
  const name = readString(cursor, pointer);
  // As a member it has a copy of its own, which does not hold on to the text.
  if (name.length < 64 && name !== '__proto__')
    names[hash & 1_023] = Object.keys({ [name]: true })[0] as string;
  return name;
}

/** Whether a code unit stands for itself in a string wherever it is; NaN, behind the end, does not. */
function isPlain(unit: number): boolean {
  return unit > 0x1f && unit !== 0x5c && unit < 0xd800;
}

function readString(cursor: Cursor, pointer: string): string {
  const { text } = cursor;
  const start = cursor.at + 1;
  for (let i = start; ; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 0x22) {
      cursor.at = i + 1;
      return text.slice(start, i);
    }
    if (!isPlain(unit)) {
      cursor.at = i;
      return readRest(cursor, text.slice(start, i), pointer);
    }
  }
}

/** Reads a string from the first character on that does not simply stand for itself. */
function readRest(cursor: Cursor, before: string, pointer: string): string {
  let result = before;
  for (;;) {
    PLAIN.lastIndex = cursor.at;
    PLAIN.test(cursor.text);
    if (PLAIN.lastIndex > cursor.at) {
      result += cursor.text.slice(cursor.at, PLAIN.lastIndex);
      cursor.at = PLAIN.lastIndex;
    }
    const unit = cursor.text.charCodeAt(cursor.at);
    if (unit === 0x22) {
      cursor.at++;
      return result;
    }
    if (unit === 0x5c) result += escape(cursor, pointer);
    else if (unit >= 0xd800 && unit <= 0xdfff) {
      cursor.at++;
      result += pair(cursor, unit, () => cursor.text.charCodeAt(cursor.at++), pointer);
    } else fail(cursor, 'malformed', pointer, 'a string holds a character that is not allowed');
  }
}

function escape(cursor: Cursor, pointer: string): string {
  const kind = cursor.text[cursor.at + 1];
  cursor.at += 2;
  switch (kind) {
    case '"':
    case '\\':
    case '/':
      return kind;
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    case 'u': {
      const unit = hex(cursor, pointer);
      if (unit >= 0xd800 && unit <= 0xdfff)
        return pair(cursor, unit, () => escapedUnit(cursor, pointer), pointer);
      if ((unit >= 0xfdd0 && unit <= 0xfdef) || unit >= 0xfffe) {
        fail(cursor, 'malformed', pointer, 'a string holds a noncharacter');
      }
      return String.fromCharCode(unit);
    }
    default:
      return fail(cursor, 'malformed', pointer, 'an unknown escape');
  }
}

function escapedUnit(cursor: Cursor, pointer: string): number {
  if (!cursor.text.startsWith('\\u', cursor.at)) fail(cursor, 'malformed', pointer, 'a lone surrogate');
  cursor.at += 2;
  return hex(cursor, pointer);
}

function hex(cursor: Cursor, pointer: string): number {
  const digits = cursor.text.slice(cursor.at, cursor.at + 4);
  if (!/^[0-9a-fA-F]{4}$/.test(digits))
    fail(cursor, 'malformed', pointer, 'an escape needs four hexadecimal digits');
  cursor.at += 4;
  return Number.parseInt(digits, 16);
}

function pair(cursor: Cursor, high: number, next: () => number, pointer: string): string {
  const low = high <= 0xdbff ? next() : 0;
  if (!(low >= 0xdc00 && low <= 0xdfff)) fail(cursor, 'malformed', pointer, 'a lone surrogate');
  if ((low & 0x3ff) >= 0x3fe && (high & 0x3f) === 0x3f)
    fail(cursor, 'malformed', pointer, 'a string holds a noncharacter');
  return String.fromCharCode(high, low);
}

function readNumber(cursor: Cursor, pointer: string): number {
  NUMBER.lastIndex = cursor.at;
  const match = NUMBER.exec(cursor.text);
  if (match === null) fail(cursor, 'malformed', pointer, 'not a JSON value');
  const text = match[0];
  const value = Number(text);
  const isInteger = match[1] === undefined && match[2] === undefined;
  if (isInteger ? !Number.isSafeInteger(value) : !survivesDouble(text, value)) {
    fail(cursor, 'number-unsafe', pointer, 'a number does not survive a double');
  }
  cursor.at += text.length;
  return value;
}

function survivesDouble(text: string, value: number): boolean {
  if (!Number.isFinite(value)) return false;
  const digits = text
    .replace(/[eE].*$/, '')
    .replace(/[-.]/g, '')
    .replace(/^0+/, '');
  if (value === 0) return digits === '';
  return digits.replace(/0+$/, '').length <= MAX_DIGITS;
}
