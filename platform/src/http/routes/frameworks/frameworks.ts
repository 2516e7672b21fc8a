import { z } from '@hono/zod-openapi';
import {
  findCompetency,
  frameworkFormat,
  frameworkMeta,
  importFramework,
  listFrameworks,
  searchCompetencies,
} from '#frameworks';
import { recordInstanceAudit } from '#parties';
import { found } from '../../found.ts';
import { route } from '../../route.ts';
import { id, page, pageOnly, pageQuery, time } from '../../wire.ts';

const frameworkShape = z
  .object({
    frameworkId: id,
    code: z.string(),
    version: z.string(),
    title: z.string(),
    publisher: z.string(),
    licence: z.string(),
    attribution: z.string(),
    url: z.string(),
    size: z.number().int(),
    importedAt: time,
  })
  .openapi('Framework');

const competencyShape = z
  .object({
    frameworkId: id,
    framework: z.string(),
    version: z.string(),
    code: z.string(),
    name: z.string(),
    description: z.string(),
    kind: z.string(),
    parentCodes: z.array(z.string()),
    url: z.string(),
  })
  .openapi('Competency');

const importLimit = 64 * 1024 * 1024;

const importBody = z.strictObject({
  format: frameworkFormat,
  meta: frameworkMeta,
  files: z
    .record(z.string().min(1).max(200), z.base64())
    .describe('The files by name, each in base64; together at most 64 MiB as JSON.'),
});

/** Competency frameworks belong to the instance: everybody reads them, operators import them. */
export const frameworkRoutes = [
  route({
    method: 'get',
    path: '/api/v1/frameworks',
    access: 'open',
    tag: 'Frameworks',
    summary: 'List the framework versions of this instance',
    query: pageOnly,
    answer: page(frameworkShape),
    inTx: (tx, { query }) => listFrameworks(tx, query),
  }),
  route({
    method: 'get',
    path: '/api/v1/competencies',
    access: 'open',
    tag: 'Frameworks',
    summary: 'Search competencies by words, best match first',
    description: 'Words are what people type: `"exact phrase"`, `or`, `-without`. No words list everything.',
    query: z.strictObject({
      ...pageQuery,
      words: z.string().max(300).default(''),
      framework: z.string().max(64).optional(),
      version: z.string().max(64).optional(),
    }),
    answer: page(competencyShape),
    inTx: (tx, { query }) => searchCompetencies(tx, query),
  }),
  route({
    method: 'get',
    path: '/api/v1/competencies/{framework}/{code}',
    access: 'open',
    tag: 'Frameworks',
    summary: 'Read a competency by its code',
    params: z.strictObject({ framework: id, code: z.string().min(1).max(256) }),
    query: z.strictObject({ version: z.string().max(64).optional() }),
    answer: competencyShape,
    inTx: async (tx, { params, query }) =>
      found(await findCompetency(tx, { ...params, version: query.version }), 'competency'),
  }),
  route({
    method: 'post',
    path: '/api/v1/frameworks',
    access: 'operator',
    tag: 'Frameworks',
    summary: 'Import a version of a framework, all of it or nothing',
    description: 'It becomes everybody’s: new alignments name the version that was imported last.',
    body: importBody,
    bodyLimit: importLimit,
    cost: 10,
    answer: frameworkShape.extend({ isNew: z.boolean() }),
    inTx: async (tx, { doing, body }) => {
      const files = Object.fromEntries(
        Object.entries(body.files).map(([name, text]) => [name, new Uint8Array(Buffer.from(text, 'base64'))]),
      );
      const { framework, isNew } = await importFramework(tx, doing, {
        format: body.format,
        meta: body.meta,
        files,
      });
      await recordInstanceAudit(tx, doing, {
        action: 'framework.imported',
        subject: framework.frameworkId,
        detail: { code: framework.code, version: framework.version, isNew },
      });
      return { ...framework, isNew };
    },
  }),
];
