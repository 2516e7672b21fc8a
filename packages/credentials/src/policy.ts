import type { PinnedContext } from './contexts/index.ts';
import type { CheckId } from './report.ts';

/**
 * The Data Integrity cryptosuites and JOSE algorithms that a policy can name; and `HostedBadge`, which stands
 * for Open Badges 1 and 2 that have no signature but the address at which their issuer hosts them.
 * `Ed25519Signature2020`, the proof type before `eddsa-rdfc-2022`, is verified only where a policy names it.
 */
export type SuiteName =
  | 'Ed25519Signature2020'
  | 'eddsa-rdfc-2022'
  | 'eddsa-jcs-2022'
  | 'ecdsa-rdfc-2019'
  | 'ecdsa-jcs-2019'
  | 'EdDSA'
  | 'ES256'
  | 'ES384'
  | 'RS256'
  | 'HostedBadge';

/** The suites that are verified unless a policy says otherwise; the default of `acceptedSuites`. */
export const ALL_SUITES: readonly SuiteName[] = [
  'eddsa-rdfc-2022',
  'eddsa-jcs-2022',
  'ecdsa-rdfc-2019',
  'ecdsa-jcs-2019',
  'EdDSA',
  'ES256',
  'ES384',
  'RS256',
  'HostedBadge',
];

/** Bounds on untrusted input; crossing one fails the check with `limit-exceeded`. */
export interface Limits {
  /** Bytes of a JSON document or a compact JWS. */
  jsonBytes: number;
  /** Bytes of a PNG or SVG. */
  imageBytes: number;
  /** Levels of nested JSON; the outermost value is level 1. */
  depth: number;
  /** RDF statements of a document. */
  quads: number;
  /** Exponent of the work that canonicalisation may spend on blank nodes. */
  workFactor: number;
  /** Bits that a status list may inflate to. */
  statusBits: number;
  /** Bytes of one answer of `fetch`. */
  fetchBytes: number;
  proofs: number;
  subjects: number;
  /** Credentials in one presentation, and those that one document carries inside at every depth together. */
  credentials: number;
  /** Requests of one verification. */
  requests: number;
  /** Milliseconds that all requests of one verification may take together. */
  fetchMs: number;
}

/** The limits used where a policy names no other. */
export const DEFAULT_LIMITS: Limits = {
  jsonBytes: 1_048_576,
  imageBytes: 5_242_880,
  depth: 32,
  quads: 2_000,
  workFactor: 1,
  statusBits: 16 * 1_048_576 * 8,
  fetchBytes: 1_048_576,
  proofs: 8,
  subjects: 64,
  credentials: 64,
  requests: 32,
  fetchMs: 4_000,
};

/** What a verifier asks of a document. Every member has a default; see `verify`. */
export interface VerificationPolicy {
  /** Issuer ids that are recognised; without it no issuer is. */
  trustedIssuers?: readonly string[];
  /** Makes an unrecognised issuer `invalid` instead of a remark. Default false. */
  requireTrustedIssuer?: boolean;
  /**
   * Makes a presentation `invalid` whose holder is not the subject of its credentials, and a CLR that carries
   * a credential about another subject id than its own. Default false.
   */
  requireHolderBinding?: boolean;
  /**
   * Whom a credential must be about: e-mail addresses or ids, of which one must be that of its recipient
   * (hashed or not) or subject. Makes the check `holder` decide. Without it nobody in particular is expected.
   */
  recipients?: readonly string[];
  /** Whether the controller of the key must be the issuer. Default true; false only for published vectors. */
  issuerBinding?: boolean;
  /**
   * Whether a document may define terms itself, in objects of its context list. Default false: whoever alters
   * a document can then exchange the meaning of two claims; true only for the suites that ask for it.
   */
  inlineContexts?: boolean;
  acceptedSuites?: readonly SuiteName[];
  /** Suites or verification methods of which each must have a proof that verifies. */
  requiredProofs?: readonly string[];
  /** Checks that decide the outcome although they do not by default, such as `log`. */
  requiredChecks?: readonly CheckId[];
  /** Seconds by which clocks may differ. Default and maximum 300. */
  clockSkewSeconds?: number;
  limits?: Partial<Limits>;
  /**
   * Origins (`http://localhost:3000`) that `fetch` may be asked for although they are not public https:
   * for an instance that answers for its own address from its store.
   */
  allowedOrigins?: readonly string[];
  /** Contexts that are accepted besides the bundled ones, each bound to its digest. */
  additionalContexts?: readonly PinnedContext[];
}
