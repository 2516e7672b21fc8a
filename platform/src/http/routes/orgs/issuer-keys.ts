import { z } from '@hono/zod-openapi';
import { ensureIssuerKey, listIssuerKeys, revocationSchema, revokeIssuerKey, rotateIssuerKey } from '#keys';
import type { Tx } from '#store';
import type { OrgId } from '#kernel';
import { found } from '../../found.ts';
import { route } from '../../route.ts';
import { id, orgPath, time } from '../../wire.ts';

const keyShape = z
  .object({
    keyId: id,
    publicKeyMultibase: z.string(),
    createdAt: time,
    retiredAt: time.optional(),
    revokedAt: time.optional(),
    revokedReason: z.string().optional(),
  })
  .openapi('IssuerKey');

async function keyById(tx: Tx, orgId: OrgId, keyId: string): Promise<z.infer<typeof keyShape>> {
  return found(
    (await listIssuerKeys(tx, { orgId })).find((key) => key.keyId === keyId),
    'issuer key',
  );
}

/** The keys with which an organisation signs; private halves never leave the server. */
export const issuerKeyRoutes = [
  route({
    method: 'get',
    path: '/api/v1/orgs/{orgId}/issuer-keys',
    access: 'org:read',
    tag: 'Issuer keys',
    summary: 'List issuer keys, the oldest first',
    params: orgPath,
    answer: z.object({ items: z.array(keyShape) }),
    inTx: async (tx, { orgId }) => ({ items: await listIssuerKeys(tx, { orgId }) }),
  }),
  route({
    method: 'post',
    path: '/api/v1/orgs/{orgId}/issuer-keys',
    access: 'keys:manage',
    tag: 'Issuer keys',
    summary: 'Make the first issuer key, or find the active one',
    params: orgPath,
    answer: keyShape,
    inTx: async (tx, { orgId, doing, app }) => {
      const { keyId } = await ensureIssuerKey(tx, doing, app, { orgId });
      return await keyById(tx, orgId, keyId);
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/orgs/{orgId}/issuer-keys/rotate',
    access: 'keys:manage',
    tag: 'Issuer keys',
    summary: 'Retire the active key and make a new one',
    description: 'What the old key signed stays good.',
    params: orgPath,
    answer: keyShape,
    inTx: async (tx, { orgId, doing, app }) => {
      const { keyId } = await rotateIssuerKey(tx, doing, app, { orgId });
      return await keyById(tx, orgId, keyId);
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/orgs/{orgId}/issuer-keys/{keyId}/revoke',
    access: 'keys:manage',
    tag: 'Issuer keys',
    summary: 'Revoke a lost or stolen key',
    description: 'An active key is replaced at once. What it signed before is judged by the time in the log.',
    params: z.strictObject({ orgId: id, keyId: id }),
    body: revocationSchema,
    answer: keyShape,
    inTx: async (tx, { orgId, doing, app, params, body }) => {
      const { revoked } = await revokeIssuerKey(tx, doing, app, {
        orgId,
        keyId: params.keyId,
        reason: body.reason,
      });
      return revoked;
    },
  }),
];
