import { fromUtf8, toUtf8 } from '../bytes/index.ts';
import type { JsonObject, JsonValue } from './value.ts';

/**
 * An object that many documents contain letter by letter, such as an issuer: read once, frozen, and handed out to
 * each document whose text has the same letters at that place. JSON objects end where they end, so a text that
 * starts with the letters of an object is that object, whatever follows.
 */
export interface SharedPart {
  readonly text: string;
  readonly value: JsonObject;
  /** Levels of nesting inside, itself included. */
  readonly height: number;
}

/** A place in a text at which an object stood. */
export interface Sighting {
  readonly start: number;
  readonly end: number;
}

/** Letters by which parts are looked up; shorter objects are not shared. */
const PREFIX = 64;
const MAX_LETTERS = 32_768;
/** What one of the two generations may hold; the older one is dropped when the younger one is full. */
const MAX_PARTS = 512;
const MAX_ALL_LETTERS = 2_097_152;
/** Most parts with one beginning. */
const MAX_ALIKE = 64;
/** An object is shared when it is seen for this time, with no more than so many documents in between. */
const SIGHTINGS = 3;
const WINDOW = 400;

interface Generation {
  parts: Map<number, SharedPart[]>;
  count: number;
  letters: number;
}

const empty = (): Generation => ({ parts: new Map(), count: 0, letters: 0 });
let young = empty();
let old = empty();
/** Fingerprints of objects that were seen of late by their last bits, how often, and in which document. */
const prints = new Uint32Array(4_096);
const counts = new Uint8Array(prints.length);
const times = new Uint32Array(prints.length);
let documents = 0;
const notes = new WeakMap<object, Map<unknown, unknown>>();

/** How many parts are shared at the moment, of how many letters in all. */
export function sharedParts(): { count: number; letters: number } {
  return { count: young.count + old.count, letters: young.letters + old.letters };
}

/**
 * Room beside a shared object for what was found out about it; undefined for an object that is not shared. Only
 * for answers that depend on nothing but the object and on what the key names.
 */
export function notesOf(value: object): Map<unknown, unknown> | undefined {
  return notes.get(value);
}

/** What a question about an object has for an answer, asked only once where the object is shared. */
export function noted<T>(value: JsonObject, ask: (value: JsonObject) => T): T {
  const room = notes.get(value);
  if (room === undefined) return ask(value);
  if (room.has(ask)) return room.get(ask) as T;
  const answer = ask(value);
  room.set(ask, answer);
  return answer;
}

/** Freezes a value that will be met again, and makes room for notes about it. */
export function keepNotes(value: JsonObject): void {
  if (notes.has(value)) return;
  freeze(value);
  notes.set(value, new Map());
}

/** The shared part whose letters stand at a place of a text. */
export function findShared(text: string, at: number): SharedPart | undefined {
  if (text.length - at < PREFIX || young.count + old.count === 0) return undefined;
  const key = beginning(text, at);
  const found = standing(young.parts.get(key), text, at);
  if (found !== undefined) return found;
  const older = standing(old.parts.get(key), text, at);
  if (older !== undefined) keep(older, key);
  return older;
}

/** A number that stands for the first letters of an object. */
function beginning(text: string, at: number): number {
  let hash = 0;
  for (let i = 1; i < PREFIX; i += 2) hash = Math.imul(hash ^ text.charCodeAt(at + i), 0x01000193);
  return hash & 0x3fffffff;
}

function standing(parts: SharedPart[] | undefined, text: string, at: number): SharedPart | undefined {
  if (parts === undefined) return undefined;
  for (const part of parts) {
    const { length } = part.text;
    // Parts with one beginning are told apart by a few letters before all are compared.
    if (text.charCodeAt(at + length - 1) !== 0x7d) continue;
    const half = length >> 1;
    if (text.charCodeAt(at + half) !== part.text.charCodeAt(half)) continue;
    const late = length - 4;
    if (text.charCodeAt(at + late) !== part.text.charCodeAt(late)) continue;
    if (text.slice(at, at + length) === part.text) return part;
  }
  return undefined;
}

/** Whether no other part with the same beginning is taken in. */
function isCrowded(text: string, at: number): boolean {
  return (young.parts.get(beginning(text, at))?.length ?? 0) >= MAX_ALIKE;
}

function keep(part: SharedPart, key: number): void {
  if (young.count >= MAX_PARTS || young.letters + part.text.length > MAX_ALL_LETTERS) {
    old = young;
    young = empty();
  }
  const alike = young.parts.get(key) ?? [];
  if (alike.length >= MAX_ALIKE) return;
  if (alike.length === 0) young.parts.set(key, alike);
  alike.push(part);
  young.count++;
  young.letters += part.text.length;
}

/**
 * Tells which objects stood in a document that was read, inner ones before outer ones. Of those that were seen
 * often enough the outermost become shared parts. `read` reads a text that is known to be sound.
 */
export function shareSighted(
  text: string,
  places: readonly Sighting[],
  read: (text: string) => SharedPart,
): void {
  documents = (documents + 1) >>> 0;
  let coveredFrom = Number.POSITIVE_INFINITY;
  for (let i = places.length - 1; i >= 0; i--) {
    const { start, end } = places[i] as Sighting;
    if (start >= coveredFrom || !isFamiliar(text, start, end) || isCrowded(text, start)) continue;
    coveredFrom = start;
    // A text of its own, so that the part does not hold on to the document that it was found in.
    share(read(fromUtf8(toUtf8(text.slice(start, end))) as string));
  }
}

/** Whether an object of some letters, of which so many are shared already, is worth a look. */
export function isWorthSharing(letters: number, shared: number): boolean {
  return letters >= PREFIX && letters <= MAX_LETTERS && shared * 2 < letters;
}

/** Counts a sighting by a fingerprint, which may err: what is shared is compared letter by letter. */
function isFamiliar(text: string, start: number, end: number): boolean {
  const step = Math.ceil((end - start) / 256);
  let print = end - start;
  for (let i = start; i < end; i += step) print = Math.imul(print ^ text.charCodeAt(i), 0x01000193);
  print = (print ^ (print >>> 15)) >>> 0;
  const slot = print & (prints.length - 1);
  const isKnown = prints[slot] === print && documents - (times[slot] as number) <= WINDOW;
  const count = isKnown ? (counts[slot] as number) + 1 : 1;
  prints[slot] = print;
  counts[slot] = Math.min(count, SIGHTINGS);
  times[slot] = documents;
  return count >= SIGHTINGS;
}

function share(part: SharedPart): void {
  freeze(part.value);
  notes.set(part.value, new Map());
  keep(part, beginning(part.text, 0));
}

function freeze(value: JsonValue): void {
  if (typeof value !== 'object' || value === null) return;
  if (Object.isFrozen(value) && notes.has(value)) return;
  Object.freeze(value);
  for (const item of Object.values(value)) freeze(item);
}

/** Shares an object at once, without waiting for it to be seen again; the same object where it is shared already. */
export function shareNow(part: SharedPart): SharedPart {
  const known = part.text.length < PREFIX ? undefined : findShared(part.text, 0);
  if (known?.text.length === part.text.length) return known;
  if (part.text.length >= PREFIX && part.text.length <= MAX_LETTERS) share(part);
  else freeze(part.value);
  return part;
}
