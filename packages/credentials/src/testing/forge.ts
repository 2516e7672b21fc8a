import { toBase58, toBase64Url, toUtf8 } from '../bytes/index.ts';
import { contextRegistry } from '../contexts/index.ts';
import { copyJson, type JsonObject } from '../json/index.ts';
import type { Signer } from '../keys/index.ts';
import { suiteNamed } from '../proofs/index.ts';

type Members = Record<string, unknown>;

/** What a forged proof is made with. */
export interface ForgeOptions {
  suite?: string;
  /** Members put over those of the proof before it is signed; undefined takes one away. */
  proof?: Members;
}

/**
 * Signs whatever it is given, without a look at it: what a hostile issuer would do. A document that cannot be
 * canonicalised gets a signature over nothing.
 */
export async function forge(document: Members, signer: Signer, options: ForgeOptions = {}): Promise<string> {
  const { suite = 'eddsa-rdfc-2022', proof: change = {} } = options;
  const proof: Members = {
    type: 'DataIntegrityProof',
    cryptosuite: suite,
    created: '2026-05-15T00:00:00Z',
    verificationMethod: signer.verificationMethod,
    proofPurpose: 'assertionMethod',
    ...change,
  };
  for (const [name, value] of Object.entries(proof)) if (value === undefined) delete proof[name];
  const bytes = await signedBytes(document, proof, suite);
  const proofValue = 'z' + toBase58(await signer.sign(bytes));
  return JSON.stringify({ ...document, proof: { ...proof, proofValue } });
}

async function signedBytes(document: Members, proof: Members, suite: string): Promise<Uint8Array> {
  const registry = contextRegistry();
  const around = { registry, limits: { quads: 10_000, workFactor: 1 } };
  try {
    const copy = copyJson(document) as JsonObject;
    const signed = await suiteNamed(suite)?.toBeSigned(
      copy,
      copyJson(proof) as JsonObject,
      'Ed25519',
      around,
    );
    return signed?.bytes ?? new Uint8Array(64);
  } catch {
    return new Uint8Array(64);
  }
}

/** Signs a compact JWS over any header and payload. */
export async function forgeJws(header: unknown, payload: unknown, signer: Signer): Promise<string> {
  const part = (value: unknown): string =>
    toBase64Url(toUtf8(typeof value === 'string' ? value : JSON.stringify(value)));
  const input = `${part(header)}.${part(payload)}`;
  return `${input}.${toBase64Url(await signer.sign(toUtf8(input)))}`;
}
