import { z } from '@hono/zod-openapi';
import {
  awardPerson,
  awardSchema,
  credentialText,
  findAward,
  listAwards,
  listStatusChanges,
  type AwardId,
  type BatchId,
} from '#awards';
import { inclusionProof } from '#log';
import { inOrg } from '#store';
import { found } from '../../found.ts';
import { route } from '../../route.ts';
import { id, orgPath, page, pageQuery, time } from '../../wire.ts';
import { presentInclusion, inclusionShape } from '../instance/log-shapes.ts';
import { awardPath, awardShape, presentAwards } from './shapes.ts';

const listQuery = z.strictObject({
  ...pageQuery,
  badgeId: id.optional(),
  version: z.coerce.number().int().min(1).optional(),
  personId: id.optional(),
  batchId: id.optional(),
  state: z.enum(['active', 'suspended', 'revoked']).optional(),
  source: z.enum(['mastery', 'direct', 'stack', 'batch']).optional(),
});

/** Awards of an organisation, one by one. */
export const awardRoutes = [
  route({
    method: 'get',
    path: '/api/v1/orgs/{orgId}/awards',
    access: 'awards:read',
    tag: 'Awards',
    summary: 'List awards, the newest first',
    params: orgPath,
    query: listQuery,
    answer: page(awardShape),
    inTx: async (tx, { orgId, query }) => {
      const { limit, after, batchId, ...filter } = query;
      const awards = await listAwards(tx, {
        orgId,
        page: { limit, after },
        filter: { ...filter, batchId: batchId as BatchId | undefined },
      });
      return { ...awards, items: await presentAwards(tx, orgId, awards.items) };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/orgs/{orgId}/awards',
    access: 'awards:issue',
    tag: 'Awards',
    summary: 'Award a badge to a person',
    description:
      'Signed, logged and saved when this answers. A person gets one award of a badge version for each ' +
      '`grantKey` (left out: one), however often it is asked for.',
    params: orgPath,
    body: awardSchema,
    cost: 5,
    status: 201,
    answer: awardShape,
    withApp: async ({ app, orgId, doing, body }) => {
      const award = await awardPerson(app, doing, { orgId, request: body });
      const [presented] = await inOrg(app.db, orgId, (tx) => presentAwards(tx, orgId, [award]));
      return found(presented, 'award');
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/orgs/{orgId}/awards/{awardId}',
    access: 'awards:read',
    tag: 'Awards',
    summary: 'Read an award and every change of its state',
    params: awardPath,
    answer: awardShape.extend({
      history: z.array(
        z.object({ sequence: z.number().int(), state: z.string(), reason: z.string(), at: time }),
      ),
    }),
    inTx: async (tx, { orgId, params }) => {
      const award = found(await findAward(tx, { orgId, awardId: params.awardId }), 'award');
      const [presented] = await presentAwards(tx, orgId, [award]);
      const history = await listStatusChanges(tx, { orgId, awardId: params.awardId as AwardId });
      return { ...found(presented, 'award'), history };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/orgs/{orgId}/awards/{awardId}/credential',
    access: 'awards:read',
    tag: 'Awards',
    summary: 'The signed credential, byte for byte',
    params: awardPath,
    gives: ['application/vc'],
    inTx: async (tx, { orgId, params }) => {
      const { text } = found(await credentialText(tx, { orgId, awardId: params.awardId }), 'award');
      return {
        bytes: text,
        mediaType: 'application/vc',
        headers: { 'Content-Disposition': `attachment; filename="${params.awardId}.json"` },
      };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/orgs/{orgId}/awards/{awardId}/log-proof',
    access: 'awards:read',
    tag: 'Awards',
    summary: 'Prove that the award is in the log',
    description: '`salt` opens the leaf. Not there yet while no checkpoint covers it.',
    params: awardPath,
    answer: inclusionShape.extend({ salt: z.string() }),
    inTx: async (tx, { orgId, params }) => {
      const document = found(await credentialText(tx, { orgId, awardId: params.awardId }), 'award');
      const proof = found(await inclusionProof(tx, { hash: document.award.leafHash }), 'log entry yet');
      return { ...presentInclusion(proof), salt: Buffer.from(document.salt).toString('hex') };
    },
  }),
];
