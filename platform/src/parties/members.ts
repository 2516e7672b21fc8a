import { isId, type Doing, type OrgId } from '#kernel';
import { byLookup, sql, type Db, type Tx } from '#store';
import { recordAudit } from './audit.ts';
import { knownDepartment } from './departments.ts';
import { errors } from './errors.ts';
import type { DepartmentId, Member, PersonId, UserId } from './model.ts';
import { findOrg } from './orgs.ts';
import type { HeldRight } from './permissions.ts';
import type { Principal, Role } from './rights.ts';
import { keepsManager, normalEmail } from './rules.ts';

interface Row {
  user_id: UserId;
  person_id: PersonId;
  name: string;
  email: string;
  roles: Role[];
  department_id: DepartmentId | null;
  added_at: Date;
}

/** Lists the members of an organisation with the names under which they sign in, first added first. */
export async function listMembers(tx: Tx, input: { orgId: OrgId }): Promise<Member[]> {
  const result = await sql<Row>`select m.user_id, u.person_id, u.name, u.email, m.roles,
      m.department_id, m.added_at
    from parties.member m join parties.users_of_members() u on u.user_id = m.user_id
    where m.org_id = ${input.orgId} order by m.added_at, m.user_id collate "C"`.execute(tx);
  return result.rows.map((r) => ({
    userId: r.user_id,
    personId: r.person_id,
    name: r.name,
    email: r.email,
    roles: r.roles,
    ...(r.department_id !== null && { departmentId: r.department_id }),
    addedAt: r.added_at,
  }));
}

/** Finds somebody who can sign in, by their exact mail address. */
export async function findUser(
  tx: Tx,
  input: { email: string },
): Promise<{ userId: UserId; personId: PersonId; name: string } | null> {
  const result = await sql<{ user_id: UserId; person_id: PersonId; name: string }>`
    select user_id, person_id, name from parties.user_of_email(${normalEmail(input.email)})`.execute(tx);
  const row = result.rows[0];
  return row === undefined ? null : { userId: row.user_id, personId: row.person_id, name: row.name };
}

/** Adds a user to an organisation. Errors: org_unknown, person_space_closed, user_unknown, member_exists. */
export async function addMember(
  tx: Tx,
  doing: Doing,
  input: { orgId: OrgId; userId: string; roles: readonly Role[]; departmentId?: string | undefined },
): Promise<void> {
  const { orgId, userId, roles } = input;
  const org = await findOrg(tx, { orgId });
  if (org === null) throw errors.fail('org_unknown', `${orgId} is not an organisation here.`);
  if (org.kind === 'person') throw errors.fail('person_space_closed', `${orgId} is the space of a person.`);
  if (!isId('usr', userId)) throw errors.fail('user_unknown', `${userId} is not a user.`);
  const known = await sql<{ known: boolean }>`select parties.is_user(${userId}) as known`.execute(tx);
  if (known.rows[0]?.known !== true) throw errors.fail('user_unknown', `${userId} is not a user.`);
  const departmentId =
    input.departmentId === undefined ? null : await knownDepartment(tx, orgId, input.departmentId);
  const since = sinceOf(roles, {}, doing.now);
  const added = await sql`insert into parties.member
      (org_id, user_id, roles, roles_since, department_id, added_by, added_at)
    values (${orgId}, ${userId}, ${rolesOnce(roles)}::text[], ${since}::jsonb, ${departmentId},
      ${doing.actor}, ${doing.now})
    on conflict do nothing returning 1`.execute(tx);
  if (added.rows.length === 0) throw errors.fail('member_exists', `${userId} is a member already.`);
  await recordAudit(tx, doing, { orgId, action: 'member.added', subject: userId, detail: { roles } });
}

