import { z } from 'zod';
import type { Id, OrgId } from '#kernel';
import { ACHIEVEMENT_TYPES } from '@rungs/credentials/openbadges';
import { drawingSchema, type ImageDrawing } from './maker-model.ts';

/** A badge: what stays the same while its versions come and go. */
export type BadgeId = Id<'bdg'>;

/** A version begins as a draft; from `published` on its content never changes, only its status moves on. */
export type VersionStatus = 'draft' | 'published' | 'superseded' | 'retired';

/** The picture formats that a badge may have. */
export type ImageMediaType = 'image/svg+xml' | 'image/png';

/** What a badge says about one competency of one framework. */
export interface Alignment {
  /** Code of the framework, such as `esco`. */
  readonly framework: string;
  /** The framework's version that name and address were taken from. */
  readonly frameworkVersion: string;
  /** Code of the competency inside its framework. */
  readonly code: string;
  /** Taken from the framework when the draft is saved, and frozen with it. */
  readonly name: string;
  readonly url: string;
  /** From 0 (touches it) to 10 (mastery). */
  readonly level: number;
}

/** The elements that Council Recommendation 2022/C 243/02 lists and that no other member holds. */
export interface QualityProfile {
  /** ISO 3166-1 alpha-2 code of the issuer's country. */
  readonly country?: string | undefined;
  /** Notional workload in hours. */
  readonly workloadHours?: number | undefined;
  /** Level of the European Qualifications Framework, 1 to 8. */
  readonly eqfLevel?: number | undefined;
  readonly assessmentType?: string | undefined;
  readonly participation?: 'online' | 'onsite' | 'blended' | 'work_based' | undefined;
  readonly supervision?: 'unsupervised' | 'supervised' | 'supervised_identity_verified' | undefined;
  readonly qualityAssurance?:
    | { readonly name: string; readonly url?: string | undefined; readonly description?: string | undefined }
    | undefined;
  readonly prerequisites?: string | undefined;
  /** Cycle of the qualifications framework of the European Higher Education Area. */
  readonly cycle?: 'short' | 'first' | 'second' | 'third' | undefined;
  /** Whether it stands alone or is meant to be put together with others. */
  readonly integration?: 'standalone' | 'stackable' | undefined;
  /** Whether a grade is given. */
  readonly isGraded?: boolean | undefined;
}

/** A picture as content names it: by the SHA-256 of its bytes, in hexadecimal. */
export interface ImageRef {
  readonly mediaType: ImageMediaType;
  readonly digest: string;
  /** What the picture shows, in words. */
  readonly alt: string;
  /** Whether the platform drew it, so that it follows the name while the badge is a draft. */
  readonly isGenerated: boolean;
  /** What it was drawn from in the image maker, so that it can be drawn again. */
  readonly drawing?: ImageDrawing | undefined;
}

/** What is frozen when a version is published; it maps one to one to an Open Badges 3.0 Achievement. */
export interface BadgeContent {
  readonly name: string;
  /** The one thing that a holder of this badge has shown to be able to do. */
  readonly objective: string;
  /** Says more about the objective; may be empty. */
  readonly description: string;
  /** Markdown: what has to be done to earn it. */
  readonly criteria: string;
  /** One of the types of Open Badges 3.0, appendix B, or `ext:…`. */
  readonly achievementType: string;
  /** BCP 47 language tag of the texts. */
  readonly language: string;
  readonly tags: readonly string[];
  readonly image: ImageRef;
  readonly alignments: readonly Alignment[];
  /** Days from the award to its expiry; absent: it does not expire. */
  readonly expiresAfterDays?: number | undefined;
  /** Credit points (ECTS where possible), at most two decimals. */
  readonly creditsAvailable?: number | undefined;
  readonly humanCode?: string | undefined;
  readonly fieldOfStudy?: string | undefined;
  readonly specialization?: string | undefined;
  readonly quality?: QualityProfile | undefined;
}

/** One version of a badge without its picture's bytes, as lists give it. */
export interface BadgeSummary extends BadgeContent {
  readonly orgId: OrgId;
  readonly badgeId: BadgeId;
  /** Counted from 1. */
  readonly version: number;
  readonly status: VersionStatus;
  /** Drafts only: what `updateDraft` expects back. */
  readonly revision?: number | undefined;
  readonly publishedAt?: Date | undefined;
  readonly supersededAt?: Date | undefined;
  readonly retiredAt?: Date | undefined;
  /** Once published: SHA-256 over the canonical JSON of badge id, version and content, in hexadecimal. */
  readonly digest?: string | undefined;
}

/** One version of a badge with its picture. */
export interface BadgeVersion extends BadgeSummary {
  readonly image: ImageRef & { readonly bytes: Uint8Array };
}

