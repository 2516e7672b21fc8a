import { z } from '@hono/zod-openapi';
import {
  addMember,
  createOrg,
  findOrg,
  languages,
  listOrgs,
  orgDraftSchema,
  orgPatchSchema,
  themeOf,
  updateOrg,
} from '#parties';
import { errors } from '../../errors.ts';
import { found } from '../../found.ts';
import { route } from '../../route.ts';
import { id, orgPath, page, pageOnly, time } from '../../wire.ts';

/** An organisation, or the space of one person. */
export const orgShape = z
  .object({
    orgId: id,
    kind: z.enum(['organisation', 'person']),
    name: z.string(),
    slug: z.string(),
    url: z.string().optional(),
    email: z.string().optional(),
    description: z.string().optional(),
    image: z.string().optional(),
    legalName: z.string().optional(),
    language: z.enum(languages).optional(),
    accentColour: z.string().optional(),
    isDemo: z.boolean(),
    createdAt: time,
  })
  .openapi('Organisation');

const palette = z.object({ accent: z.string(), onAccent: z.string() });

const themeShape = z
  .object({
    orgId: id,
    name: z.string(),
    image: z.string().nullable(),
    accentColour: z.string().nullable(),
    /** Every pair has at least 4.5 : 1; null: the colours of Rungs. */
    theme: z.object({ light: palette, dark: palette }).nullable(),
  })
  .openapi('OrganisationTheme');

/** Organisations: the founder becomes a member with every staff role. */
export const orgRoutes = [
  route({
    method: 'get',
    path: '/api/v1/orgs',
    access: 'open',
    tag: 'Organisations',
    summary: 'List the organisations of this instance',
    query: pageOnly,
    answer: page(orgShape),
    inTx: (tx, { query }) => listOrgs(tx, { page: query }),
  }),
  route({
    method: 'post',
    path: '/api/v1/orgs',
    access: 'person',
    tag: 'Organisations',
    summary: 'Found an organisation',
    description:
      'For operators; with the setting RUNGS_OPEN_ORGANISATIONS for everybody who is signed in. Who founds it ' +
      'becomes its first member, with the roles issuer, assessor and hr.',
    body: orgDraftSchema,
    status: 201,
    answer: orgShape,
    inTx: async (tx, { body, doing, doors, principal }) => {
      if (principal.kind !== 'user')
        throw errors.fail('person_required', 'Only a person founds an organisation.');
      if (!principal.isOperator && doors.hasOpenOrganisations !== true)
        throw errors.fail('right_missing', 'Only an operator of this instance founds organisations.', {
          right: 'operator',
        });
      const org = await createOrg(tx, doing, body);
      await addMember(tx, doing, {
        orgId: org.orgId,
        userId: principal.userId,
        roles: ['issuer', 'assessor', 'hr'],
      });
      return org;
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/orgs/{orgId}',
    access: 'org:read',
    tag: 'Organisations',
    summary: 'Read an organisation',
    params: orgPath,
    answer: orgShape,
    inTx: async (tx, { orgId }) => found(await findOrg(tx, { orgId }), 'organisation'),
  }),
  route({
    method: 'get',
    path: '/api/v1/orgs/{orgId}/theme',
    access: 'open',
    tag: 'Organisations',
    summary: 'Read logo and colours of an organisation, for its pages',
    params: orgPath,
    answer: themeShape,
    inTx: async (tx, { params }) => {
      const org = await findOrg(tx, { orgId: params.orgId });
      const { orgId, name, image, accentColour } = found(
        org?.kind === 'organisation' ? org : null,
        'organisation',
      );
      const theme = accentColour === undefined ? null : themeOf(accentColour);
      return { orgId, name, image: image ?? null, accentColour: accentColour ?? null, theme };
    },
  }),
  route({
    method: 'patch',
    path: '/api/v1/orgs/{orgId}',
    access: 'org:manage',
    tag: 'Organisations',
    summary: 'Change name, contact, logo, colour and language',
    params: orgPath,
    body: orgPatchSchema,
    answer: orgShape,
    inTx: (tx, { orgId, doing, body }) => updateOrg(tx, doing, { orgId, patch: body }),
  }),
];
