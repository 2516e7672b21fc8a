import { z } from '@hono/zod-openapi';

/** An identifier in a path or a body; whether it exists is decided by looking it up. */
export const id = z.string().min(1).max(80);

/** A point in time: ISO 8601 in UTC on the wire. */
export const time = z
  .date()
  .openapi({ type: 'string', format: 'date-time', example: '2026-11-24T09:00:00.000Z' });

/** The path of one organisation. */
export const orgPath = z.strictObject({ orgId: id });

/** What every list takes: `limit` from 1 to 200, and `after`, the `next` of the page before. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.string().max(500).optional(),
};

/** The query of a list without filters. */
export const pageOnly = z.strictObject(pageQuery);

/** A page of a list; `next` is null at the end. */
export function page<T extends z.ZodType>(
  item: T,
): z.ZodObject<{ items: z.ZodArray<T>; next: z.ZodNullable<z.ZodString> }> {
  return z.object({ items: z.array(item), next: z.string().nullable() });
}

/** The problem document of every refusal. */
export const problemShape = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    instance: z.string(),
    code: z.string(),
    remedy: z.string().optional(),
    errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
    data: z.record(z.string(), z.unknown()).optional(),
  })
  .openapi('Problem');

/** A named shape or null; `nullable()` would make the named component itself null in the reference. */
export function orNull<T extends z.ZodType>(shape: T): z.ZodUnion<[T, z.ZodNull]> {
  return z.union([shape, z.null()]);
}
