import { z } from '@hono/zod-openapi';
import {
  awardPerson,
  awardSchema,
  awardSorts,
  countAwards,
  credentialText,
  exportAwards,
  findAward,
  listStatusChanges,
  tableOfAwards,
  type AwardId,
} from '#awards';
import { inclusionProof } from '#log';
import { listClaimMails, listTallies } from '#sharing';
import { inOrg } from '#store';
import { found } from '../../found.ts';
import { route } from '../../route.ts';
import { orgPath, orNull, page, pageQuery, time } from '../../wire.ts';
import { presentInclusion, inclusionShape } from '../instance/log-shapes.ts';
import { awardFilterQuery, awardPath, awardShape, presentAwards } from './shapes.ts';

const order = {
  sort: z.enum(awardSorts).default('issued'),
  direction: z.enum(['asc', 'desc']).optional(),
};

const listQuery = z.strictObject({
  ...pageQuery,
  ...awardFilterQuery,
  ...order,
  count: z.enum(['none', 'quick', 'exact']).default('none'),
});

/** Awards of an organisation, one by one. */
export const awardRoutes = [
  route({
    method: 'get',
    path: '/api/v1/orgs/{orgId}/awards',
    access: 'awards:read',
    tag: 'Awards',
    summary: 'List awards, sorted and narrowed',
    description:
      'The newest first, unless `sort` says otherwise. `count=quick` adds the number of awards: exact up to ' +
      '10,000, above that at least that many; `count=exact` counts every one.',
    params: orgPath,
    query: listQuery,
    answer: page(awardShape).extend({
      total: orNull(z.object({ value: z.number().int(), isExact: z.boolean() })),
    }),
    inTx: async (tx, { orgId, query }) => {
      const { limit, after, sort, direction, count, ...filter } = query;
      const awards = await tableOfAwards(tx, { orgId, filter, sort, direction, page: { limit, after } });
      const total =
        count === 'none' ? null : await countAwards(tx, { orgId, filter, isExact: count === 'exact' });
      return { ...awards, items: await presentAwards(tx, orgId, awards.items), total };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/orgs/{orgId}/awards.csv',
    access: 'awards:read',
    tag: 'Awards',
    summary: 'The same awards as a file',
    description: 'Every award that the filter leaves, in the order of the table.',
    params: orgPath,
    query: z.strictObject({ ...awardFilterQuery, ...order }),
    gives: ['text/csv'],
    cost: 10,
    withApp: ({ app, orgId, query }) => {
      const { sort, direction, ...filter } = query;
      return Promise.resolve({
        bytes: exportAwards(app, { orgId, filter, sort, direction }),
        mediaType: 'text/csv; charset=utf-8; header=present',
        headers: { 'Content-Disposition': 'attachment; filename="awards.csv"' },
      });
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
    summary: 'Read an award with everything that happened to it',
    params: awardPath,
    answer: awardShape.extend({
      history: z.array(
        z.object({ sequence: z.number().int(), state: z.string(), reason: z.string(), at: time }),
      ),
      log: orNull(z.object({ index: z.number().int(), size: z.number().int() })).openapi({
        description: 'Where it stands in the log; null until a checkpoint covers it.',
      }),
      mails: z.array(
        z.object({
          sentAt: time,
          expiresAt: time,
          endedAt: time.nullable(),
          outcome: z.enum(['claimed', 'declined', 'replaced']).nullable(),
        }),
      ),
      uses: z.object({
        viewed: z.number().int(),
        shared: z.number().int(),
        verified: z.number().int(),
      }),
    }),
    inTx: async (tx, { orgId, params }) => {
      const award = found(await findAward(tx, { orgId, awardId: params.awardId }), 'award');
      const [presented] = await presentAwards(tx, orgId, [award]);
      const history = await listStatusChanges(tx, { orgId, awardId: params.awardId as AwardId });
      const of = { orgId, awardId: award.awardId };
      const proof = await inclusionProof(tx, { hash: award.leafHash });
      const tallies = await listTallies(tx, { ...of, from: '2000-01-01', to: '9999-12-31' });
      const sum = (kind: string): number =>
        tallies.reduce((total, row) => total + (row.kind === kind ? row.count : 0), 0);
      return {
        ...found(presented, 'award'),
        history,
        log: proof === null ? null : { index: proof.index, size: proof.size },
        mails: await listClaimMails(tx, of),
        uses: { viewed: sum('viewed'), shared: sum('shared'), verified: sum('verified') },
      };
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
