import { z } from 'zod';
import type { Id, OrgId } from '#kernel';
import type { BadgeId } from '#badges';
import type { PersonId } from '#parties';

/** The rubric of one badge version. */
export type RubricId = Id<'rub'>;
/** What one person handed in for one badge version, in one attempt. */
export type SubmissionId = Id<'sub'>;
/** What one assessor found. */
export type JudgementId = Id<'jdg'>;
/** The one outcome of a submission. */
export type DecisionId = Id<'dec'>;
/** One item of evidence. */
export type EvidenceId = Id<'evd'>;

/** `submitted` waits for a decision; `returned` waits for the learner; `decided` is final. */
export type SubmissionState = 'submitted' | 'returned' | 'decided';

/** The outcome of a decision; `not_yet` invites another attempt. */
export type Outcome = 'mastered' | 'not_yet';

/** The size limits of evidence, in bytes. */
export const evidenceLimits = { text: 102_400, file: 5_242_880 } as const;

const plainLine = /^[^\p{Cc}\p{Cs}]*$/u;
// eslint-disable-next-line no-control-regex -- refusing control characters is what it is for
const plainText = /^[^\p{Cs}\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$/u;
const line = (max: number) => z.string().trim().min(1).max(max).regex(plainLine);
const text = (max: number) => z.string().trim().min(1).max(max).regex(plainText);
const word = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/);
const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** One level of a criterion; more points are better, no two levels have the same. */
export const levelSchema = z.strictObject({
  id: word,
  name: line(200),
  points: z.int().min(0).max(1000),
  description: text(2000).optional(),
});

/** One criterion: its weight against the others, and the level that nobody may fall short of. */
export const criterionSchema = z.strictObject({
  id: word,
  name: line(200),
  description: text(5000).optional(),
  weight: z.int().min(1).max(10_000),
  /** Id of the level that must be reached whatever the total is. */
  mustPass: word.optional(),
  levels: z.array(levelSchema).min(2).max(20),
});

/** An exact share from 0 to 1, as a whole number over a whole number. */
export const shareSchema = z.strictObject({
  numerator: z.int().min(0).max(1_000_000),
  denominator: z.int().min(1).max(1_000_000),
});

/** How a score becomes a level of a criterion: the best band whose share of the maximum is reached. */
export const scoreRuleSchema = z.strictObject({
  criterionId: word,
  /** Which score counts; left out, the submission's only one. */
  source: line(200).optional(),
  bands: z
    .array(z.strictObject({ atLeast: shareSchema, levelId: word }))
    .min(1)
    .max(20),
});

/** A rubric as its author writes it. */
export const rubricSchema = z.strictObject({
  criteria: z.array(criterionSchema).min(1).max(50),
  thresholdNumerator: z.int().min(0).max(1_000_000),
  thresholdDenominator: z.int().min(1).max(1_000_000),
  /** One for each criterion lets a submission with scores be decided by rule. */
  scoreRules: z.array(scoreRuleSchema).max(50).optional(),
});

/** A level of a criterion. */
export type Level = z.infer<typeof levelSchema>;
/** A criterion of a rubric. */
export type Criterion = z.infer<typeof criterionSchema>;
/** An exact share on the wire. */
export type Share = z.infer<typeof shareSchema>;
/** How scores decide one criterion. */
export type ScoreRule = z.infer<typeof scoreRuleSchema>;
/** What a rubric says, without whose it is. */
export type RubricDraft = z.infer<typeof rubricSchema>;

/** The rubric of one badge version. */
export interface Rubric extends RubricDraft {
  readonly orgId: OrgId;
  readonly rubricId: RubricId;
  readonly badgeId: BadgeId;
  readonly version: number;
  /** SHA-256 over the canonical JSON of what it says, in hexadecimal. */
  readonly digest: string;
  readonly setAt: Date;
}

/** One item of evidence as it is handed in. A file brings its bytes, or only their hash. */
export const evidenceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), text: text(evidenceLimits.text) }),
  z.strictObject({
    kind: z.literal('link'),
    url: z
      .string()
      .max(2048)
      .regex(/^https:\/\/[^\s\p{Cc}\p{Cs}]+$/u),
    title: line(300).optional(),
  }),
  z.strictObject({
    kind: z.literal('file'),
    name: line(255),
    mediaType: z
      .string()
      .max(127)
      .regex(/^[a-z0-9][a-z0-9!#$&^_.+-]*\/[a-z0-9][a-z0-9!#$&^_.+-]*$/),
    base64: z
      .base64()
      .max(Math.ceil(evidenceLimits.file / 3) * 4)
      .optional(),
    sha256: hash.optional(),
  }),
  z.strictObject({
    kind: z.literal('score'),
    source: line(200),
    /** At most six decimals. */
    value: z.number().min(0).max(1_000_000_000),
    max: z.number().gt(0).max(1_000_000_000),
  }),
]);

