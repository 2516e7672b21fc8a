import { isObject, readJson, type JsonObject } from '../json/index.ts';
import { fault, type Fault } from '../refusal.ts';
import type { Session } from '../session.ts';

/** A document as it arrived: how it is secured, and what it says. */
export interface Received {
  securing: 'data-integrity' | 'jwt';
  document: JsonObject;
}

/** Reads the bytes that were handed in, whatever they are. */
export function receive(input: Uint8Array | string, session: Session): Received | { fault: Fault } {
  const read = readJson(input, session.limits);
  if (read.fault !== undefined) return { fault: read.fault };
  return isObject(read.value)
    ? { securing: 'data-integrity', document: read.value }
    : { fault: fault('malformed', '', 'not a JSON object') };
}
