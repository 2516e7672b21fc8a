import { z } from '@hono/zod-openapi';
import { copyRubric, findRubric } from '#assessment';
import {
  badgeDraftSchema,
  createBadge,
  publishVersion,
  retireVersion,
  reviseBadge,
  updateDraft,
  type BadgeId,
} from '#badges';
import { ensureIssuerKey } from '#keys';
import { route } from '../../route.ts';
import { orgPath } from '../../wire.ts';
import { badgePath, badgeShape, versionPath } from './shapes.ts';

/** A badge from its first draft to its last version. */
export const badgeDraftRoutes = [
  route({
    method: 'post',
    path: '/api/v1/orgs/{orgId}/badges',
    access: 'badges:write',
    tag: 'Badges',
    summary: 'Make a badge with its first draft',
    params: orgPath,
    body: badgeDraftSchema,
    status: 201,
    answer: badgeShape,
    inTx: (tx, { orgId, doing, body }) => createBadge(tx, doing, { orgId, draft: body }),
  }),
  route({
    method: 'post',
    path: '/api/v1/orgs/{orgId}/badges/{badgeId}/revise',
    access: 'badges:write',
    tag: 'Badges',
    summary: 'Open the next draft',
    description: 'It begins with the content and the rubric of the newest version.',
    params: badgePath,
    status: 201,
    answer: badgeShape,
    inTx: async (tx, { orgId, doing, params }) => {
      const badgeId = params.badgeId as BadgeId;
      const draft = await reviseBadge(tx, doing, { orgId, badgeId });
      const fromVersion = draft.version - 1;
      const rubric = await findRubric(tx, { orgId, badgeId, version: fromVersion });
      if (rubric !== null)
        await copyRubric(tx, doing, { orgId, badgeId, fromVersion, toVersion: draft.version });
      return draft;
    },
  }),
  route({
    method: 'put',
    path: '/api/v1/orgs/{orgId}/badges/{badgeId}/draft',
    access: 'badges:write',
    tag: 'Badges',
    summary: 'Replace the content of the draft',
    description:
      '`expectedRevision` is the revision that you edited; if somebody else saved since, nothing changes.',
    params: badgePath,
    body: z.strictObject({ expectedRevision: z.int().min(1), draft: badgeDraftSchema }),
    answer: badgeShape,
    inTx: (tx, { orgId, doing, params, body }) =>
      updateDraft(tx, doing, { orgId, badgeId: params.badgeId as BadgeId, ...body }),
  }),
  route({
    method: 'post',
    path: '/api/v1/orgs/{orgId}/badges/{badgeId}/publish',
    access: 'badges:write',
    tag: 'Badges',
    summary: 'Publish the draft',
    description: 'Freezes its content for ever and supersedes the version that was open.',
    params: badgePath,
    body: z.strictObject({ expectedRevision: z.int().min(1).optional() }),
    answer: badgeShape,
    inTx: async (tx, { orgId, doing, app, params, body }) => {
      await ensureIssuerKey(tx, doing, app, { orgId });
      return await publishVersion(tx, doing, { orgId, badgeId: params.badgeId as BadgeId, ...body });
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/orgs/{orgId}/badges/{badgeId}/versions/{version}/retire',
    access: 'badges:write',
    tag: 'Badges',
    summary: 'Withdraw a version',
    description: 'No evidence and no award for it any more; what was awarded stays valid.',
    params: versionPath,
    answer: badgeShape,
    inTx: (tx, { orgId, doing, params }) =>
      retireVersion(tx, doing, { orgId, badgeId: params.badgeId as BadgeId, version: params.version }),
  }),
];