/** Replaces the roles of a member. Errors: member_unknown, manager_last. */
export async function setRoles(
  tx: Tx,
  doing: Doing,
  input: { orgId: OrgId; userId: string; roles: readonly Role[] },
): Promise<void> {
  const { orgId, userId, roles } = input;
  await checkChange(tx, { orgId, userId, roles });
  const before = await sql<{ roles_since: Record<string, string> }>`select roles_since from parties.member
    where org_id = ${orgId} and user_id = ${userId}`.execute(tx);
  const since = sinceOf(roles, before.rows[0]?.roles_since ?? {}, doing.now);
  await sql`update parties.member set roles = ${rolesOnce(roles)}::text[], roles_since = ${since}::jsonb
    where org_id = ${orgId} and user_id = ${userId}`.execute(tx);
  await recordAudit(tx, doing, { orgId, action: 'member.changed', subject: userId, detail: { roles } });
}

/** Removes a member; API keys they made stay the organisation's. Errors: member_unknown, manager_last. */
export async function removeMember(
  tx: Tx,
  doing: Doing,
  input: { orgId: OrgId; userId: string },
): Promise<void> {
  const { orgId, userId } = input;
  await checkChange(tx, { orgId, userId, roles: [] });
  await sql`delete from parties.member where org_id = ${orgId} and user_id = ${userId}`.execute(tx);
  await recordAudit(tx, doing, { orgId, action: 'member.removed', subject: userId });
}

/** Since when each role is held, as JSON; one that is kept keeps its time. */
function sinceOf(roles: readonly Role[], before: Readonly<Record<string, string>>, now: Date): string {
  return JSON.stringify(
    Object.fromEntries(rolesOnce(roles).map((role) => [role, before[role] ?? now.toISOString()])),
  );
}

function rolesOnce(roles: readonly Role[]): Role[] {
  return [...new Set(roles)].sort();
}

/** Holds the organisation's row, so that two managers cannot remove each other at the same moment. */
async function checkChange(
  tx: Tx,
  input: { orgId: OrgId; userId: string; roles: readonly Role[] },
): Promise<void> {
  await sql`select 1 from parties.org where org_id = ${input.orgId} for update`.execute(tx);
  const result = await sql<{ user_id: UserId; roles: Role[] }>`select user_id, roles from parties.member
    where org_id = ${input.orgId}`.execute(tx);
  const members = result.rows.map((r) => ({ userId: r.user_id, roles: r.roles }));
  const member = members.find((m) => m.userId === input.userId);
  if (member === undefined) throw errors.fail('member_unknown', `${input.userId} is not a member.`);
  if (!keepsManager(members, { userId: member.userId, roles: input.roles }))
    throw errors.fail('manager_last', `${input.userId} is the last member who manages the organisation.`);
}

/** Reads what a signed-in user is allowed to do: their memberships, and whether they run the instance. */
export async function principalOfUser(
  db: Db,
  user: { userId: UserId; personId: PersonId },
): Promise<Extract<Principal, { kind: 'user' }>> {
  const rows = await byLookup(db, user.userId, (tx) =>
    sql<{
      is_operator: boolean;
      org_id: OrgId | null;
      roles: Role[];
      staff_rights: HeldRight[];
    }>`select exists (select 1 from parties.operator o where o.user_id = u.user_id) as is_operator,
        m.org_id, m.roles, coalesce((select jsonb_agg(jsonb_build_object('rightId', s.right_id, 'level', s.level,
            'subjectId', s.subject_id, 'permissions', to_jsonb(s.permissions)) order by s.right_id)
          from parties.staff_right s where s.org_id = m.org_id and s.user_id = u.user_id), '[]') as staff_rights
      from (values (${user.userId}::text)) u (user_id) left join parties.member m on m.user_id = u.user_id
      order by m.org_id collate "C"`.execute(tx),
  );
  return {
    kind: 'user',
    userId: user.userId,
    personId: user.personId,
    isOperator: rows.rows[0]?.is_operator === true,
    memberships: rows.rows.flatMap((r) =>
      r.org_id === null
        ? []
        : [
            {
              orgId: r.org_id,
              roles: r.roles,
              ...(r.staff_rights.length > 0 && { staffRights: r.staff_rights }),
            },
          ],
    ),
  };
}
