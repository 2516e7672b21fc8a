import { isId, newId, type Doing, type OrgId } from '#kernel';
import { sql, type Tx } from '#store';
import { recordAudit } from './audit.ts';
import { errors } from './errors.ts';
import type { Department, DepartmentId } from './model.ts';

interface Row {
  department_id: DepartmentId;
  parent_id: DepartmentId | null;
  name: string;
  created_at: Date;
}

function departmentOf(row: Row): Department {
  return {
    departmentId: row.department_id,
    name: row.name,
    ...(row.parent_id !== null && { parentId: row.parent_id }),
    createdAt: row.created_at,
  };
}

/** Makes a department, inside another one where `parentId` is given. Errors: department_unknown. */
export async function createDepartment(
  tx: Tx,
  doing: Doing,
  input: { orgId: OrgId; name: string; parentId?: string | undefined },
): Promise<Department> {
  if (input.parentId !== undefined) await knownDepartment(tx, input.orgId, input.parentId);
  const departmentId = newId('dep', doing.now, doing.random);
  const result =
    await sql<Row>`insert into parties.department (org_id, department_id, parent_id, name, created_at)
    values (${input.orgId}, ${departmentId}, ${input.parentId ?? null}, ${input.name}, ${doing.now})
    returning department_id, parent_id, name, created_at`.execute(tx);
  await recordAudit(tx, doing, { orgId: input.orgId, action: 'department.created', subject: departmentId });
  return departmentOf(result.rows[0] as Row);
}

/** Returns the id when it names a department of this organisation. Errors: department_unknown. */
export async function knownDepartment(tx: Tx, orgId: OrgId, departmentId: string): Promise<DepartmentId> {
  if (isId('dep', departmentId)) {
    const found = await sql`select 1 from parties.department
      where org_id = ${orgId} and department_id = ${departmentId}`.execute(tx);
    if (found.rows.length === 1) return departmentId;
  }
  throw errors.fail('department_unknown', `${departmentId} is not a department of this organisation.`);
}

/** Lists all departments of an organisation in the order in which they were made. */
export async function listDepartments(tx: Tx, input: { orgId: OrgId }): Promise<Department[]> {
  const result = await sql<Row>`select department_id, parent_id, name, created_at from parties.department
    where org_id = ${input.orgId} order by department_id collate "C"`.execute(tx);
  return result.rows.map(departmentOf);
}

/** Renames a department, or makes it part of another one. Errors: department_unknown, department_circular. */
export async function updateDepartment(
  tx: Tx,
  doing: Doing,
  input: {
    orgId: OrgId;
    departmentId: string;
    patch: { name?: string | undefined; parentId?: string | null | undefined };
  },
): Promise<Department> {
  const { orgId, patch } = input;
  const departmentId = await knownDepartment(tx, orgId, input.departmentId);
  // Held, so that two moves at once cannot make a circle of two departments.
  await sql`select 1 from parties.org where org_id = ${orgId} for update`.execute(tx);
  if (typeof patch.parentId === 'string') await checkParent(tx, orgId, departmentId, patch.parentId);
  const result = await sql<Row>`update parties.department set name = coalesce(${patch.name ?? null}, name),
      parent_id = case when ${patch.parentId === undefined} then parent_id else ${patch.parentId ?? null} end
    where org_id = ${orgId} and department_id = ${departmentId}
    returning department_id, parent_id, name, created_at`.execute(tx);
  await recordAudit(tx, doing, {
    orgId,
    action: 'department.updated',
    subject: departmentId,
    detail: { fields: Object.keys(patch) },
  });
  return departmentOf(result.rows[0] as Row);
}

async function checkParent(tx: Tx, orgId: OrgId, departmentId: string, parentId: string): Promise<void> {
  await knownDepartment(tx, orgId, parentId);
  const all = await listDepartments(tx, { orgId });
  const parents = new Map(all.map((d) => [d.departmentId as string, d.parentId as string | undefined]));
  for (let at: string | undefined = parentId; at !== undefined; at = parents.get(at))
    if (at === departmentId)
      throw errors.fail('department_circular', `${parentId} is part of ${departmentId} itself.`);
}

/** Deletes a department that nothing refers to. Errors: department_unknown, department_in_use. */
export async function removeDepartment(
  tx: Tx,
  doing: Doing,
  input: { orgId: OrgId; departmentId: string },
): Promise<void> {
  const { orgId } = input;
  const departmentId = await knownDepartment(tx, orgId, input.departmentId);
  const used = await sql<{ what: string }>`
    select 'departments' as what from parties.department where org_id = ${orgId} and parent_id = ${departmentId}
    union select 'badges' from parties.badge_place where org_id = ${orgId} and department_id = ${departmentId}
    union select 'rights' from parties.staff_right where org_id = ${orgId} and subject_id = ${departmentId}
    union select 'members' from parties.member where org_id = ${orgId} and department_id = ${departmentId}
    union select 'invitations' from parties.invitation where org_id = ${orgId} and department_id = ${departmentId}
    union select 'employments' from parties.employment where org_id = ${orgId} and department_id = ${departmentId}
    order by 1`.execute(tx);
  const what = used.rows.map((r) => r.what);
  if (what.length > 0) throw errors.fail('department_in_use', `It has ${what.join(', ')}.`, { what });
  await sql`delete from parties.department
    where org_id = ${orgId} and department_id = ${departmentId}`.execute(tx);
  await recordAudit(tx, doing, { orgId, action: 'department.removed', subject: departmentId });
}
