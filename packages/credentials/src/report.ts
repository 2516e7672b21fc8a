/** The closed list of reasons for which a check can fail or stay unknown. */
export const FAILURE_CODES = [
  'alg-not-allowed',
  'audience-mismatch',
  'context-modified',
  'context-untrusted',
  'duplicate-key',
  'expired',
  'fetch-blocked',
  'header-not-understood',
  'holder-mismatch',
  'issuer-mismatch',
  'issuer-untrusted',
  'key-not-authorized',
  'key-unresolvable',
  'key-weak',
  'limit-exceeded',
  'malformed',
  'not-yet-valid',
  'number-unsafe',
  'payload-active-content',
  'proof-expired',
  'proof-invalid',
  'proof-missing',
  'proof-purpose',
  'replay',
  'revoked',
  'schema',
  'status-invalid',
  'status-unavailable',
  'suspended',
  'unsigned-term',
] as const;

/** One reason of the closed list. */
export type FailureCode = (typeof FAILURE_CODES)[number];

/**
 * The checks in the order in which every report lists them. A report of a credential leaves out the three
 * that only a presentation has (`audience`, `holder`, `credentials`).
 */
export const CHECK_ORDER = [
  'reading',
  'contexts',
  'context-integrity',
  'shape',
  'terms',
  'validity',
  'key',
  'issuer-binding',
  'proof',
  'resources',
  'status',
  'audience',
  'holder',
  'credentials',
  'issuer-trust',
  'log',
] as const;

/** The name of one check. */
export type CheckId = (typeof CHECK_ORDER)[number];

/** What one check found. `code` is present on every `fail` and on every `unknown` that has a reason. */
export interface VerificationCheck {
  id: CheckId;
  /** Whether the policy lets this check decide the outcome. */
  required: boolean;
  status: 'pass' | 'fail' | 'skipped' | 'unknown';
  code?: FailureCode;
  /** One sentence for a person; its wording is not stable. */
  detail?: string;
  /** The JSON pointer (RFC 6901) of the member that was at fault, where there is one. */
  pointer?: string;
}

/** How a document was secured: by embedded Data Integrity proofs or by a compact JWS. */
export type Securing = 'data-integrity' | 'jwt' | 'none';

/** One proof of a document as the verifier saw it; listed whether or not it verified. */
export interface ProofFinding {
  /** The cryptosuite of a Data Integrity proof, or the JOSE algorithm. */
  suite: string;
  verificationMethod: string;
  status: 'pass' | 'fail' | 'unknown';
  code?: FailureCode;
}

/**
 * The answer of `verify`. Everything below `proofs` is stated only when the proof check passed, so that
 * nothing of an unproven document can be taken for true.
 */
export interface VerificationReport {
  /** `invalid` if a required check failed, else `undetermined` if one is unknown, else `valid`. */
  outcome: 'valid' | 'invalid' | 'undetermined';
  checks: VerificationCheck[];
  kind?: 'credential' | 'presentation';
  securing?: Securing;
  proofs?: ProofFinding[];
  /** The parsed document. */
  credential?: unknown;
  issuer?: string;
  /** Ids of the subjects that have one. */
  subjects?: string[];
  validFrom?: string;
  validUntil?: string;
  verificationMethod?: string;
  /** The holder of a presentation. */
  holder?: string;
  /** The reports of the credentials inside a presentation, in document order. */
  credentials?: VerificationReport[];
}
