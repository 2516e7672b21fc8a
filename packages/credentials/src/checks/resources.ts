import { fromBase58, fromBase64Url, sameBytes, toBase64, toHex } from '../bytes/index.ts';
import { isObject, listOf, member, pointerTo, type JsonObject, type JsonValue } from '../json/index.ts';
import { fault, type Fault } from '../refusal.ts';
import type { Session } from '../session.ts';
import { hash } from '../platform/index.ts';
import { failed, passed, skipped, type Finding } from './findings.ts';

/**
 * Compares the digests of `relatedResource` with the contexts that are known here. Other resources are not
 * fetched, so nothing is said about them.
 */
export function resourceFinding(document: JsonObject, session: Session): Finding {
  const value = member(document, 'relatedResource');
  if (value === undefined) return skipped('the credential names no resources');
  let known = 0;
  const list = listOf(value);
  for (const [index, entry] of list.entries()) {
    const at = Array.isArray(value) ? pointerTo('/relatedResource', index) : '/relatedResource';
    const id = isObject(entry) ? member(entry, 'id') : undefined;
    const context = typeof id === 'string' ? session.registry.get(id) : undefined;
    if (!isObject(entry) || context === undefined) continue;
    known++;
    const wrong = digestFault(entry, context, at);
    if (wrong !== undefined) return failed(wrong);
  }
  return known === list.length ? passed() : passed(`${list.length - known} resources were not looked at`);
}

function digestFault(
  entry: JsonObject,
  context: { text: string; sha256: string },
  at: string,
): Fault | undefined {
  const differs = (name: string): Fault =>
    fault('context-modified', `${at}/${name}`, 'the digest is not that of the resource as it is known here');
  for (const text of listOf(member(entry, 'digestSRI'))) {
    const options = typeof text === 'string' ? text.split(' ') : [];
    const answers = options.map((option) => isSri(option, context.text));
    if (!answers.includes(true)) return differs('digestSRI');
  }
  for (const text of listOf(member(entry, 'digestMultibase'))) {
    if (!isMultibase(text, context.sha256)) return differs('digestMultibase');
  }
  return undefined;
}

function isSri(option: string, text: string): boolean {
  const [name, digest] = option.split(/-(.*)/s);
  if (name !== 'sha256' && name !== 'sha384' && name !== 'sha512') return false;
  return toBase64(hash(name, text)) === digest;
}

/** A multihash of SHA-256 (0x12 0x20) in multibase, which is what VC 2.0 asks of `digestMultibase`. */
function isMultibase(value: JsonValue, sha256: string): boolean {
  if (typeof value !== 'string') return false;
  const bytes =
    value[0] === 'u'
      ? fromBase64Url(value.slice(1))
      : value[0] === 'z'
        ? fromBase58(value.slice(1))
        : undefined;
  if (bytes === undefined) return false;
  const digest =
    bytes.length === 34 && sameBytes(bytes.subarray(0, 2), Uint8Array.of(0x12, 0x20))
      ? bytes.subarray(2)
      : bytes;
  return toHex(digest) === sha256;
}
