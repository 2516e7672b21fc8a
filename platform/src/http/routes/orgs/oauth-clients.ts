import { z } from '@hono/zod-openapi';
import {
  apiKeyDraftSchema,
  createOauthClient,
  listOauthClients,
  revokeOauthClient,
  rights,
  rightsIn,
  rotateOauthClient,
} from '#parties';
import { errors } from '../../errors.ts';
import { route } from '../../route.ts';
import { id, orgPath, time } from '../../wire.ts';

const clientShape = z
  .object({
    clientId: id,
    name: z.string(),
    scopes: z.array(z.enum(rights)),
    madeBy: z.string(),
    createdAt: time,
    expiresAt: time.optional(),
    revokedAt: time.optional(),
    lastUsedAt: time.optional(),
  })
  .openapi('OauthClient');

const withSecret = clientShape.extend({ secret: z.string().optional() });
const clientPath = z.strictObject({ orgId: id, clientId: id });

/** OAuth clients: they ask `/oauth/token` for tokens that live 15 minutes. */
export const oauthClientRoutes = [
  route({
    method: 'get',
    path: '/api/v1/orgs/{orgId}/oauth-clients',
    access: 'keys:manage',
    tag: 'OAuth clients',
    summary: 'List OAuth clients',
    params: orgPath,
    answer: z.object({ items: z.array(clientShape) }),
    inTx: async (tx, { orgId }) => ({ items: await listOauthClients(tx, { orgId }) }),
  }),
  route({
    method: 'post',
    path: '/api/v1/orgs/{orgId}/oauth-clients',
    access: 'keys:manage',
    tag: 'OAuth clients',
    summary: 'Make an OAuth client',
    description: 'The secret is in this answer and nowhere else; a repeated request is answered without it.',
    params: orgPath,
    body: apiKeyDraftSchema,
    status: 201,
    shownOnce: ['secret'],
    answer: withSecret,
    inTx: async (tx, { orgId, doing, body, principal }) => {
      if (principal.kind === 'none') throw errors.fail('credentials_missing', 'Nobody is signed in.');
      const { client, secret } = await createOauthClient(tx, doing, {
        orgId,
        name: body.name,
        scopes: body.scopes,
        expiresAt: body.expiresAt === undefined ? undefined : new Date(body.expiresAt),
        makerRights: rightsIn(principal, orgId),
      });
      return { ...client, secret };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/orgs/{orgId}/oauth-clients/{clientId}/rotate',
    access: 'keys:manage',
    tag: 'OAuth clients',
    summary: 'Give a client a new secret; the old one and its tokens end at once',
    params: clientPath,
    shownOnce: ['secret'],
    answer: withSecret,
    inTx: async (tx, { orgId, doing, params, principal }) => {
      if (principal.kind === 'none') throw errors.fail('credentials_missing', 'Nobody is signed in.');
      const { client, secret } = await rotateOauthClient(tx, doing, {
        orgId,
        clientId: params.clientId,
        makerRights: rightsIn(principal, orgId),
      });
      return { ...client, secret };
    },
  }),
  route({
    method: 'delete',
    path: '/api/v1/orgs/{orgId}/oauth-clients/{clientId}',
    access: 'keys:manage',
    tag: 'OAuth clients',
    summary: 'Revoke an OAuth client and its tokens, at once and for good',
    params: clientPath,
    answer: clientShape,
    inTx: (tx, { orgId, doing, params }) =>
      revokeOauthClient(tx, doing, { orgId, clientId: params.clientId }),
  }),
];
