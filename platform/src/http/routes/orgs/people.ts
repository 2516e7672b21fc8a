import { z } from '@hono/zod-openapi';
import { createDepartment, departmentDraftSchema, listContacts, listDepartments } from '#parties';
import { route } from '../../route.ts';
import { id, orgPath, page, pageQuery, time } from '../../wire.ts';

const contactShape = z.object({ personId: id, name: z.string(), email: z.string() }).openapi('Contact');

/** A department; `parentId` is the one that it is part of. */
export const departmentShape = z
  .object({ departmentId: id, name: z.string(), parentId: id.optional(), createdAt: time })
  .openapi('Department');

/** The people that an organisation knows, and its departments. */
export const peopleRoutes = [
  route({
    method: 'get',
    path: '/api/v1/orgs/{orgId}/people',
    access: 'awards:read',
    tag: 'People',
    summary: 'List the people that the organisation has dealt with',
    params: orgPath,
    query: z.strictObject({ ...pageQuery, words: z.string().max(200).optional() }),
    answer: page(contactShape),
    inTx: (tx, { orgId, query }) =>
      listContacts(tx, { orgId, page: query, ...(query.words === undefined ? {} : { words: query.words }) }),
  }),
  route({
    method: 'get',
    path: '/api/v1/orgs/{orgId}/departments',
    access: 'org:read',
    tag: 'People',
    summary: 'List departments',
    params: orgPath,
    answer: z.object({ items: z.array(departmentShape) }),
    inTx: async (tx, { orgId }) => ({ items: await listDepartments(tx, { orgId }) }),
  }),
  route({
    method: 'post',
    path: '/api/v1/orgs/{orgId}/departments',
    access: 'org:manage',
    tag: 'People',
    summary: 'Make a department',
    params: orgPath,
    body: departmentDraftSchema,
    status: 201,
    answer: departmentShape,
    inTx: (tx, { orgId, doing, body }) => createDepartment(tx, doing, { orgId, ...body }),
  }),
];
