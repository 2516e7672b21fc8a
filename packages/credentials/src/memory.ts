import { receive, type Reception } from './checks/input.ts';
import { keepNotes } from './json/index.ts';
import { hash } from './platform/index.ts';
import { toHex } from './bytes/index.ts';
import { documentInClaims } from './proofs/claims.ts';
import type { Session } from './session.ts';

/**
 * What is remembered of documents that were verified, by the SHA-256 of their exact bytes: how they read, and what
 * was found out about them that no time, key, policy, status list or network can change. Everything else is asked
 * again each time: dates, revocation, keys and their owners, trust. Hand the same one in with each call of `verify`.
 */
export interface DocumentMemory {
  /** Most documents, and most bytes of documents, that are remembered. */
  readonly maxDocuments: number;
  readonly maxBytes: number;
  readonly documents: Map<string, { reception: Reception; bytes: number }>;
  bytes: number;
}

/** A memory with room for some documents (default 1,000, of 16 MiB in all); the oldest make room for new ones. */
export function createMemory(room: { documents?: number; bytes?: number } = {}): DocumentMemory {
  return {
    maxDocuments: room.documents ?? 1_000,
    maxBytes: room.bytes ?? 16_777_216,
    documents: new Map(),
    bytes: 0,
  };
}

const SURROGATE = /[\ud800-\udfff]/;
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Receives a document, from memory where the same bytes were received before under the same limits. */
export function receiveAgain(
  memory: DocumentMemory,
  input: Uint8Array | string,
  session: Session,
): Reception {
  // Text with half a character would have the bytes of another text.
  if (typeof input === 'string' && SURROGATE.test(input) && LONE_SURROGATE.test(input))
    return receive(input, session);
  const { jsonBytes, imageBytes, depth } = session.limits;
  const key = `${toHex(hash('sha256', input))} ${typeof input} ${jsonBytes} ${imageBytes} ${depth}`;
  const known = memory.documents.get(key);
  if (known !== undefined) return renewed(known.reception, session);
  const reception = receive(input, session);
  if (reception.fault === undefined && reception.address === undefined) {
    if (reception.envelope === undefined) keepNotes(reception.document);
    else [reception.envelope.jws.header, reception.envelope.jws.payload].forEach(keepNotes);
    keep(memory, key, { reception, bytes: input.length });
  }
  return reception;
}

/** The claims of a token are judged by the time, so they are looked at again. */
function renewed(reception: Reception, session: Session): Reception {
  if (reception.fault !== undefined || reception.envelope === undefined) return reception;
  const { jws } = reception.envelope;
  const claimed = documentInClaims(jws.payload, session);
  return { ...reception, document: claimed.document, envelope: { jws, claimed } };
}

function keep(memory: DocumentMemory, key: string, entry: { reception: Reception; bytes: number }): void {
  if (entry.bytes > memory.maxBytes) return;
  memory.documents.set(key, entry);
  memory.bytes += entry.bytes;
  for (const [oldest, { bytes }] of memory.documents) {
    if (memory.documents.size <= memory.maxDocuments && memory.bytes <= memory.maxBytes) return;
    memory.documents.delete(oldest);
    memory.bytes -= bytes;
  }
}
