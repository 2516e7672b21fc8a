import { z } from '@hono/zod-openapi';
import {
  createStack,
  findStack,
  listPublishedStacks,
  listStacks,
  listStackVersions,
  publishStack,
  requirementSchema,
  retireStack,
  reviseStack,
  stackDraftSchema,
  updateStackDraft,
  type StackId,
} from '#stacks';
import type { OrgId } from '#kernel';
import { found, unseen } from '../../found.ts';
import { route } from '../../route.ts';
import { id, orgPath, orNull, page, pageOnly, pageQuery, time } from '../../wire.ts';

// The schema refers to itself: as a named component it becomes a reference instead of an endless document.
z.globalRegistry.add(requirementSchema, { _internal: { refId: 'Requirement' } });

/** One version of a stack. */
export const stackShape = z
  .object({
    orgId: id,
    stackId: id,
    version: z.number().int(),
    status: z.enum(['draft', 'published', 'superseded', 'retired']),
    name: z.string(),
    description: z.string(),
    badgeId: id,
    requirement: requirementSchema,
    changedAt: time,
    publishedAt: time.nullable(),
    digest: z.string().nullable(),
  })
  .openapi('Stack');

/** The path of one stack. */
export const stackPath = z.strictObject({ orgId: id, stackId: id });

/** Stacks: which badges together earn another one. */
export const stackRoutes = [
  route({
    method: 'get',
    path: '/api/v1/stacks',
    access: 'open',
    tag: 'Stacks',
    summary: 'List the published stacks of every organisation',
    query: z.strictObject({ ...pageQuery, orgId: id.optional() }),
    answer: page(stackShape),
    inTx: (tx, { query }) => listPublishedStacks(tx, { ...query, orgId: query.orgId as OrgId | undefined }),
  }),
  route({
    method: 'get',
    path: '/api/v1/orgs/{orgId}/stacks',
    access: 'stacks:read',
    tag: 'Stacks',
    summary: 'List an organisation’s own stacks, drafts too',
    params: orgPath,
    query: pageOnly,
    answer: page(z.object({ stackId: id, current: orNull(stackShape), draft: orNull(stackShape) })),
    inTx: (tx, { orgId, query }) => listStacks(tx, { orgId, ...query }),
  }),
  route({
    method: 'post',
    path: '/api/v1/orgs/{orgId}/stacks',
    access: 'stacks:write',
    tag: 'Stacks',
    summary: 'Make a stack with its first draft',
    params: orgPath,
    body: stackDraftSchema,
    status: 201,
    answer: stackShape,
    inTx: (tx, { orgId, doing, body }) => createStack(tx, doing, { orgId, draft: body }),
  }),
  route({
    method: 'get',
    path: '/api/v1/orgs/{orgId}/stacks/{stackId}',
    access: 'stacks:read',
    tag: 'Stacks',
    summary: 'List the versions of a stack, newest first',
    params: stackPath,
    answer: z.object({ items: z.array(stackShape) }),
    inTx: async (tx, { orgId, params }) => {
      const items = await listStackVersions(tx, { orgId, stackId: params.stackId as StackId });
      if (items.length === 0) throw unseen('stack');
      return { items };
    },
  }),
  route({
    method: 'put',
    path: '/api/v1/orgs/{orgId}/stacks/{stackId}/draft',
    access: 'stacks:write',
    tag: 'Stacks',
    summary: 'Replace the content of the draft',
    params: stackPath,
    body: stackDraftSchema,
    answer: stackShape,
    inTx: (tx, { orgId, doing, params, body }) =>
      updateStackDraft(tx, doing, { orgId, stackId: params.stackId as StackId, draft: body }),
  }),
  route({
    method: 'post',
    path: '/api/v1/orgs/{orgId}/stacks/{stackId}/revise',
    access: 'stacks:write',
    tag: 'Stacks',
    summary: 'Open the next draft',
    params: stackPath,
    status: 201,
    answer: stackShape,
    inTx: (tx, { orgId, doing, params }) =>
      reviseStack(tx, doing, { orgId, stackId: params.stackId as StackId }),
  }),
  route({
    method: 'post',
    path: '/api/v1/orgs/{orgId}/stacks/{stackId}/publish',
    access: 'stacks:write',
    tag: 'Stacks',
    summary: 'Publish the draft',
    description: 'Everybody who holds its badges is evaluated soon after.',
    params: stackPath,
    answer: stackShape,
    inTx: (tx, { orgId, doing, params }) =>
      publishStack(tx, doing, { orgId, stackId: params.stackId as StackId }),
  }),
  route({
    method: 'post',
    path: '/api/v1/orgs/{orgId}/stacks/{stackId}/retire',
    access: 'stacks:write',
    tag: 'Stacks',
    summary: 'Take a stack out of service',
    description: 'Nobody completes it any more; what was awarded stays.',
    params: stackPath,
    answer: stackShape,
    inTx: async (tx, { orgId, doing, params }) => {
      const stackId = params.stackId as StackId;
      await retireStack(tx, doing, { orgId, stackId });
      return found(await findStack(tx, { orgId, stackId }), 'stack');
    },
  }),
];
