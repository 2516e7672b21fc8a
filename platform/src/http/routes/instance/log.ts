import { z } from '@hono/zod-openapi';
import { consistencyProof, inclusionProof, latestCheckpoint } from '#log';
import { found } from '../../found.ts';
import { route } from '../../route.ts';
import { inclusionShape, presentInclusion } from './log-shapes.ts';

/** The transparency log, for everybody: what was issued here cannot be changed without its root changing. */
export const logRoutes = [
  route({
    method: 'get',
    path: '/api/v1/log/checkpoint',
    access: 'open',
    tag: 'Log',
    summary: 'The newest checkpoint, a signed note',
    gives: ['text/plain'],
    inTx: async (tx) => {
      const { note } = found(await latestCheckpoint(tx), 'checkpoint yet');
      return {
        bytes: note,
        mediaType: 'text/plain; charset=utf-8',
        headers: { 'Cache-Control': 'no-cache' },
      };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/log/leaves/{hash}',
    access: 'open',
    tag: 'Log',
    summary: 'Prove that an entry is in the log',
    params: z.strictObject({ hash: z.string().regex(/^[0-9a-f]{64}$/, '64 hexadecimal digits') }),
    answer: inclusionShape,
    inTx: async (tx, { params }) => {
      const hash = new Uint8Array(Buffer.from(params.hash, 'hex'));
      return presentInclusion(found(await inclusionProof(tx, { hash }), 'log entry'));
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/log/consistency',
    access: 'open',
    tag: 'Log',
    summary: 'Prove that an older log is the beginning of the newest',
    query: z.strictObject({ from: z.coerce.number().int().min(0) }),
    answer: z.object({
      from: z.number().int(),
      size: z.number().int(),
      proof: z.array(z.string()),
      checkpoint: z.string(),
    }),
    inTx: async (tx, { query }) => {
      const proof = found(await consistencyProof(tx, query), 'checkpoint');
      return { ...proof, proof: proof.proof.map((hash) => Buffer.from(hash).toString('hex')) };
    },
  }),
];
