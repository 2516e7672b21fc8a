import { z } from '@hono/zod-openapi';
import { listAudit, type AuditEntry, type AuditFilter } from '#parties';
import { csvOf } from '../../csv.ts';
import { route } from '../../route.ts';
import { id, orgPath, page, pageQuery, time } from '../../wire.ts';

/** A line of an audit trail. */
export const auditShape = z
  .object({
    auditId: id,
    at: time,
    actor: z.string(),
    action: z.string(),
    subject: z.string(),
    detail: z.record(z.string(), z.unknown()),
  })
  .openapi('AuditEntry');

const filterQuery = {
  actor: z.string().max(100).optional(),
  action: z.string().max(100).optional(),
  subject: z.string().max(100).optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  until: z.iso.datetime({ offset: true }).optional(),
};

function filterOf(query: {
  actor?: string | undefined;
  action?: string | undefined;
  subject?: string | undefined;
  from?: string | undefined;
  until?: string | undefined;
}): AuditFilter {
  const { actor, action, subject, from, until } = query;
  return {
    actor,
    action,
    subject,
    from: from === undefined ? undefined : new Date(from),
    until: until === undefined ? undefined : new Date(until),
  };
}

/** How many lines one file holds at most. */
const mostLines = 100_000;

/** The audit trail of an organisation, as a list and as a file. */
export const auditRoutes = [
  route({
    method: 'get',
    path: '/api/v1/orgs/{orgId}/audit',
    access: 'audit:read',
    tag: 'Audit trail',
    summary: 'List what was done, newest first: by whom, what, to what, when',
    description: '`action` is a whole action, `member.added`, or its first word.',
    params: orgPath,
    query: z.strictObject({ ...pageQuery, ...filterQuery }),
    answer: page(auditShape),
    inTx: (tx, { orgId, query }) =>
      listAudit(tx, { orgId, page: { limit: query.limit, after: query.after }, ...filterOf(query) }),
  }),
  route({
    method: 'get',
    path: '/api/v1/orgs/{orgId}/audit.csv',
    access: 'audit:read',
    tag: 'Audit trail',
    summary: 'The same as a CSV file, newest first, at most 100,000 lines',
    cost: 20,
    params: orgPath,
    query: z.strictObject(filterQuery),
    gives: ['text/csv'],
    inTx: async (tx, { orgId, query }) => {
      const rows: AuditEntry[] = [];
      let after: string | undefined;
      do {
        const part = await listAudit(tx, { orgId, page: { limit: 2_000, after }, ...filterOf(query) });
        rows.push(...part.items);
        after = part.next ?? undefined;
      } while (after !== undefined && rows.length < mostLines);
      const lines = rows
        .slice(0, mostLines)
        .map((e) => [e.auditId, e.at.toISOString(), e.actor, e.action, e.subject, JSON.stringify(e.detail)]);
      return {
        bytes: csvOf([['auditId', 'at', 'actor', 'action', 'subject', 'detail'], ...lines]),
        mediaType: 'text/csv; charset=utf-8',
        headers: { 'Content-Disposition': 'attachment; filename="audit.csv"' },
      };
    },
  }),
];