/** One of an organisation's own badges as its list shows it: the open or newest version, and the draft. */
export interface OwnBadge {
  readonly badgeId: BadgeId;
  /** The published version, else the newest one; null while the badge was never published. */
  readonly current: BadgeSummary | null;
  readonly draft: BadgeSummary | null;
}

/** The size limits of pictures, in bytes: inlined in a credential they must leave it below 1 MiB. */
export const imageLimits = { svg: 131_072, png: 524_288 } as const;

const plainLine = /^[^\p{Cc}\p{Cs}]*$/u;
// eslint-disable-next-line no-control-regex -- refusing control characters is what it is for
const plainText = /^[^\p{Cs}\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$/u;
const line = (max: number) => z.string().trim().min(1).max(max).regex(plainLine);
const text = (max: number) => z.string().trim().min(1).max(max).regex(plainText);
const https = z
  .string()
  .max(2048)
  .regex(/^https:\/\/[^\s\p{Cc}\p{Cs}]+$/u);

/** What a draft says about one competency; name and address come from the framework. */
export const alignmentSchema = z.strictObject({
  framework: line(64),
  code: line(300),
  level: z.int().min(0).max(10),
});

/** Alt text is required; without `upload` and `drawing` the platform draws a picture from the name. */
export const imageSchema = z.strictObject({
  alt: line(500),
  /** A picture of the image maker, drawn anew when the draft is saved. */
  drawing: drawingSchema.optional(),
  upload: z
    .strictObject({
      mediaType: z.enum(['image/svg+xml', 'image/png']),
      /** The file in base64. */
      base64: z.base64().max(Math.ceil(imageLimits.png / 3) * 4),
    })
    .optional(),
});

/** The elements of the European profile that a draft may state. */
export const qualitySchema = z.strictObject({
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  workloadHours: z.int().min(1).max(100_000).optional(),
  eqfLevel: z.int().min(1).max(8).optional(),
  assessmentType: line(200).optional(),
  participation: z.enum(['online', 'onsite', 'blended', 'work_based']).optional(),
  supervision: z.enum(['unsupervised', 'supervised', 'supervised_identity_verified']).optional(),
  qualityAssurance: z
    .strictObject({ name: line(200), url: https.optional(), description: text(2000).optional() })
    .optional(),
  prerequisites: text(2000).optional(),
  cycle: z.enum(['short', 'first', 'second', 'third']).optional(),
  integration: z.enum(['standalone', 'stackable']).optional(),
  isGraded: z.boolean().optional(),
});

/** The body of a draft. What is left out: type `MicroCredential`, language `en`, a drawn picture, empty lists. */
export const badgeDraftSchema = z.strictObject({
  name: line(200),
  objective: text(1000),
  description: z.string().trim().max(5000).regex(plainText).optional(),
  criteria: text(20_000),
  achievementType: z
    .string()
    .max(64)
    .refine((type) => ACHIEVEMENT_TYPES.includes(type) || /^ext:[\w-]+$/.test(type), {
      error: 'not a type of Open Badges 3.0, appendix B, and no ext:… word',
    })
    .optional(),
  language: z
    .string()
    .max(35)
    .regex(/^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/)
    .optional(),
  tags: z.array(line(60)).max(30).optional(),
  image: imageSchema.optional(),
  alignments: z.array(alignmentSchema).max(50).optional(),
  expiresAfterDays: z.int().min(1).max(36_500).optional(),
  creditsAvailable: z.number().min(0).max(1000).multipleOf(0.01).optional(),
  humanCode: line(64).optional(),
  fieldOfStudy: line(200).optional(),
  specialization: line(200).optional(),
  quality: qualitySchema.optional(),
});

/** A draft as its author writes it. */
export type BadgeDraft = z.infer<typeof badgeDraftSchema>;

const bare = badgeDraftSchema.shape;

/** Some members of a draft; null takes an optional one away. */
export const badgePatchSchema = z.strictObject({
  name: bare.name.optional(),
  objective: bare.objective.optional(),
  criteria: bare.criteria.optional(),
  description: bare.description,
  achievementType: bare.achievementType,
  language: bare.language,
  tags: bare.tags,
  image: bare.image,
  alignments: bare.alignments,
  expiresAfterDays: bare.expiresAfterDays.nullable(),
  creditsAvailable: bare.creditsAvailable.nullable(),
  humanCode: bare.humanCode.nullable(),
  fieldOfStudy: bare.fieldOfStudy.nullable(),
  specialization: bare.specialization.nullable(),
  quality: bare.quality.nullable(),
});

/** Changes of a draft. */
export type BadgePatch = z.infer<typeof badgePatchSchema>;
