import { z } from '@hono/zod-openapi';
import type { OrgId } from '#kernel';
import { findContacts } from '#parties';
import { listShares, openShare } from '#sharing';
import { route } from '../../route.ts';
import { id, orgPath, page, pageQuery, time } from '../../wire.ts';

const shareShape = z
  .object({
    consentId: id,
    awardId: id,
    credentialId: z.string(),
    personId: id,
    personName: z.string().nullable(),
    issuerId: id,
    title: z.string(),
    purpose: z.string(),
    grantedAt: time,
    until: time,
    endedAt: time.nullable(),
    state: z.enum(['active', 'suspended', 'revoked']),
  })
  .openapi('Share');

/** What people let an organisation see. */
export const shareRoutes = [
  route({
    method: 'get',
    path: '/api/v1/orgs/{orgId}/shares',
    access: 'inventory:read',
    tag: 'Sharing',
    summary: 'List what people let us see, the latest consent first',
    params: orgPath,
    query: z.strictObject({ ...pageQuery, personId: id.optional() }),
    answer: page(shareShape),
    inTx: async (tx, { orgId, query, doing }) => {
      const personId = query.personId as OrgId | undefined;
      const shares = await listShares(tx, { ...query, orgId, at: doing.now, personId });
      const contacts = await findContacts(tx, { orgId, personIds: shares.items.map((s) => s.personId) });
      const names = new Map(contacts.map((c) => [c.personId, c.name]));
      return {
        ...shares,
        items: shares.items.map((s) => ({ ...s, personName: names.get(s.personId) ?? null })),
      };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/orgs/{orgId}/shares/{consentId}/{awardId}/credential',
    access: 'inventory:read',
    tag: 'Sharing',
    summary: 'Open a shared credential',
    description: 'The consent is checked at this moment, and the person gets a receipt.',
    params: z.strictObject({ orgId: id, consentId: id, awardId: id }),
    gives: ['application/vc'],
    inTx: async (tx, { orgId, doing, params }) => {
      const file = await openShare(tx, doing, {
        orgId,
        consentId: params.consentId,
        awardId: params.awardId,
      });
      return {
        bytes: file.text,
        mediaType: file.mediaType,
        headers: {
          'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.fileName)}`,
        },
      };
    },
  }),
];
