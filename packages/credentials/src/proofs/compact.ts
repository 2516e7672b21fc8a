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

const COMPACT = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*$/;
const MAX_HEADER_DEPTH = 8;

/** Whether a text sets out to be a compact JWS: it starts like the encoding of an object. */
export function looksLikeJws(text: string): boolean {
  return /^\s*[A-Za-z0-9+/_-]+\s*=*\s*\./.test(text.slice(0, 16_384));
}

/**
 * Splits a compact JWS (RFC 7515, section 7.1). Refuses padding, white space, trailing bits that are not
 * zero, and headers or payloads that the strict JSON reader refuses.
 */
export function splitJws(text: string, limits: Limits): { jws: CompactJws } | { fault: Fault } {
  if (text.length > limits.jsonBytes)
    return { fault: fault('limit-exceeded', '', `more than ${limits.jsonBytes} bytes`) };
  if (!COMPACT.test(text))
    return { fault: fault('malformed', '', 'not three base64url parts without padding') };
  const [first = '', second = '', third = ''] = text.split('.');
  const [header, payload, signature] = [first, second, third].map(fromBase64Url);
  if (header === undefined || payload === undefined || signature === undefined)
    return { fault: fault('malformed', '', 'a part is not canonical base64url') };
  const readHeader = readJson(header, { depth: MAX_HEADER_DEPTH });
  if (readHeader.fault !== undefined) return { fault: within('header', readHeader.fault) };
  const readPayload = readJson(payload, limits);
  if (readPayload.fault !== undefined) return { fault: readPayload.fault };
  if (!isObject(readHeader.value) || !isObject(readPayload.value))
    return { fault: fault('malformed', '', 'header and payload must be JSON objects') };
  return {
    jws: {
      header: readHeader.value,
      payload: readPayload.value,
      signed: toUtf8(`${first}.${second}`),
      signature,
    },
  };
}

function within(part: string, found: Fault): Fault {
  return { ...found, pointer: '', detail: `${part}: ${found.detail}` };
}
