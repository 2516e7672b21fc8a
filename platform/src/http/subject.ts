import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { findEvidenceBadge, findSubmission } from '#assessment';
import { findAward, findBatch } from '#awards';
import { isId, type OrgId } from '#kernel';
import { findStaffRight, subjectAt, wholeOrganisation, type Subject } from '#parties';
import { findStack } from '#stacks';
import { inOrg, type Tx } from '#store';
import type { Doors } from './doors.ts';
import type { Route } from './route.ts';

/** What a request names, by the names that paths, queries and bodies use. */
type Named = Readonly<Record<string, unknown>>;

/**
 * The badges and departments that a request is about: all that its path, its query and its body name. Of the
 * query only what the route reads counts: else a name that nobody reads would open a list of everything.
 * A request that names nothing concerns the organisation as a whole.
 */
export async function subjectsOf(
  c: Context,
  doors: Doors,
  orgId: OrgId,
  route: Route,
): Promise<readonly Subject[]> {
  const query = Object.fromEntries(
    Object.entries(c.req.query()).filter(([name]) => isField(route.query, name)),
  );
  const body = await bodyOf(c);
  return await inOrg(doors.ctx.db, orgId, async (tx) => {
    const found: Subject[] = [];
    for (const named of [c.req.param() as Named, query, body])
      found.push(...(await subjectsNamed(tx, orgId, named)));
    return found.length > 0 ? found : [wholeOrganisation];
  });
}

function isField(schema: z.ZodType | undefined, name: string): boolean {
  return schema instanceof z.ZodObject && Object.hasOwn(schema.shape, name);
}

async function bodyOf(c: Context): Promise<Named> {
  if (!/json/.test(c.req.header('content-type') ?? '')) return {};
  const body: unknown = await c.req.json().catch(() => null);
  return typeof body === 'object' && body !== null ? (body as Named) : {};
}

async function subjectsNamed(tx: Tx, orgId: OrgId, named: Named): Promise<Subject[]> {
  const badges = await badgesNamed(tx, orgId, named);
  const departments = departmentsNamed(named);
  const right =
    typeof named['rightId'] === 'string'
      ? await findStaffRight(tx, { orgId, rightId: named['rightId'] })
      : null;
  if (right?.level === 'badge') badges.push(right.subjectId);
  if (right?.level === 'department') departments.push(right.subjectId);
  const found: Subject[] = [];
  for (const badgeId of new Set(badges)) found.push(await subjectAt(tx, { orgId, badgeId }));
  for (const departmentId of departments) found.push(await subjectAt(tx, { orgId, departmentId }));
  return found;
}

/** The badges that are named, directly or by what was made of them; `*` stands for one that cannot be found. */
async function badgesNamed(tx: Tx, orgId: OrgId, named: Named): Promise<string[]> {
  const found: string[] = [];
  const { badgeId, awardId, awardIds, submissionId, evidenceId, batchId, stackId, level, subjectId } = named;
  if (typeof badgeId === 'string') found.push(badgeId);
  if (level === 'badge' && typeof subjectId === 'string') found.push(subjectId);
  for (const one of [awardId, ...(Array.isArray(awardIds) ? (awardIds as unknown[]) : [])])
    if (typeof one === 'string') found.push((await findAward(tx, { orgId, awardId: one }))?.badgeId ?? '*');
  if (typeof submissionId === 'string')
    found.push(
      (isId('sub', submissionId) ? await findSubmission(tx, { orgId, submissionId }) : null)?.badgeId ?? '*',
    );
  if (typeof evidenceId === 'string')
    found.push((isId('evd', evidenceId) ? await findEvidenceBadge(tx, { orgId, evidenceId }) : null) ?? '*');
  if (typeof batchId === 'string') found.push((await findBatch(tx, { orgId, batchId }))?.badgeId ?? '*');
  if (typeof stackId === 'string')
    found.push((isId('stk', stackId) ? await findStack(tx, { orgId, stackId }) : null)?.badgeId ?? '*');
  return found;
}

function departmentsNamed({ departmentId, level, subjectId }: Named): string[] {
  const found: string[] = [];
  if (typeof departmentId === 'string') found.push(departmentId);
  if (level === 'department' && typeof subjectId === 'string') found.push(subjectId);
  return found;
}
