import { z } from '@hono/zod-openapi';
import {
  completeness,
  diffContent,
  findImage,
  findVersion,
  listBadges,
  listPublished,
  listVersions,
  type BadgeId,
} from '#badges';
import type { OrgId } from '#kernel';
import { found, unseen } from '../../found.ts';
import { route } from '../../route.ts';
import { picturePolicy } from '../../security.ts';
import { id, orgPath, orNull, page, pageQuery } from '../../wire.ts';
import { badgePath, badgeShape, versionNumber, versionPath } from './shapes.ts';

const catalogueQuery = z.strictObject({
  ...pageQuery,
  words: z.string().max(300).optional(),
  orgId: id.optional(),
  framework: z.string().max(64).optional(),
  code: z.string().max(256).optional(),
  language: z.string().max(35).optional(),
  eqfLevel: z.coerce.number().int().min(1).max(8).optional(),
});

/** Badges as they are read: by everybody once published, with drafts by their own organisation. */
export const badgeReadRoutes = [
  route({
    method: 'get',
    path: '/api/v1/badges',
    access: 'open',
    tag: 'Badges',
    summary: 'Search the published badges of every organisation',
    query: catalogueQuery,
    answer: page(badgeShape),
    inTx: (tx, { query }) => {
      const { framework, code, orgId, ...rest } = query;
      const competency = framework === undefined || code === undefined ? undefined : { framework, code };
      return listPublished(tx, { ...rest, competency, orgId: orgId as OrgId | undefined });
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/orgs/{orgId}/badges',
    access: 'badges:read',
    tag: 'Badges',
    summary: 'List an organisation’s own badges, drafts too',
    params: orgPath,
    query: z.strictObject({ ...pageQuery, words: z.string().max(300).optional() }),
    answer: page(z.object({ badgeId: id, current: orNull(badgeShape), draft: orNull(badgeShape) })),
    inTx: (tx, { orgId, query }) => listBadges(tx, { orgId, ...query }),
  }),
  route({
    method: 'get',
    path: '/api/v1/orgs/{orgId}/badges/{badgeId}',
    access: 'badges:read',
    tag: 'Badges',
    summary: 'List the versions of a badge, newest first',
    params: badgePath,
    answer: z.object({ items: z.array(badgeShape) }),
    inTx: async (tx, { orgId, params }) => {
      const items = await listVersions(tx, { orgId, badgeId: params.badgeId as BadgeId });
      if (items.length === 0) throw unseen('badge');
      return { items };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/orgs/{orgId}/badges/{badgeId}/versions/{version}',
    access: 'badges:read',
    tag: 'Badges',
    summary: 'Read a version',
    description:
      '`completeness` says which mandatory elements of Council Recommendation 2022/C 243/02 it states.',
    params: versionPath,
    answer: badgeShape.extend({
      completeness: z.object({
        present: z.array(z.string()),
        missing: z.array(z.string()),
        ratio: z.number(),
        elements: z.array(z.object({ element: z.string(), isMandatory: z.boolean(), isStated: z.boolean() })),
      }),
    }),
    inTx: async (tx, { orgId, params }) => {
      const version = found(
        await findVersion(tx, { orgId, badgeId: params.badgeId as BadgeId, version: params.version }),
        'badge version',
      );
      return { ...version, completeness: completeness(version) };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/orgs/{orgId}/badges/{badgeId}/versions/{version}/diff',
    access: 'badges:read',
    tag: 'Badges',
    summary: 'Say what changed since another version',
    params: versionPath,
    query: z.strictObject({ since: versionNumber }),
    answer: z.object({
      changes: z.array(
        z.object({ field: z.string(), before: z.unknown().optional(), after: z.unknown().optional() }),
      ),
    }),
    inTx: async (tx, { orgId, params, query }) => {
      const badgeId = params.badgeId as BadgeId;
      const before = found(await findVersion(tx, { orgId, badgeId, version: query.since }), 'badge version');
      const after = found(
        await findVersion(tx, { orgId, badgeId, version: params.version }),
        'badge version',
      );
      return { changes: diffContent(before, after) };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/orgs/{orgId}/badges/{badgeId}/versions/{version}/image',
    access: 'badges:read',
    tag: 'Badges',
    summary: 'The picture of a version',
    params: versionPath,
    gives: ['image/png', 'image/svg+xml'],
    inTx: async (tx, { orgId, params }) => {
      const image = found(
        await findImage(tx, { orgId, badgeId: params.badgeId as BadgeId, version: params.version }),
        'picture',
      );
      return {
        bytes: image.bytes,
        mediaType: image.mediaType,
        headers: {
          ETag: `"${image.digest}"`,
          'Content-Security-Policy': picturePolicy,
          'Cache-Control': 'private, no-cache',
        },
      };
    },
  }),
];
