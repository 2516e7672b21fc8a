import { fromBase64Url, fromUtf8 } from '../bytes/index.ts';
import { fetchDocument, type FetchBudget } from '../fetch.ts';
import { isObject, readJson } from '../json/index.ts';
import { fault, type Fault } from '../refusal.ts';
import { methodFromDocument, type VerificationMethod } from './controller.ts';
import { keyFromJwk, keyFromMultibase, type PublicKey } from './public-key.ts';

/** A verification method; or why there is none, with `certain` false where the network was in the way. */
export type MethodResult =
  { method: VerificationMethod; fault?: never } | { method?: never; fault: Fault; certain: boolean };

/** Longest DID or DID URL that is looked at. */
const MAX_DID = 4_096;
const DID_WEB =
  /^did:web:([A-Za-z0-9.-]+(?:%3[Aa][0-9]{1,5})?)((?::[A-Za-z0-9._~-]+(?:%[0-9A-Fa-f]{2}[A-Za-z0-9._~-]*)*)*)$/;

/** The URL of the document of a did:web, or undefined where the DID is not well formed. */
export function didWebUrl(did: string): string | undefined {
  const match = did.length <= MAX_DID ? DID_WEB.exec(did) : null;
  if (match === null) return undefined;
  const [, host = '', path = ''] = match;
  const folders = path.split(':').slice(1);
  if (folders.some((folder) => /^\.+$/.test(folder) || /%(?:2[fF]|5[cC]|00)/.test(folder))) return undefined;
  const place = folders.length === 0 ? '/.well-known' : '/' + folders.join('/');
  const url = `https://${host.replace(/%3[aA]/, ':')}${place}/did.json`;
  return URL.canParse(url) ? url : undefined;
}

/** The did:key of a public key, and its one verification method. */
export function didKeyOf(publicKeyMultibase: string): { did: string; verificationMethod: string } {
  const did = `did:key:${publicKeyMultibase}`;
  return { did, verificationMethod: `${did}#${publicKeyMultibase}` };
}

/** The DID or URL before the fragment. */
export function controllerOf(methodId: string): string {
  const at = methodId.indexOf('#');
  return at < 0 ? methodId : methodId.slice(0, at);
}

/**
 * Finds the verification method that a proof names: did:key and did:jwk in the name itself, did:web and
 * https controller documents by way of the budget's `fetch`. A did:key may be named without its fragment.
 */
export async function resolveMethod(methodId: string, budget: FetchBudget): Promise<MethodResult> {
  if (methodId.length > MAX_DID) return refuse('limit-exceeded', 'the verification method is too long');
  const controller = controllerOf(methodId);
  if (controller.startsWith('did:key:')) return resolveDidKey(controller, methodId);
  if (controller.startsWith('did:jwk:')) return resolveDidJwk(controller, methodId);
  const url = controller.startsWith('did:web:')
    ? didWebUrl(controller)
    : /^https?:/.test(controller)
      ? controller
      : undefined;
  if (url === undefined)
    return refuse('key-unresolvable', 'no such DID method, or the DID is not well formed');
  const fetched = await fetchDocument(url, 'application/did+json, application/json', budget);
  if (fetched.fault !== undefined) {
    const code = fetched.fault.code === 'status-unavailable' ? 'key-unresolvable' : fetched.fault.code;
    return { fault: fault(code, '', fetched.fault.detail), certain: fetched.certain };
  }
  const found = methodFromDocument(fetched.bytes, controller, methodId);
  return 'fault' in found ? { fault: found.fault, certain: true } : found;
}

function resolveDidKey(did: string, methodId: string): MethodResult {
  const multibase = did.slice('did:key:'.length);
  if (methodId !== did && methodId !== `${did}#${multibase}`) {
    return refuse('key-unresolvable', 'a did:key has one verification method, named like its key');
  }
  const { key, problem } = keyFromMultibase(multibase);
  return problem === undefined
    ? own(did, methodId, key)
    : refuse(problem, 'the key of the did:key is not usable');
}

function resolveDidJwk(did: string, methodId: string): MethodResult {
  if (methodId !== did && methodId !== `${did}#0`) {
    return refuse('key-unresolvable', 'a did:jwk has one verification method, #0');
  }
  const bytes = fromBase64Url(did.slice('did:jwk:'.length));
  const text = bytes === undefined ? undefined : fromUtf8(bytes);
  const read = text === undefined ? undefined : readJson(text, { depth: 4 });
  if (read === undefined || !isObject(read.value))
    return refuse('key-unresolvable', 'a did:jwk that is not a JWK');
  const { key, problem } = keyFromJwk(read.value);
  return problem === undefined
    ? own(did, methodId, key)
    : refuse(problem, 'the key of the did:jwk is not usable');
}

function own(did: string, methodId: string, key: PublicKey): MethodResult {
  const relationships = new Set(['assertionMethod', 'authentication'] as const);
  return { method: { id: methodId, controller: did, key, relationships } };
}

function refuse(code: Fault['code'], detail: string): MethodResult {
  return { fault: fault(code, '', detail), certain: true };
}
