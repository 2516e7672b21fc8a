/** Encodings between bytes and text: base58btc, base64url, hexadecimal, UTF-8. Decoders are strict. */
import { node, viewOf } from '../platform/index.ts';

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const BASE58_VALUE = valuesOf(BASE58);
const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const BASE64URL_VALUE = valuesOf(BASE64URL);
const BASE64_STANDARD = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const BASE64_STANDARD_VALUE = valuesOf(BASE64_STANDARD);

const BASE64URL_TEXT = /^[A-Za-z0-9_-]*$/;
/** From this length on Node's own base64 is faster than the loops below, which browsers use. */
const NATIVE_FROM = 128;

/** Longest base58 text that is decoded; the work grows with the square of the length. */
export const MAX_BASE58 = 1_400;

function valuesOf(alphabet: string): Int8Array {
  const table = new Int8Array(128).fill(-1);
  for (let i = 0; i < alphabet.length; i++) table[alphabet.charCodeAt(i)] = i;
  return table;
}

function valueAt(table: Int8Array, text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit < 128 ? (table[unit] as number) : -1;
}

/** Encodes bytes as base58btc. */
export function toBase58(bytes: Uint8Array): string {
  let zeros = 0;
  while (zeros < bytes.length && bytes[zeros] === 0) zeros++;
  // Limbs in base 58^5, two bytes at a time: every product stays below 2^53.
  const limbs: number[] = [];
  for (let i = zeros; i < bytes.length; i += 2) {
    const isPair = i + 1 < bytes.length;
    const shift = isPair ? 65_536 : 256;
    let carry = isPair ? ((bytes[i] as number) << 8) | (bytes[i + 1] as number) : (bytes[i] as number);
    for (let j = 0; j < limbs.length; j++) {
      carry += (limbs[j] as number) * shift;
      const rest = Math.floor(carry / 656_356_768);
      limbs[j] = carry - rest * 656_356_768;
      carry = rest;
    }
    if (carry > 0) limbs.push(carry);
  }
  let text = '';
  for (let index = 0; index < limbs.length; index++) {
    let rest = limbs[index] as number;
    const isTop = index === limbs.length - 1;
    for (let digit = 0; digit < 5; digit++) {
      if (rest === 0 && isTop) break;
      text = (BASE58[rest % 58] as string) + text;
      rest = Math.floor(rest / 58);
    }
  }
  return '1'.repeat(zeros) + text;
}

/** Decodes base58btc; undefined for a foreign character or a text longer than `MAX_BASE58`. */
export function fromBase58(text: string): Uint8Array | undefined {
  if (text.length > MAX_BASE58) return undefined;
  let zeros = 0;
  while (zeros < text.length && text.charCodeAt(zeros) === 0x31) zeros++;
  const limbs: number[] = [];
  for (let i = zeros; i < text.length; i++) {
    let carry = valueAt(BASE58_VALUE, text, i);
    if (carry < 0) return undefined;
    for (let j = 0; j < limbs.length; j++) {
      carry += (limbs[j] as number) * 58;
      limbs[j] = carry & 0xffffff;
      carry >>>= 24;
    }
    if (carry > 0) limbs.push(carry);
  }
  let size = limbs.length * 3;
  const top = limbs.at(-1);
  if (top !== undefined) size -= top < 0x100 ? 2 : top < 0x10000 ? 1 : 0;
  const bytes = new Uint8Array(zeros + size);
  for (let i = 0; i < size; i++) {
    bytes[bytes.length - 1 - i] = ((limbs[Math.floor(i / 3)] as number) >>> ((i % 3) * 8)) & 0xff;
  }
  return bytes;
}

/** Encodes bytes as base64url without padding. */
export function toBase64Url(bytes: Uint8Array): string {
  if (node !== undefined && bytes.length > NATIVE_FROM)
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64url');
  let text = '';
  let i = 0;
  for (; i + 2 < bytes.length; i += 3) {
    const n = ((bytes[i] as number) << 16) | ((bytes[i + 1] as number) << 8) | (bytes[i + 2] as number);
    text +=
      (BASE64URL[n >> 18] as string) +
      BASE64URL[(n >> 12) & 63] +
      BASE64URL[(n >> 6) & 63] +
      BASE64URL[n & 63];
  }
  if (i + 1 === bytes.length) {
    const n = bytes[i] as number;
    text += (BASE64URL[n >> 2] as string) + BASE64URL[(n & 3) << 4];
  } else if (i + 2 === bytes.length) {
    const n = ((bytes[i] as number) << 8) | (bytes[i + 1] as number);
    text += (BASE64URL[n >> 10] as string) + BASE64URL[(n >> 4) & 63] + BASE64URL[(n & 15) << 2];
  }
  return text;
}

/**
 * Decodes base64url without padding; undefined for padding, white space, a foreign character, an impossible
 * length, or trailing bits that are not zero.
 */
export function fromBase64Url(text: string): Uint8Array | undefined {
  if (node !== undefined && text.length > NATIVE_FROM) {
    // Node's decoder passes over what it does not know, so the text is judged before.
    const rest = text.length % 4;
    const last = valueAt(BASE64URL_VALUE, text, text.length - 1);
    const spare = rest === 2 ? last & 15 : rest === 3 ? last & 3 : 0;
    if (rest === 1 || spare !== 0 || !BASE64URL_TEXT.test(text)) return undefined;
    return viewOf(Buffer.from(text, 'base64url'));
  }
  return decodeBase64(text, text.length, BASE64URL_VALUE);
}

/** Encodes bytes as standard base64 with padding. */
export function toBase64(bytes: Uint8Array): string {
  const text = toBase64Url(bytes).replaceAll('-', '+').replaceAll('_', '/');
  return text + '='.repeat((4 - (text.length % 4)) % 4);
}

/** Decodes standard base64 with its exact padding; undefined for anything else. */
export function fromBase64(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0) return undefined;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  return decodeBase64(text, text.length - padding, BASE64_STANDARD_VALUE);
}

function decodeBase64(text: string, length: number, table: Int8Array): Uint8Array | undefined {
  const rest = length % 4;
  if (rest === 1) return undefined;
  const bytes = new Uint8Array(Math.floor((length * 3) / 4));
  let at = 0;
  let buffer = 0;
  let bits = 0;
  for (let i = 0; i < length; i++) {
    const value = valueAt(table, text, i);
    if (value < 0) return undefined;
    buffer = ((buffer << 6) | value) & 0xffffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (buffer >> bits) & 0xff;
    }
  }
  return (buffer & ((1 << bits) - 1)) === 0 ? bytes : undefined;
}

const HEX: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Encodes bytes as lower-case hexadecimal. */
export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += HEX[byte] as string;
  return text;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Encodes a string as UTF-8. */
export function toUtf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** Decodes UTF-8; undefined where the bytes are not well formed. A byte order mark is kept. */
export function fromUtf8(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Joins arrays of bytes into a new one. */
export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Whether two arrays hold the same bytes. Not constant in time: never for secrets. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
