import { z } from '@hono/zod-openapi';
import { drawingSchema, qualitySchema } from '#badges';
import { id, time } from '../../wire.ts';

const imageShape = z.object({
  mediaType: z.enum(['image/svg+xml', 'image/png']),
  digest: z.string(),
  alt: z.string(),
  isGenerated: z.boolean(),
  drawing: drawingSchema.optional(),
});

/** One version of a badge; its picture is fetched by its own address. */
export const badgeShape = z
  .object({
    orgId: id,
    badgeId: id,
    version: z.number().int(),
    status: z.enum(['draft', 'published', 'superseded', 'retired']),
    revision: z.number().int().optional(),
    name: z.string(),
    objective: z.string(),
    description: z.string(),
    criteria: z.string(),
    achievementType: z.string(),
    language: z.string(),
    tags: z.array(z.string()),
    image: imageShape,
    alignments: z.array(
      z.object({
        framework: z.string(),
        frameworkVersion: z.string(),
        code: z.string(),
        name: z.string(),
        url: z.string(),
        level: z.number().int(),
      }),
    ),
    expiresAfterDays: z.number().int().optional(),
    creditsAvailable: z.number().optional(),
    humanCode: z.string().optional(),
    fieldOfStudy: z.string().optional(),
    specialization: z.string().optional(),
    quality: qualitySchema.optional(),
    publishedAt: time.optional(),
    supersededAt: time.optional(),
    retiredAt: time.optional(),
    digest: z.string().optional(),
  })
  .openapi('Badge');

/** The path of one badge of an organisation. */
export const badgePath = z.strictObject({ orgId: id, badgeId: id });

/** A version number in a path. */
export const versionNumber = z.coerce.number().int().min(1).max(1_000_000);

/** The path of one version of a badge. */
export const versionPath = z.strictObject({ orgId: id, badgeId: id, version: versionNumber });
