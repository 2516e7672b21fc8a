import { z } from '@hono/zod-openapi';
import { copyRubric, findRubric } from '#assessment';
import {
  badgeDraftSchema,
  badgePatchSchema,
  createBadge,
  drawImage,
  drawingSchema,
  patchDraft,
  publishVersion,
  retireVersion,
  reviseBadge,
  updateDraft,
  type BadgeId,
} from '#badges';
import { ensureIssuerKey } from '#keys';
import { route } from '../../route.ts';
import { picturePolicy } from '../../security.ts';
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
    method: 'patch',
    path: '/api/v1/orgs/{orgId}/badges/{badgeId}/draft',
    access: 'badges:write',
    tag: 'Badges',
    summary: 'Change some members of the draft',
    description:
      'What an editor sends while somebody types. Only what is named changes; null takes an optional member away. ' +
      'If somebody else saved since `expectedRevision`, nothing changes.',
    params: badgePath,
    body: z.strictObject({ expectedRevision: z.int().min(1), changes: badgePatchSchema }),
    answer: badgeShape,
    inTx: (tx, { orgId, doing, params, body }) =>
      patchDraft(tx, doing, { orgId, badgeId: params.badgeId as BadgeId, ...body }),
  }),
  route({
    method: 'post',
    path: '/api/v1/orgs/{orgId}/badge-images/preview',
    access: 'badges:write',
    tag: 'Badges',
    summary: 'See what the image maker draws',
    description:
      'Nothing is kept: save it as `image.drawing` of the draft, with a text that says what it shows.',
    params: orgPath,
    body: drawingSchema,
    gives: ['image/svg+xml', 'image/png'],
    cost: 2,
    withApp: async ({ body }) => {
      const { bytes, mediaType } = await drawImage(body);
      return { bytes, mediaType, headers: { 'Content-Security-Policy': picturePolicy } };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/orgs/{orgId}/badges/{badgeId}/publish',
    access: 'badges:write',
    tag: 'Badges',
    summary: 'Publish the draft',
    description:
      'Freezes its content for ever and supersedes the version that was open. Send the `expectedRevision` whose ' +
      'changes were looked at: a draft that was saved since is not published.',
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