/** One item of evidence as it is handed in. */
export type EvidenceInput = z.infer<typeof evidenceSchema>;

/** The body of a submission. */
export const submissionSchema = z.strictObject({
  narrative: text(20_000).optional(),
  evidence: z.array(evidenceSchema).min(1).max(50),
});

/** What an assessor found for one criterion. */
export const scoreSchema = z.strictObject({
  criterionId: word,
  levelId: word,
  comment: text(5000).optional(),
});

/** The level found for one criterion. */
export interface Result {
  readonly criterionId: string;
  readonly levelId: string;
}

/** What an assessor found for one criterion, with words for the learner. */
export type Score = z.infer<typeof scoreSchema>;

/** Who judges: the audit name (`usr_…`, `key_…`) and the person, if it is one, for the conflict check. */
export interface Assessor {
  readonly id: string;
  readonly personId: PersonId | null;
}

/** Evidence as it is kept; bytes are fetched with `findEvidenceFile`. */
export type EvidenceContent =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'link'; readonly url: string; readonly title?: string | undefined }
  | {
      readonly kind: 'file';
      readonly name: string;
      readonly mediaType: string;
      /** Null when only the hash was handed in. */
      readonly size: number | null;
    }
  | { readonly kind: 'score'; readonly source: string; readonly value: number; readonly max: number };

/** One item of evidence of a submission. */
export type Evidence = EvidenceContent & {
  readonly evidenceId: EvidenceId;
  readonly round: number;
  readonly sha256: string;
  /** Whether another person handed in the same content for this badge before. A flag for the assessor, no verdict. */
  readonly isReused: boolean;
};

/** A submission without its evidence, as queues show it. */
export interface SubmissionSummary {
  readonly orgId: OrgId;
  readonly submissionId: SubmissionId;
  readonly badgeId: BadgeId;
  readonly version: number;
  readonly personId: PersonId;
  /** 1 for the first submission of this person for this version. */
  readonly attempt: number;
  /** 1, and one more each time it was returned and handed in again. */
  readonly round: number;
  readonly state: SubmissionState;
  readonly isSynthetic: boolean;
  readonly submittedAt: Date;
  readonly returnedAt?: Date | undefined;
  readonly decidedAt?: Date | undefined;
}

/** A submission with the evidence of its latest round. */
export interface Submission extends SubmissionSummary {
  readonly narrative?: string | undefined;
  readonly returnNote?: string | undefined;
  readonly evidence: readonly Evidence[];
}

/** An exact share as reduced decimal integers (they may be large), and a rounded number to show. */
export interface ExactShare {
  readonly numerator: string;
  readonly denominator: string;
  /** From 0 to 1, for people to read; decisions never look at it. */
  readonly ratio: number;
}

/** What one criterion contributed. */
export interface CriterionExplanation {
  readonly criterionId: string;
  readonly name: string;
  readonly levelId: string;
  readonly levelName: string;
  readonly points: number;
  readonly maxPoints: number;
  readonly weight: number;
  /** Points over maximum points. */
  readonly share: ExactShare;
  /** Present when the criterion has a level that must be reached. */
  readonly mustPass?:
    { readonly levelId: string; readonly levelName: string; readonly isMet: boolean } | undefined;
}

/** Why the outcome is what it is, as data: the same inputs always give the same explanation. */
export interface Explanation {
  readonly outcome: Outcome;
  /** Weighted share of the points over all criteria. */
  readonly total: ExactShare;
  readonly threshold: ExactShare;
  readonly isThresholdMet: boolean;
  /** Criteria whose must-pass level was not reached, in the rubric's order. */
  readonly missedCriteria: readonly string[];
  readonly criteria: readonly CriterionExplanation[];
}

/** The one decision about a submission. */
export interface Decision {
  readonly orgId: OrgId;
  readonly decisionId: DecisionId;
  readonly submissionId: SubmissionId;
  readonly badgeId: BadgeId;
  readonly version: number;
  readonly personId: PersonId;
  readonly basis: 'assessor' | 'rule';
  /** Audit name of the assessor, or `rule`. */
  readonly decidedBy: string;
  readonly outcome: Outcome;
  readonly results: readonly Result[];
  readonly explanation: Explanation;
  /** An assessor's words by criterion; none for a rule, none after they were erased. */
  readonly comments: readonly { readonly criterionId: string; readonly comment: string }[];
  readonly rubricDigest: string;
  /** SHA-256 over the canonical JSON of rubric digest, results and outcome, in hexadecimal. */
  readonly digest: string;
  readonly isSynthetic: boolean;
  readonly decidedAt: Date;
}
