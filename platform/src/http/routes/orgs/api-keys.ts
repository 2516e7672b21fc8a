import { z } from '@hono/zod-openapi';
import {
  apiKeyDraftSchema,
  createApiKey,
  listApiKeys,
  revokeApiKey,
  rights,
  rightsIn,
  rotateApiKey,
} from '#parties';
import { errors } from '../../errors.ts';
import { route } from '../../route.ts';
import { id, orgPath, time } from '../../wire.ts';

const keyShape = z
  .object({
    keyId: id,
    name: z.string(),
    scopes: z.array(z.enum(rights)),
    madeBy: z.string(),
    createdAt: time,
    expiresAt: time.optional(),
    revokedAt: time.optional(),
    lastUsedAt: time.optional(),
  })
  .openapi('ApiKey');

/** API keys: programs of an organisation, each with scopes that its maker has. */
export const apiKeyRoutes = [
  route({
    method: 'get',
    path: '/api/v1/orgs/{orgId}/api-keys',
    access: 'keys:manage',
    tag: 'API keys',
    summary: 'List API keys',
    params: orgPath,
    answer: z.object({ items: z.array(keyShape) }),
    inTx: async (tx, { orgId }) => ({ items: await listApiKeys(tx, { orgId }) }),
  }),
  route({
    method: 'post',
    path: '/api/v1/orgs/{orgId}/api-keys',
    access: 'keys:manage',
    tag: 'API keys',
    summary: 'Make an API key',
    description: 'The secret is in this answer and nowhere else; a repeated request is answered without it.',
    params: orgPath,
    body: apiKeyDraftSchema,
    status: 201,
    shownOnce: ['secret'],
    answer: keyShape.extend({ secret: z.string().optional() }),
    inTx: async (tx, { orgId, doing, body, principal }) => {
      if (principal.kind === 'none') throw errors.fail('credentials_missing', 'Nobody is signed in.');
      const { key, secret } = await createApiKey(tx, doing, {
        orgId,
        name: body.name,
        scopes: body.scopes,
        expiresAt: body.expiresAt === undefined ? undefined : new Date(body.expiresAt),
        makerRights: rightsIn(principal, orgId),
      });
      return { ...key, secret };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/orgs/{orgId}/api-keys/{keyId}/rotate',
    access: 'keys:manage',
    tag: 'API keys',
    summary: 'Replace an API key by a new one with the same scopes; the old one ends at once',
    params: z.strictObject({ orgId: id, keyId: id }),
    shownOnce: ['secret'],
    answer: keyShape.extend({ secret: z.string().optional() }),
    inTx: async (tx, { orgId, doing, params, principal }) => {
      if (principal.kind === 'none') throw errors.fail('credentials_missing', 'Nobody is signed in.');
      const { key, secret } = await rotateApiKey(tx, doing, {
        orgId,
        keyId: params.keyId,
        makerRights: rightsIn(principal, orgId),
      });
      return { ...key, secret };
    },
  }),
  route({
    method: 'delete',
    path: '/api/v1/orgs/{orgId}/api-keys/{keyId}',
    access: 'keys:manage',
    tag: 'API keys',
    summary: 'Revoke an API key, at once and for good',
    params: z.strictObject({ orgId: id, keyId: id }),
    answer: keyShape,
    inTx: (tx, { orgId, doing, params }) => revokeApiKey(tx, doing, { orgId, keyId: params.keyId }),
  }),
];
