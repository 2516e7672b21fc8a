import { toBase58 } from './bytes/index.ts';
import { CREDENTIALS_V2 } from './contexts/index.ts';
import { writeDateTime } from './dates/index.ts';
import { kindOfSigner } from './issuing/key.ts';
import { canonicalJson, isObject, readJson, type JsonObject } from './json/index.ts';
import type { VerificationPolicy } from './policy.ts';
import { suiteNamed } from './proofs/index.ts';
import { CredentialRefused } from './refusal.ts';
import { openSession } from './session.ts';
import type { Signer } from './signer.ts';

/** What `present` is given besides the credentials. */
export interface PresentOptions {
  /** A key of the holder that is listed for authentication. */
  signer: Signer;
  /** The id of the holder; the controller of the signer's key without it. */
  holder?: string;
  now: Date;
  /** What the verifier asked for; a presentation without a challenge can be played back. */
  challenge?: string;
  domain?: string;
  suite?: 'eddsa-rdfc-2022' | 'eddsa-jcs-2022' | 'ecdsa-rdfc-2019' | 'ecdsa-jcs-2019';
  policy?: VerificationPolicy;
}

/**
 * Makes a VC 2.0 presentation of credentials (JSON text, or a compact JWS) and signs it as their holder.
 * Throws `CredentialRefused` for a credential that is not readable.
 */
export async function present(credentials: readonly string[], options: PresentOptions): Promise<string> {
  const { signer, now, challenge, domain } = options;
  const holder = options.holder ?? signer.verificationMethod.replace(/#.*$/s, '');
  const session = openSession({
    now,
    policy: options.policy,
    fetch: () => Promise.reject(new Error('nothing is asked for')),
  });
  const name = options.suite ?? (signer.algorithm === 'Ed25519' ? 'eddsa-rdfc-2022' : 'ecdsa-rdfc-2019');
  const suite = suiteNamed(name);
  const document = copy({
    '@context': [CREDENTIALS_V2],
    type: ['VerifiablePresentation'],
    holder,
    verifiableCredential: credentials.map(carried),
  });
  const proof = copy({
    type: 'DataIntegrityProof',
    cryptosuite: name,
    created: writeDateTime(now),
    verificationMethod: signer.verificationMethod,
    proofPurpose: 'authentication',
    ...(challenge === undefined ? {} : { challenge }),
    ...(domain === undefined ? {} : { domain }),
    ...(name.includes('-jcs-') ? { '@context': [CREDENTIALS_V2] } : {}),
  });
  const quads = session.limits.quads * (credentials.length + 1);
  const limits = { ...session.limits, quads };
  const signed = await suite?.toBeSigned(document, proof, kindOfSigner(signer), { ...session, limits });
  if (signed?.bytes === undefined) {
    const { code, pointer, detail } = signed?.fault ?? { code: 'alg-not-allowed', pointer: '', detail: name };
    throw new CredentialRefused(code, pointer, detail);
  }
  const proofValue = 'z' + toBase58(await signer.sign(signed.bytes));
  return JSON.stringify({ ...document, proof: { ...proof, proofValue } });
}

function copy(value: object): JsonObject {
  const { value: read } = readJson(canonicalJson(value));
  return read as JsonObject;
}

function carried(text: string): JsonObject {
  if (!text.startsWith('{')) {
    const id = `data:application/vc+jwt,${text}`;
    return { '@context': CREDENTIALS_V2, id, type: 'EnvelopedVerifiableCredential' };
  }
  const read = readJson(text);
  if (read.fault !== undefined || !isObject(read.value))
    throw new CredentialRefused(read.fault?.code ?? 'malformed', '', 'not a credential');
  return read.value;
}
