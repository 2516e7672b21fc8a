import { z } from 'zod';
import type { Id, OrgId } from '#kernel';

/** A rule that says which badges together earn another one. */
export type StackId = Id<'stk'>;
/** One evaluation of a stack for one person. */
export type EvaluationId = Id<'evl'>;

/** Which awards a stack asks for: a leaf names one badge, every other node combines its children. */
export type Requirement =
  | { readonly kind: 'badge'; readonly badgeId: string; readonly minVersion?: number | undefined }
  | { readonly kind: 'all'; readonly of: readonly Requirement[] }
  | { readonly kind: 'any'; readonly of: readonly Requirement[] }
  | { readonly kind: 'atLeast'; readonly count: number; readonly of: readonly Requirement[] };

/** Published content never changes; a newer version supersedes it, and a retired one completes for nobody. */
export type StackStatus = 'draft' | 'published' | 'superseded' | 'retired';

/** One version of a stack. */
export interface StackVersion {
  readonly orgId: OrgId;
  readonly stackId: StackId;
  /** Counted from 1. */
  readonly version: number;
  readonly status: StackStatus;
  readonly name: string;
  readonly description: string;
  /** The badge that is awarded, in its version of that day, to whoever meets the requirement. */
  readonly badgeId: string;
  readonly requirement: Requirement;
  /** When the draft was last written, or when the version was published. */
  readonly changedAt: Date;
  readonly publishedAt: Date | null;
  /** Once published: SHA-256 over the canonical JSON of id, version and content, in hexadecimal. */
  readonly digest: string | null;
}

/** An award as the rules of a stack see it. */
export interface HeldAward {
  readonly awardId: string;
  readonly badgeId: string;
  readonly version: number;
  /** Neither revoked, suspended nor expired, and no composite whose own requirement has come undone. */
  readonly isCurrent: boolean;
}

/** A leaf of a requirement, numbered from 0 in the order in which leaves are written. */
export interface Leaf {
  readonly leaf: number;
  readonly badgeId: string;
  readonly minVersion: number;
}

/** Why a requirement is met or not: which award fills which leaf, and the fewest leaves that are missing. */
export interface Explanation {
  readonly isMet: boolean;
  readonly used: readonly (Leaf & { readonly awardId: string })[];
  readonly missing: readonly Leaf[];
}

/** An evaluation as it was written down; only the latest of a person and stack version is current. */
export interface Evaluation extends Explanation {
  readonly evaluationId: EvaluationId;
  readonly stackId: StackId;
  readonly version: number;
  readonly personId: OrgId;
  readonly evaluatedAt: Date;
  readonly isCurrent: boolean;
}

/** How far a person is on a stack. */
export interface Progress extends Explanation {
  readonly stackId: StackId;
  readonly version: number;
  readonly badgeId: string;
  readonly name: string;
  /** The composite, once it was awarded; it stays when a part is revoked later. */
  readonly awardId: string | null;
}

/** What has become of a part; `broken` is a part that is a composite with a part that is not current. */
export type PartState = 'active' | 'revoked' | 'suspended' | 'expired' | 'broken';

/** A composite and its parts as they stand now. */
export interface CompositeState {
  readonly awardId: string;
  readonly stackId: StackId;
  readonly version: number;
  readonly personId: OrgId;
  readonly parts: readonly {
    readonly awardId: string;
    readonly credentialId: string;
    readonly badgeId: string;
    readonly title: string;
    readonly state: PartState;
  }[];
  /** Whether every part that the credential names is current. */
  readonly isIntact: boolean;
  /** The same in words, for people. */
  readonly sentence: string;
}

/** How large a requirement may be. `shared` counts the leaves whose badge another leaf asks for, too. */
export const requirementLimits = { leaves: 64, depth: 8, shared: 8 } as const;

const badgeLeafSchema = z.strictObject({
  kind: z.literal('badge'),
  badgeId: z.string().min(1).max(64),
  minVersion: z.int().min(1).max(1_000_000).optional(),
});
const children = z
  .array(z.lazy((): z.ZodType<Requirement> => requirementSchema))
  .min(1)
  .max(requirementLimits.leaves);

/** A requirement as a client writes it; `requirementProblems` finds what a shape cannot say. */
export const requirementSchema: z.ZodType<Requirement> = z.discriminatedUnion('kind', [
  badgeLeafSchema,
  z.strictObject({ kind: z.literal('all'), of: children }),
  z.strictObject({ kind: z.literal('any'), of: children }),
  z.strictObject({
    kind: z.literal('atLeast'),
    count: z.int().min(1).max(requirementLimits.leaves),
    of: children,
  }),
]);

/** Whether a value from outside is nested no deeper than requirements may be; looks no further than that. */
function isShallow(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null || !('of' in value) || !Array.isArray(value.of))
    return true;
  return levels > 1 && value.of.every((child) => isShallow(child, levels - 1));
}

/** What an author writes of a stack. A requirement that is nested without end is refused before it is read. */
export const stackDraftSchema = z.strictObject({
  name: z.string().trim().min(1).max(200),
  description: z.string().trim().max(5_000).optional(),
  badgeId: z.string().min(1).max(64),
  requirement: z.preprocess((value, context) => {
    if (isShallow(value, requirementLimits.depth)) return value;
    context.addIssue(`nested deeper than ${String(requirementLimits.depth)} levels`);
    return z.NEVER;
  }, requirementSchema),
});
/** A draft as its author writes it. */
export type StackDraft = z.infer<typeof stackDraftSchema>;
