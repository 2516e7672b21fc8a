import { fromBase64Url, toBase64Url } from '../bytes/index.ts';
import { deflate, inflate } from '../platform/index.ts';

/** Fewest entries of a list (Bitstring Status List, section 7): holders hide among the others. */
export const MIN_STATUS_ENTRIES = 131_072;

/** A list of bits; entry 0 is the left-most bit of the first byte. */
export interface StatusList {
  /** Entries, each of `entryBits` bits. */
  readonly size: number;
  readonly entryBits: number;
  readonly bytes: Uint8Array;
}

/** Makes a list in which nothing is set; throws a RangeError for fewer entries than the standard allows. */
export function createStatusList(size: number = MIN_STATUS_ENTRIES, entryBits = 1): StatusList {
  if (!Number.isSafeInteger(size) || size < MIN_STATUS_ENTRIES)
    throw new RangeError(`a status list has at least ${MIN_STATUS_ENTRIES} entries`);
  if (!Number.isSafeInteger(entryBits) || entryBits < 1 || entryBits > 8)
    throw new RangeError('an entry has 1 to 8 bits');
  return { size, entryBits, bytes: new Uint8Array(Math.ceil((size * entryBits) / 8)) };
}

function checkIndex(list: StatusList, index: number): void {
  if (!Number.isSafeInteger(index) || index < 0 || index >= list.size)
    throw new RangeError(`index ${index} is not one of ${list.size} entries`);
}

/** The value of an entry: 0 or 1 for entries of one bit. Throws a RangeError outside the list. */
export function getStatus(list: StatusList, index: number): number {
  checkIndex(list, index);
  let value = 0;
  for (let i = 0; i < list.entryBits; i++) {
    const bit = index * list.entryBits + i;
    value = (value << 1) | (((list.bytes[bit >> 3] as number) >> (7 - (bit & 7))) & 1);
  }
  return value;
}

/** Sets an entry in place. Throws a RangeError outside the list or for a value that does not fit. */
export function setStatus(list: StatusList, index: number, value: number | boolean): void {
  checkIndex(list, index);
  const number = Number(value);
  if (!Number.isInteger(number) || number < 0 || number >= 2 ** list.entryBits)
    throw new RangeError(`${number} does not fit into ${list.entryBits} bits`);
  for (let i = 0; i < list.entryBits; i++) {
    const bit = index * list.entryBits + i;
    const mask = 0x80 >> (bit & 7);
    const isSet = (number >> (list.entryBits - 1 - i)) & 1;
    const byte = list.bytes[bit >> 3] as number;
    list.bytes[bit >> 3] = isSet === 1 ? byte | mask : byte & ~mask;
  }
}

/** Compresses a list into its `encodedList`: multibase `u`, base64url of gzip. */
export async function encodeStatusList(list: StatusList): Promise<string> {
  return 'u' + toBase64Url(await deflate(list.bytes, 'gzip'));
}

/** Why an `encodedList` cannot be used. */
export type DecodeProblem = 'not-multibase' | 'not-gzip' | 'too-long' | 'too-short';

/**
 * Decodes an `encodedList`, stopping as soon as it inflates beyond `maxBits`. `prefix` is `u`, or empty for
 * the kinds before Bitstring Status List.
 */
export async function decodeStatusList(
  encoded: string,
  options: { maxBits: number; entryBits?: number; prefix?: 'u' | '' },
): Promise<{ list: StatusList; problem?: never } | { list?: never; problem: DecodeProblem }> {
  const { maxBits, entryBits = 1, prefix = 'u' } = options;
  if (!encoded.startsWith(prefix)) return { problem: 'not-multibase' };
  const compressed = fromBase64Url(encoded.slice(prefix.length));
  if (compressed === undefined) return { problem: 'not-multibase' };
  const bytes = await inflate(compressed, 'gzip', Math.floor(maxBits / 8));
  if (bytes === undefined) return { problem: 'not-gzip' };
  if (bytes === 'too-large') return { problem: 'too-long' };
  const size = Math.floor((bytes.length * 8) / entryBits);
  return size < MIN_STATUS_ENTRIES ? { problem: 'too-short' } : { list: { size, entryBits, bytes } };
}
