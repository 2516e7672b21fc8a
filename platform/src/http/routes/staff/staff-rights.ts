import { z } from '@hono/zod-openapi';
import { badgeDraftSchema, createBadge, findCurrentVersion, listVersions, type BadgeId } from '#badges';
import type { OrgId } from '#kernel';
import {
  departmentPatchSchema,
  giveStaffRight,
  levels,
  listPlaces,
  listStaffRights,
  permissions,
  permissionsAt,
  placeBadge,
  removeDepartment,
  rightsIn,
  staffRightDraftSchema,
  subjectAt,
  takeStaffRight,
  updateDepartment,
  wholeOrganisation,
  type Level,
  type Permission,
} from '#parties';
import type { Tx } from '#store';
import { unseen } from '../../found.ts';
import type { Principal } from '../../principal.ts';
import { route } from '../../route.ts';
import { id, orgPath, time } from '../../wire.ts';
import { badgeShape } from '../badges/shapes.ts';
import { departmentShape } from '../orgs/people.ts';

const rightShape = z
  .object({
    rightId: id,
    userId: id,
    level: z.enum(levels),
    subjectId: id,
    permissions: z.array(z.enum(permissions)),
    grantedBy: z.string(),
    grantedAt: time,
  })
  .openapi('StaffRight');

const departmentPath = z.strictObject({ orgId: id, departmentId: id });
const badgePath = z.strictObject({ orgId: id, badgeId: id });

/** What a giver may do at a subject: everything for who manages the organisation. */
async function giverAt(
  tx: Tx,
  principal: Principal,
  input: { orgId: OrgId; level: Level; subjectId?: string | undefined },
): Promise<ReadonlySet<Permission>> {
  if (principal.kind === 'none') return new Set();
  const { orgId, level, subjectId } = input;
  if (rightsIn(principal, orgId).has('org:manage')) return new Set(permissions);
  if (principal.kind !== 'user') return new Set();
  const held = principal.memberships.find((m) => m.orgId === orgId)?.staffRights ?? [];
  const at =
    level === 'organisation' || subjectId === undefined
      ? wholeOrganisation
      : await subjectAt(tx, { orgId, [level === 'badge' ? 'badgeId' : 'departmentId']: subjectId });
  return permissionsAt(held, at);
}

/** Refuses a badge that the organisation does not have, as draft or published. Error: not_found. */
async function ownBadge(tx: Tx, orgId: OrgId, badgeId: string): Promise<BadgeId> {
  const own = { orgId, badgeId: badgeId as BadgeId };
  const isThere = (await listVersions(tx, own)).length > 0 || (await findCurrentVersion(tx, own)) !== null;
  if (!isThere) throw unseen('badge');
  return own.badgeId;
}

/** Staff rights in the organisation, a department or a badge; departments, and where badges belong. */
export const staffRightRoutes = [
  route({
    method: 'get',
    path: '/api/v1/orgs/{orgId}/staff-rights',
    access: 'org:manage',
    tag: 'Staff rights',
    summary: 'List staff rights: of one member, one department or one badge where named',
    description: 'Whoever manages a department or a badge alone names it.',
    params: orgPath,
    query: z.strictObject({
      userId: id.optional(),
      departmentId: id.optional(),
      badgeId: id.optional(),
    }),
    answer: z.object({ items: z.array(rightShape) }),
    inTx: async (tx, { orgId, query }) => ({
      items: await listStaffRights(tx, {
        orgId,
        userId: query.userId,
        subjectId: query.badgeId ?? query.departmentId,
      }),
    }),
  }),
  route({
    method: 'post',
    path: '/api/v1/orgs/{orgId}/staff-rights',
    access: 'org:manage',
    tag: 'Staff rights',
    summary: 'Give a member rights in the organisation, a department or a badge',
    description:
      'It replaces what they held there. Nobody gives more than they have there; `create` makes badges, `read` sees ' +
      'drafts, submissions and awards, `update` changes drafts, `delete` retires, `award` judges and awards, `sign` ' +
      'publishes, revokes and suspends, `manage` gives rights.',
    params: orgPath,
    body: staffRightDraftSchema,
    status: 201,
    answer: rightShape,
    inTx: async (tx, { orgId, doing, principal, body }) => {
      if (body.level === 'badge' && body.subjectId !== undefined) await ownBadge(tx, orgId, body.subjectId);
      const giver = await giverAt(tx, principal, { orgId, ...body });
      return await giveStaffRight(tx, doing, { orgId, ...body, giver });
    },
  }),
  route({
    method: 'delete',
    path: '/api/v1/orgs/{orgId}/staff-rights/{rightId}',
    access: 'org:manage',
    tag: 'Staff rights',
    summary: 'Take a staff right away',
    params: z.strictObject({ orgId: id, rightId: id }),
    inTx: (tx, { orgId, doing, params }) => takeStaffRight(tx, doing, { orgId, rightId: params.rightId }),
  }),
  route({
    method: 'patch',
    path: '/api/v1/orgs/{orgId}/departments/{departmentId}',
    access: 'org:manage',
    tag: 'People',
    summary: 'Rename a department, or make it part of another one',
    params: departmentPath,
    body: departmentPatchSchema,
    answer: departmentShape,
    inTx: (tx, { orgId, doing, params, body }) =>
      updateDepartment(tx, doing, { orgId, departmentId: params.departmentId, patch: body }),
  }),
  route({
    method: 'delete',
    path: '/api/v1/orgs/{orgId}/departments/{departmentId}',
    access: 'org:manage',
    tag: 'People',
    summary: 'Delete a department that nothing refers to',
    params: departmentPath,
    inTx: (tx, { orgId, doing, params }) =>
      removeDepartment(tx, doing, { orgId, departmentId: params.departmentId }),
  }),
  route({
    method: 'post',
    path: '/api/v1/orgs/{orgId}/departments/{departmentId}/badges',
    access: 'badges:write',
    tag: 'Badges',
    summary: 'Make a badge that belongs to a department',
    params: departmentPath,
    body: badgeDraftSchema,
    status: 201,
    answer: badgeShape,
    inTx: async (tx, { orgId, doing, params, body }) => {
      const made = await createBadge(tx, doing, { orgId, draft: body });
      const { departmentId } = params;
      await placeBadge(tx, doing, { orgId, badgeId: made.badgeId, departmentId });
      return made;
    },
  }),
  route({
    method: 'put',
    path: '/api/v1/orgs/{orgId}/badges/{badgeId}/department',
    access: 'org:manage',
    tag: 'Badges',
    summary: 'Say which department a badge belongs to; null takes it out of every one',
    params: badgePath,
    body: z.strictObject({ departmentId: id.nullable() }),
    answer: z.object({ badgeId: id, departmentId: id.nullable() }),
    inTx: async (tx, { orgId, doing, params, body }) => {
      const badgeId = await ownBadge(tx, orgId, params.badgeId);
      await placeBadge(tx, doing, { orgId, badgeId, departmentId: body.departmentId });
      return { badgeId, departmentId: body.departmentId };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/orgs/{orgId}/badge-places',
    access: 'badges:read',
    tag: 'Badges',
    summary: 'List which badge belongs to which department',
    params: orgPath,
    answer: z.object({ items: z.array(z.object({ badgeId: id, departmentId: id })) }),
    inTx: async (tx, { orgId }) => ({ items: await listPlaces(tx, { orgId }) }),
  }),
];
