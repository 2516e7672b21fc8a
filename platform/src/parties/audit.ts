import { newId, pageOf, type Doing, type OrgId, type Page, type PageRequest } from '#kernel';
import { sql, type Tx } from '#store';
import { afterOf } from './cursor.ts';
import type { AuditEntry, AuditId } from './model.ts';

/**
 * Adds a line to the trail of a tenant, in the transaction of the change itself. `detail` carries ids and
 * plain values and no personal data, since nobody can take a line away again.
 */
export async function recordAudit(
  tx: Tx,
  doing: Doing,
  input: {
    orgId: OrgId;
    action: string;
    subject: string;
    detail?: Readonly<Record<string, unknown>>;
  },
): Promise<void> {
  await sql`insert into parties.audit (org_id, audit_id, at, actor, action, subject, detail)
    values (${input.orgId}, ${newId('aud', doing.now, doing.random)}, ${doing.now}, ${doing.actor},
      ${input.action}, ${input.subject}, ${JSON.stringify(input.detail ?? {})}::jsonb)`.execute(tx);
}

interface Row {
  audit_id: AuditId;
  at: Date;
  actor: string;
  action: string;
  subject: string;
  detail: Record<string, unknown>;
}

/** Adds a line to the trail of the instance itself, of what its operators do; otherwise like `recordAudit`. */
export async function recordInstanceAudit(
  tx: Tx,
  doing: Doing,
  input: { action: string; subject: string; detail?: Readonly<Record<string, unknown>> },
): Promise<void> {
  await sql`insert into parties.instance_audit (audit_id, at, actor, action, subject, detail)
    values (${newId('aud', doing.now, doing.random)}, ${doing.now}, ${doing.actor},
      ${input.action}, ${input.subject}, ${JSON.stringify(input.detail ?? {})}::jsonb)`.execute(tx);
}

/** Lists the trail of the instance, newest first. Error: party_cursor_invalid. */
export async function listInstanceAudit(tx: Tx, input: { page: PageRequest }): Promise<Page<AuditEntry>> {
  const before = afterOf(input.page.after);
  const result =
    await sql<Row>`select audit_id, at, actor, action, subject, detail from parties.instance_audit
    where ${before}::text is null or audit_id collate "C" < ${before}
    order by audit_id collate "C" desc limit ${input.page.limit + 1}`.execute(tx);
  return pageOf(result.rows.map(entryOf), input.page.limit, (entry) => [entry.auditId]);
}

/** Which lines of a trail are wanted; each that is given narrows the list. */
export interface AuditFilter {
  readonly subject?: string | undefined;
  readonly actor?: string | undefined;
  /** An action, `member.added`, or all that begin with a word, `member`. */
  readonly action?: string | undefined;
  /** From this moment on. */
  readonly from?: Date | undefined;
  /** Before this moment. */
  readonly until?: Date | undefined;
}

/** Lists the trail of a tenant, newest first. Error: party_cursor_invalid. */
export async function listAudit(
  tx: Tx,
  input: { orgId: OrgId; page: PageRequest } & AuditFilter,
): Promise<Page<AuditEntry>> {
  const before = afterOf(input.page.after);
  const { subject = null, actor = null, action = null, from = null, until = null } = input;
  const result = await sql<Row>`select audit_id, at, actor, action, subject, detail from parties.audit
    where org_id = ${input.orgId}
      and (${before}::text is null or audit_id collate "C" < ${before})
      and (${subject}::text is null or subject = ${subject})
      and (${actor}::text is null or actor = ${actor})
      and (${action}::text is null or action = ${action} or starts_with(action, ${action} || '.'))
      and (${from}::timestamptz is null or at >= ${from})
      and (${until}::timestamptz is null or at < ${until})
    order by audit_id collate "C" desc limit ${input.page.limit + 1}`.execute(tx);
  return pageOf(result.rows.map(entryOf), input.page.limit, (entry) => [entry.auditId]);
}

function entryOf(row: Row): AuditEntry {
  const { at, actor, action, subject, detail } = row;
  return { auditId: row.audit_id, at, actor, action, subject, detail };
}
