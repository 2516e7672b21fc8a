import { z } from '@hono/zod-openapi';
import { recordInstanceAudit } from '#parties';
import {
  addTrustedIssuer,
  listTrustedIssuers,
  removeTrustedIssuer,
  trustedIssuerSchema,
} from '#verification';
import { route } from '../../route.ts';
import { page, pageOnly, time } from '../../wire.ts';

const trustedIssuerShape = z
  .object({
    issuerId: z.string(),
    name: z.string(),
    url: z.string().nullable(),
    reason: z.string(),
    addedAt: time,
  })
  .openapi('TrustedIssuer');

/** The trust list: everybody reads it, operators write it. */
export const trustedIssuerRoutes = [
  route({
    method: 'get',
    path: '/api/v1/trusted-issuers',
    access: 'open',
    tag: 'Verification',
    summary: 'List the foreign issuers that this instance recognises',
    description: 'Its own organisations are recognised without being listed.',
    query: pageOnly,
    answer: page(trustedIssuerShape),
    inTx: (tx, { query }) => listTrustedIssuers(tx, { page: query }),
  }),
  route({
    method: 'post',
    path: '/api/v1/trusted-issuers',
    access: 'operator',
    tag: 'Verification',
    summary: 'Recognise a foreign issuer, or change what is said about it',
    body: trustedIssuerSchema,
    status: 201,
    answer: trustedIssuerShape,
    inTx: async (tx, { doing, body }) => {
      const issuer = await addTrustedIssuer(tx, doing, body);
      const { issuerId, name, reason } = issuer;
      await recordInstanceAudit(tx, doing, {
        action: 'trusted_issuer.added',
        subject: issuerId,
        detail: { name, reason },
      });
      return issuer;
    },
  }),
  route({
    method: 'delete',
    path: '/api/v1/trusted-issuers/{issuerId}',
    access: 'operator',
    tag: 'Verification',
    summary: 'Recognise a foreign issuer no longer',
    description: 'Its credentials stay what they are. In the address its id is percent-encoded.',
    params: z.strictObject({ issuerId: z.string().min(1).max(2_048) }),
    inTx: async (tx, { doing, params }) => {
      await removeTrustedIssuer(tx, params);
      await recordInstanceAudit(tx, doing, { action: 'trusted_issuer.removed', subject: params.issuerId });
    },
  }),
];
