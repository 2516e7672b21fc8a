import { z } from '@hono/zod-openapi';
import {
  confirmEmployment,
  endEmployment,
  findOrg,
  languages,
  levels,
  listEmployers,
  permissions,
  rights,
  rightsIn,
  roles,
} from '#parties';
import { errors } from '../../errors.ts';
import { route } from '../../route.ts';
import { id } from '../../wire.ts';
import { employmentShape } from '../orgs/employments.ts';

const membershipShape = z.object({
  orgId: id,
  name: z.string(),
  isDemo: z.boolean(),
  roles: z.array(z.enum(roles)),
  rights: z.array(z.enum(rights)),
  /** Rights in the organisation, a department or a badge, beside the roles. */
  staffRights: z.array(
    z.object({
      rightId: id,
      level: z.enum(levels),
      subjectId: id,
      permissions: z.array(z.enum(permissions)),
    }),
  ),
});

const meShape = z
  .object({
    kind: z.enum(['user', 'apiKey']),
    /** Of a signed-in person. */
    userId: id.optional(),
    personId: id.optional(),
    email: z.string().optional(),
    /** Of an API key: its id. */
    name: z.string(),
    /** Of a signed-in person: whether they run the instance. */
    isOperator: z.boolean().optional(),
    isEmailProven: z.boolean().optional(),
    hasTwoFactor: z.boolean().optional(),
    /** What they chose; null: that of the instance. */
    language: z.enum(languages).nullable().optional(),
    /** Of an API key, or of the OAuth client that an access token was given to. */
    keyId: id.optional(),
    memberships: z.array(membershipShape),
  })
  .openapi('Me');

const employmentPath = z.strictObject({ employmentId: id });

/** Who asks, and what a person decides about their employers. */
export const meRoutes = [
  route({
    method: 'get',
    path: '/api/v1/me',
    access: 'account',
    tag: 'Me',
    summary: 'Who I am, and what I may do where',
    answer: meShape,
    inTx: async (tx, { principal }) => {
      if (principal.kind === 'none') throw errors.fail('credentials_missing', 'Nobody is signed in.');
      const held =
        principal.kind === 'user'
          ? principal.memberships
          : [{ orgId: principal.orgId, roles: [] as const, staffRights: [] as const }];
      const memberships = [];
      for (const { orgId, roles: own, staffRights = [] } of held) {
        const org = await findOrg(tx, { orgId });
        if (org === null) continue;
        memberships.push({
          orgId,
          name: org.name,
          isDemo: org.isDemo,
          roles: own,
          rights: [...rightsIn(principal, orgId)].sort(),
          staffRights,
        });
      }
      if (principal.kind === 'apiKey')
        return { kind: 'apiKey' as const, keyId: principal.keyId, name: principal.keyId, memberships };
      return { kind: 'user' as const, ...principal.session, isOperator: principal.isOperator, memberships };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/me/employments',
    access: 'person',
    tag: 'Me',
    summary: 'List the employers that invited me or that I am linked to',
    answer: z.object({ items: z.array(employmentShape.extend({ employerName: z.string() })) }),
    inTx: async (tx, { orgId }) => {
      const items = [];
      for (const link of await listEmployers(tx, { personId: orgId })) {
        const employer = await findOrg(tx, { orgId: link.employerId });
        items.push({ ...link, employerName: employer?.name ?? link.employerId });
      }
      return { items };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/me/employments/{employmentId}/confirm',
    access: 'person',
    tag: 'Me',
    summary: 'Confirm that I work there',
    description:
      'From then on, what this employer awarded me and what I consent to share count in its inventory.',
    params: employmentPath,
    answer: employmentShape,
    inTx: (tx, { orgId, doing, params }) =>
      confirmEmployment(tx, doing, { personId: orgId, employmentId: params.employmentId }),
  }),
  route({
    method: 'post',
    path: '/api/v1/me/employments/{employmentId}/end',
    access: 'person',
    tag: 'Me',
    summary: 'End an employment link, or decline an invitation',
    params: employmentPath,
    answer: employmentShape,
    inTx: (tx, { orgId, doing, params }) =>
      endEmployment(tx, doing, { orgId, employmentId: params.employmentId }),
  }),
];
