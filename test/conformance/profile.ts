import { ALL_SUITES, type VerificationPolicy } from '@rungs/credentials';
import { VECTOR_CONTEXTS } from './contexts.ts';

/** The sets of settings that the server can run with. */
export const PROFILES = ['conformance', 'strict'] as const;

/** One set of settings. */
export type Profile = (typeof PROFILES)[number];

/**
 * The policy of a profile for a server at an origin. Both know the contexts of the published vectors, each
 * bound to its digest: without them a vector would be refused before anything else is looked at. `strict` is
 * otherwise what the engine does unless told; `conformance` differs where the suites have positive tests that
 * the engine refuses for good reasons: vectors whose issuer is not the controller of the key, documents that
 * define terms themselves, and one vector of the proof type `Ed25519Signature2020`.
 */
export function policyOf(profile: Profile, origin: string): VerificationPolicy {
  const shared = { additionalContexts: VECTOR_CONTEXTS, allowedOrigins: [origin] };
  return profile === 'strict'
    ? shared
    : {
        ...shared,
        issuerBinding: false,
        inlineContexts: true,
        acceptedSuites: [...ALL_SUITES, 'Ed25519Signature2020'],
      };
}
