import { fromUtf8 } from '../bytes/index.ts';
import { fetchDocument } from '../fetch.ts';
import { isObject, member, readJson, type JsonObject } from '../json/index.ts';
import { fault, type Fault } from '../refusal.ts';
import type { Session } from '../session.ts';

/** Why something that is hosted cannot be used; `certain` is false where the network was in the way. */
export interface Obstacle {
  fault: Fault;
  certain: boolean;
  /** The answer was 410: what stood there was taken away for good. */
  isGone?: boolean;
}

/** A hosted document, or why there is none. */
export type Loaded = { document: JsonObject; fault?: never } | (Obstacle & { document?: never });

const ACCEPT = 'application/ld+json, application/json';

/** Fetches a JSON object from its id, reads it strictly, and refuses one that has another id. */
export async function loadObject(url: string, at: string, session: Session): Promise<Loaded> {
  const fetched = await fetchDocument(url, ACCEPT, session.budget);
  if (fetched.fault !== undefined)
    return {
      fault: { ...fetched.fault, pointer: at },
      certain: fetched.certain,
      isGone: fetched.status === 410,
    };
  const read = readJson(fetched.bytes, { ...session.limits, jsonBytes: session.limits.fetchBytes });
  const certain = true;
  if (read.fault !== undefined) return { fault: { ...read.fault, pointer: at }, certain };
  if (!isObject(read.value)) return { fault: fault('malformed', at, 'not a JSON object'), certain };
  const id = member(read.value, 'id') ?? member(read.value, '@id');
  return id === undefined || id === url
    ? { document: read.value }
    : { fault: fault('issuer-mismatch', at, 'another document is hosted at this address'), certain };
}

/** Fetches a text, such as a key in PEM. */
export async function loadText(
  url: string,
  at: string,
  session: Session,
): Promise<{ text: string; fault?: never } | (Obstacle & { text?: never })> {
  const fetched = await fetchDocument(
    url,
    'application/x-pem-file, text/plain, application/ld+json',
    session.budget,
  );
  if (fetched.fault !== undefined)
    return { fault: { ...fetched.fault, pointer: at }, certain: fetched.certain };
  const text = fromUtf8(fetched.bytes);
  return text === undefined
    ? { fault: fault('malformed', at, 'not well-formed UTF-8'), certain: true }
    : { text };
}
