import { z } from 'zod';
import type { CheckId, VerificationReport } from '@rungs/credentials';
import type { OrgId } from '#kernel';

/** The answer for a reader: inconclusive means that something could not be checked, and nothing worse. */
export type VerdictWord = 'valid' | 'inconclusive' | 'not_valid';

/** Whether the log of this instance holds the credential: it only knows of credentials issued here. */
export type LogState =
  | { readonly state: 'logged'; readonly index: number }
  | { readonly state: 'not_yet_logged' }
  | { readonly state: 'not_known_here' };

/** Why an issuer is recognised: it is an organisation of this instance, or it stands on the trust list. */
export interface Recognised {
  readonly as: 'own' | 'listed';
  /** The name under which this instance knows it, whatever the document calls it. */
  readonly name: string;
  readonly url: string | null;
  readonly orgId: OrgId | null;
}

/** What is known of the issuer and of the log beside the document itself. */
export interface Surroundings {
  readonly recognised: Recognised | null;
  readonly log: LogState;
}

/** One check in plain words. */
export interface PlainCheck {
  readonly id: CheckId;
  readonly status: 'pass' | 'fail' | 'skipped' | 'unknown';
  readonly text: string;
}

/** The judgement that every door gives. */
export interface Verdict {
  readonly word: VerdictWord;
  readonly issuerRecognised: boolean;
  /** What a reader needs first. */
  readonly sentence: string;
  /** About the issuer; null where the signature does not hold and nothing is known of who signed. */
  readonly issuerSentence: string | null;
  readonly log: LogState & { readonly sentence: string };
  /** Where the signature does not hold, only what is wrong with it. */
  readonly checks: readonly PlainCheck[];
}

/** What a proven document says, for display; every text is the issuer's own. */
export interface Shown {
  readonly id: string | null;
  readonly title: string;
  readonly description: string | null;
  readonly criteria: string | null;
  readonly image: { readonly url: string; readonly alt: string } | null;
  /** `recognisedAs` is the name that this instance vouches for; `claimedName` is only what the document says. */
  readonly issuer: {
    readonly id: string;
    readonly claimedName: string | null;
    readonly recognisedAs: string | null;
    /** The host name that a did:web or https issuer has proven to control. */
    readonly domain: string | null;
  };
  readonly recipientName: string | null;
  readonly achievementId: string | null;
  readonly alignments: readonly {
    readonly name: string;
    readonly framework: string | null;
    readonly code: string | null;
    readonly url: string | null;
  }[];
  readonly validFrom: string | null;
  readonly validUntil: string | null;
  readonly isSynthetic: boolean;
}

/** The answer to a verification: the same object for HTTP, the command line and the page. */
export interface Verification {
  readonly report: VerificationReport;
  readonly verdict: Verdict;
  /** Present only when the signature holds and is the issuer's. */
  readonly shown?: Shown;
}

/** A foreign issuer that this instance recognises. */
export interface TrustedIssuer {
  readonly issuerId: string;
  readonly name: string;
  readonly url: string | null;
  readonly reason: string;
  readonly addedBy: string;
  readonly addedAt: Date;
}

/** The body of a request to verify: a document as JSON or as text (a compact JWS, say), or an address. */
export const verifySchema = z.union([
  z.strictObject({ document: z.union([z.string().min(1), z.record(z.string(), z.unknown())]) }),
  z.strictObject({ url: z.string().min(1).max(2_048) }),
]);

/** The body of a request to put an issuer on the trust list. */
export const trustedIssuerSchema = z.strictObject({
  issuerId: z
    .string()
    .max(2_048)
    .regex(/^(did:[a-z0-9]+:|https:\/\/)[^\s\p{Cc}\p{Cs}]+$/u),
  name: z.string().trim().min(1).max(200),
  url: z
    .url({ protocol: /^https$/ })
    .max(2_048)
    .optional(),
  reason: z.string().trim().min(1).max(1_000),
});
