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
 * The checks in the order in which every report lists them. A report of a credential leaves out `audience`,
 * and `holder`, `credentials` and `endorsements` unless it was made to look at them: `holder` where a recipient
 * was asked for or a CLR says whom it is about, the others where the credential carries any inside.
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
  'endorsements',
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

/**
 * How a document was secured: by embedded Data Integrity proofs, by a compact JWS, or (Open Badges 1 and 2)
 * by standing at an address that its issuer answers for.
 */
export type Securing = 'data-integrity' | 'jwt' | 'hosted' | 'none';

/** The data models that are read. Open Badges 3.0 and CLR 2.0 are credentials of the first two. */
export const FORMATS = ['vc-2.0', 'vc-1.1', 'open-badges-2.0', 'open-badges-1.1'] as const;

/** One data model; `open-badges-1.1` also stands for 1.0, `open-badges-2.0` for 2.1. */
export type Format = (typeof FORMATS)[number];

/** One proof of a document as the verifier saw it; listed whether or not it verified. */
export interface ProofFinding {
  /** The cryptosuite of a Data Integrity proof, the JOSE algorithm, or `HostedBadge`. */
  suite: string;
  /** The key that is named; the address of a hosted badge. */
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
  /** The data model that the document follows, whether or not it verified. */
  format?: Format;
  securing?: Securing;
  proofs?: ProofFinding[];
  /**
   * The parsed document. Of Open Badges 1 and 2 it is the assertion with its badge, and the badge with its
   * issuer, as they were fetched.
   */
  credential?: unknown;
  issuer?: string;
  /** Ids of the subjects that have one. */
  subjects?: string[];
  validFrom?: string;
  validUntil?: string;
  verificationMethod?: string;
  /** The holder of a presentation. */
  holder?: string;
  /** The reports of the credentials inside a presentation or a credential, in document order. */
  credentials?: VerificationReport[];
  /** Where this credential stands in the one that carries it: a JSON pointer (RFC 6901). */
  at?: string;
}
