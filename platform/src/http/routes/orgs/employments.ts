import { z } from '@hono/zod-openapi';
import {
  employmentDraftSchema,
  endEmployment,
  ensurePeople,
  listEmployments,
  personDraftSchema,
  rememberContacts,
  startEmployment,
} from '#parties';
import { unseen } from '../../found.ts';
import { route } from '../../route.ts';
import { id, orgPath, page, pageQuery, time } from '../../wire.ts';

/** The link between an employer and a person, the same seen from both sides. */
export const employmentShape = z
  .object({
    employmentId: id,
    employerId: id,
    personId: id,
    state: z.enum(['invited', 'active', 'ended']),
    jobTitle: z.string().optional(),
    departmentId: id.optional(),
    invitedAt: time,
    confirmedAt: time.optional(),
    endedAt: time.optional(),
  })
  .openapi('Employment');

/** Employment links from the employer's side: the person confirms in their own space. */
export const employmentRoutes = [
  route({
    method: 'get',
    path: '/api/v1/orgs/{orgId}/employments',
    access: 'inventory:read',
    tag: 'Employment',
    summary: 'List employment links, newest first',
    params: orgPath,
    query: z.strictObject({ ...pageQuery, state: z.enum(['invited', 'active', 'ended']).optional() }),
    answer: page(employmentShape),
    inTx: (tx, { orgId, query }) => listEmployments(tx, { orgId, page: query, state: query.state }),
  }),
  route({
    method: 'post',
    path: '/api/v1/orgs/{orgId}/employments',
    access: 'inventory:manage',
    tag: 'Employment',
    summary: 'Invite a person',
    description: 'Nothing of the person is shown to the employer until they confirm.',
    params: orgPath,
    body: employmentDraftSchema.extend({ person: personDraftSchema }),
    status: 201,
    answer: employmentShape,
    inTx: async (tx, { orgId, doing, body }) => {
      const { person, ...link } = body;
      const [personId] = await ensurePeople(tx, doing, { people: [person] });
      if (personId === undefined) throw unseen('person');
      await rememberContacts(tx, doing, { orgId, people: [{ personId, ...person }] });
      return await startEmployment(tx, doing, { orgId, personId, ...link });
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/orgs/{orgId}/employments/{employmentId}/end',
    access: 'inventory:manage',
    tag: 'Employment',
    summary: 'End a link or an invitation',
    params: z.strictObject({ orgId: id, employmentId: id }),
    answer: employmentShape,
    inTx: (tx, { orgId, doing, params }) =>
      endEmployment(tx, doing, { orgId, employmentId: params.employmentId }),
  }),
];
