import { fromUtf8 } from '../bytes/index.ts';
import { CREDENTIALS_V2 } from '../contexts/index.ts';
import { isPng, looksLikeSvg, unbakePng, unbakeSvg } from '../images/index.ts';
import { emptyObject, isObject, listOf, member, readJson, type JsonObject } from '../json/index.ts';
import { documentInClaims, type Claimed } from '../proofs/claims.ts';
import { looksLikeJws, splitJws, type CompactJws } from '../proofs/compact.ts';
import { fault, type Fault } from '../refusal.ts';
import type { Session } from '../session.ts';
import { typesOf } from '../shapes/credential.ts';

/** A document as it arrived: how it is secured, and what it says. */
export interface Received {
  securing: 'data-integrity' | 'jwt';
  document: JsonObject;
  /** The token around the document, where there is one. */
  envelope?: { jws: CompactJws; claimed: Claimed };
  /**
   * The address of a hosted Open Badges 1 or 2 assertion, where an image names that instead of carrying the
   * document, which is empty then.
   */
  address?: string;
}

/** What was received, or why it cannot be read. */
export type Reception = (Received & { fault?: never }) | { fault: Fault };

/** Reads the bytes that were handed in: JSON, a compact JWS, or either of them baked into a PNG or SVG. */
export function receive(input: Uint8Array | string, session: Session): Reception {
  const { limits } = session;
  if (typeof input !== 'string' && isPng(input)) {
    if (input.length > limits.imageBytes) return tooLarge(limits.imageBytes);
    const { text, problem } = unbakePng(input);
    return problem === undefined ? receiveBaked(text, session) : { fault: fault('malformed', '', problem) };
  }
  if (input.length > Math.max(limits.imageBytes, limits.jsonBytes)) return tooLarge(limits.jsonBytes);
  const start = typeof input === 'string' ? input.slice(0, 512) : startOf(input);
  if (looksLikeSvg(start)) return receiveSvg(input, session);
  return receiveText(input, session);
}

/** The beginning of some bytes as text, which may end inside a character. */
function startOf(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes.subarray(0, 512));
}

function receiveSvg(input: Uint8Array | string, session: Session): Reception {
  if (input.length > session.limits.imageBytes) return tooLarge(session.limits.imageBytes);
  const text = typeof input === 'string' ? input : fromUtf8(input);
  if (text === undefined) return { fault: fault('malformed', '', 'not well-formed UTF-8') };
  const { text: badge, problem, isActive } = unbakeSvg(text);
  if (problem !== undefined)
    return { fault: fault(isActive === true ? 'payload-active-content' : 'malformed', '', problem) };
  return receiveBaked(badge, session);
}

/** Images of Open Badges 1 and 2 may carry no more than the address of the assertion. */
function receiveBaked(text: string, session: Session): Reception {
  return /^https?:\/\/\S+$/.test(text)
    ? { securing: 'data-integrity', document: emptyObject(), address: text }
    : receiveText(text, session);
}

function receiveText(input: Uint8Array | string, session: Session): Reception {
  const start = typeof input === 'string' ? input.slice(0, 1) : startOf(input.subarray(0, 1));
  if (start !== '{' && start !== '[') {
    const text = typeof input === 'string' ? input : fromUtf8(input);
    if (text !== undefined && looksLikeJws(text)) return receiveJws(text, session);
  }
  const read = readJson(input, session.limits);
  if (read.fault !== undefined) return { fault: read.fault };
  if (!isObject(read.value)) return { fault: fault('malformed', '', 'not a JSON object') };
  return receiveObject(read.value, session);
}

/** Reads a document that is already JSON; an enveloped one is taken out of its `data:` URL. */
export function receiveObject(value: JsonObject, session: Session): Reception {
  const types = typesOf(value);
  const kind = ['EnvelopedVerifiableCredential', 'EnvelopedVerifiablePresentation'].find((name) =>
    types.includes(name),
  );
  if (kind === undefined) return { securing: 'data-integrity', document: value };
  if (listOf(member(value, '@context'))[0] !== CREDENTIALS_V2)
    return { fault: fault('context-untrusted', '/@context', 'an envelope has the context of VC 2.0') };
  const media = kind.endsWith('Credential') ? 'vc+jwt' : 'vp+jwt';
  const id = member(value, 'id');
  const match = typeof id === 'string' ? /^data:application\/([\w+-]+),(.*)$/s.exec(id) : null;
  // `application/jwt` is the general name of what the other two are (RFC 7519, section 10.3.1).
  if (match === null || (match[1] !== media && match[1] !== 'jwt'))
    return { fault: fault('malformed', '/id', `not an envelope of application/${media}`) };
  return receiveJws(match[2] as string, session);
}

/** Reads a compact JWS. */
export function receiveJws(text: string, session: Session): Reception {
  const split = splitJws(text, session.limits);
  if ('fault' in split) return { fault: split.fault };
  const claimed = documentInClaims(split.jws.payload, session);
  return { securing: 'jwt', document: claimed.document, envelope: { jws: split.jws, claimed } };
}

function tooLarge(limit: number): { fault: Fault } {
  return { fault: fault('limit-exceeded', '', `more than ${limit} bytes`) };
}
