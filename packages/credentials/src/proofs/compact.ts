import { fromBase64Url, toUtf8 } from '../bytes/index.ts';
import { isObject, readJson, type JsonObject } from '../json/index.ts';
import type { Limits } from '../policy.ts';
import { fault, type Fault } from '../refusal.ts';

/** A compact JWS whose parts were read strictly; nothing in it is verified. */
export interface CompactJws {
  header: JsonObject;
  payload: JsonObject;
  /** The bytes that are signed: header, dot and payload as they arrived. */
  signed: Uint8Array;
  signature: Uint8Array;
}

const COMPACT = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*$/;
const MAX_HEADER_DEPTH = 8;
const NO_OBJECT = fault('malformed', '', 'header and payload must be JSON objects');

/** Whether a text sets out to be a compact JWS: it starts like the encoding of an object. */
export function looksLikeJws(text: string): boolean {
  return /^\s*[A-Za-z0-9+/_-]+\s*=*\s*\./.test(text.slice(0, 16_384));
}

/** A compact JWS before its payload is read as JSON. */
export type JwsParts = Omit<CompactJws, 'payload'> & { payload: Uint8Array };

/**
 * Splits a compact JWS (RFC 7515, section 7.1). Refuses padding, white space, trailing bits that are not
 * zero, and a header that the strict JSON reader refuses or that is no object.
 */
export function splitParts(text: string): { parts: JwsParts } | { fault: Fault } {
  if (!COMPACT.test(text))
    return { fault: fault('malformed', '', 'not three base64url parts without padding') };
  const [first = '', second = '', third = ''] = text.split('.');
  const [header, payload, signature] = [first, second, third].map(fromBase64Url);
  if (header === undefined || payload === undefined || signature === undefined)
    return { fault: fault('malformed', '', 'a part is not canonical base64url') };
  const read = readJson(header, { depth: MAX_HEADER_DEPTH });
  if (read.fault !== undefined) return { fault: within('header', read.fault) };
  if (!isObject(read.value)) return { fault: NO_OBJECT };
  return { parts: { header: read.value, payload, signed: toUtf8(`${first}.${second}`), signature } };
}

/** Splits a compact JWS whose payload is a JSON object, within the limits, that the strict reader takes. */
export function splitJws(text: string, limits: Limits): { jws: CompactJws } | { fault: Fault } {
  if (text.length > limits.jsonBytes)
    return { fault: fault('limit-exceeded', '', `more than ${limits.jsonBytes} bytes`) };
  const split = splitParts(text);
  if ('fault' in split) return split;
  const read = readJson(split.parts.payload, limits);
  if (read.fault !== undefined) return { fault: read.fault };
  return isObject(read.value) ? { jws: { ...split.parts, payload: read.value } } : { fault: NO_OBJECT };
}

function within(part: string, found: Fault): Fault {
  return { ...found, pointer: '', detail: `${part}: ${found.detail}` };
}
