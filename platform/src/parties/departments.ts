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
