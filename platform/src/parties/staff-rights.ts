import { newId, type Doing, type OrgId } from '#kernel';
import { sql, type Tx } from '#store';
import { recordAudit } from './audit.ts';
import { knownDepartment } from './departments.ts';
import { errors } from './errors.ts';
import type { StaffRightId, UserId } from './model.ts';
import type { HeldRight, Level, Permission, Subject } from './permissions.ts';

/** A right of a member in an organisation, a department or a badge. */
export interface StaffRight extends HeldRight {
  readonly userId: UserId;
  readonly grantedBy: string;
  readonly grantedAt: Date;
}

interface Row {
  right_id: StaffRightId;
  user_id: UserId;
  level: Level;
  subject_id: string;
  permissions: Permission[];
  granted_by: string;
  granted_at: Date;
}

const columns = sql`right_id, user_id, level, subject_id, permissions, granted_by, granted_at`;

function rightOf(row: Row): StaffRight {
  return {
    rightId: row.right_id,
    userId: row.user_id,
    level: row.level,
    subjectId: row.subject_id,
    permissions: row.permissions,
    grantedBy: row.granted_by,
    grantedAt: row.granted_at,
  };
}

/** Lists the staff rights of an organisation, of one member or at one subject where named, oldest first. */
export async function listStaffRights(
  tx: Tx,
  input: { orgId: OrgId; userId?: string | undefined; subjectId?: string | undefined },
): Promise<StaffRight[]> {
  const rows = await sql<Row>`select ${columns} from parties.staff_right where org_id = ${input.orgId}
      and (${input.userId ?? null}::text is null or user_id = ${input.userId ?? null})
      and (${input.subjectId ?? null}::text is null or subject_id = ${input.subjectId ?? null})
    order by right_id collate "C"`.execute(tx);
  return rows.rows.map(rightOf);
}

/** Finds one staff right; null where there is none. */
export async function findStaffRight(
  tx: Tx,
  input: { orgId: OrgId; rightId: string },
): Promise<StaffRight | null> {
  const rows = await sql<Row>`select ${columns} from parties.staff_right
    where org_id = ${input.orgId} and right_id = ${input.rightId}`.execute(tx);
  return rows.rows[0] === undefined ? null : rightOf(rows.rows[0]);
}

/**
 * Gives a member rights at one level; what they held there before is replaced. `giver` is what whoever gives
 * may do there: nobody gives more. A badge is known to exist by whoever asks.
 * Errors: member_unknown, department_unknown, staff_right_subject_refused, staff_right_beyond.
 */
export async function giveStaffRight(
  tx: Tx,
  doing: Doing,
  input: {
    orgId: OrgId;
    userId: string;
    level: Level;
    subjectId?: string | undefined;
    permissions: readonly Permission[];
    giver: ReadonlySet<Permission>;
  },
): Promise<StaffRight> {
  const { orgId, userId, level } = input;
  const beyond = input.permissions.filter((one) => !input.giver.has(one));
  if (beyond.length > 0)
    throw errors.fail('staff_right_beyond', `The giver may not: ${beyond.join(', ')}.`, {
      permissions: beyond,
    });
  const member = await sql`select 1 from parties.member
    where org_id = ${orgId} and user_id = ${userId} for share`.execute(tx);
  if (member.rows.length === 0) throw errors.fail('member_unknown', `${userId} is not a member.`);
  const subjectId = await subjectOf(tx, { orgId, level, subjectId: input.subjectId });
  const held = [...new Set(input.permissions)].sort();
  const rows = await sql<Row>`insert into parties.staff_right
      (org_id, right_id, user_id, level, subject_id, permissions, granted_by, granted_at)
    values (${orgId}, ${newId('rgt', doing.now, doing.random)}, ${userId}, ${level}, ${subjectId},
      ${held}::text[], ${doing.actor}, ${doing.now})
    on conflict (org_id, user_id, level, subject_id) do update set permissions = excluded.permissions,
      granted_by = excluded.granted_by, granted_at = excluded.granted_at
    returning ${columns}`.execute(tx);
  const right = rightOf(rows.rows[0] as Row);
  await recordAudit(tx, doing, {
    orgId,
    action: 'staff_right.given',
    subject: right.rightId,
    detail: { userId, level, subjectId, permissions: held },
  });
  return right;
}

async function subjectOf(
  tx: Tx,
  input: { orgId: OrgId; level: Level; subjectId?: string | undefined },
): Promise<string> {
  const { orgId, level, subjectId } = input;
  if (level === 'organisation') return orgId;
  if (subjectId === undefined)
    throw errors.fail('staff_right_subject_refused', `A right at the level ${level} names its ${level}.`);
  return level === 'department' ? await knownDepartment(tx, orgId, subjectId) : subjectId;
}

/** Takes a staff right away. Error: staff_right_unknown. */
export async function takeStaffRight(
  tx: Tx,
  doing: Doing,
  input: { orgId: OrgId; rightId: string },
): Promise<void> {
  const gone = await sql<Row>`delete from parties.staff_right
    where org_id = ${input.orgId} and right_id = ${input.rightId} returning ${columns}`.execute(tx);
  const row = gone.rows[0];
  if (row === undefined) throw errors.fail('staff_right_unknown', `${input.rightId} is not a right here.`);
  const { user_id: userId, level, subject_id: subjectId } = row;
  await recordAudit(tx, doing, {
    orgId: input.orgId,
    action: 'staff_right.taken',
    subject: input.rightId,
    detail: { userId, level, subjectId, permissions: row.permissions },
  });
}

/** Puts a badge into a department, or with null into none. Error: department_unknown. */
export async function placeBadge(
  tx: Tx,
  doing: Doing,
  input: { orgId: OrgId; badgeId: string; departmentId: string | null },
): Promise<void> {
  const { orgId, badgeId } = input;
  if (input.departmentId === null)
    await sql`delete from parties.badge_place where org_id = ${orgId} and badge_id = ${badgeId}`.execute(tx);
  else {
    const departmentId = await knownDepartment(tx, orgId, input.departmentId);
    await sql`insert into parties.badge_place (org_id, badge_id, department_id)
      values (${orgId}, ${badgeId}, ${departmentId})
      on conflict (org_id, badge_id) do update set department_id = excluded.department_id`.execute(tx);
  }
  await recordAudit(tx, doing, {
    orgId,
    action: 'badge.placed',
    subject: badgeId,
    detail: { departmentId: input.departmentId },
  });
}

/** Lists which badge belongs to which department. */
export async function listPlaces(
  tx: Tx,
  input: { orgId: OrgId },
): Promise<{ badgeId: string; departmentId: string }[]> {
  const rows = await sql<{ badge_id: string; department_id: string }>`select badge_id, department_id
    from parties.badge_place where org_id = ${input.orgId} order by badge_id collate "C"`.execute(tx);
  return rows.rows.map((r) => ({ badgeId: r.badge_id, departmentId: r.department_id }));
}

/** What a badge or a department is part of, for the question who may do what there. */
export async function subjectAt(
  tx: Tx,
  input: { orgId: OrgId; badgeId?: string | undefined; departmentId?: string | undefined },
): Promise<Subject> {
  const rows = await sql<{ department_id: string }>`with recursive up (department_id, parent_id) as (
      select d.department_id, d.parent_id from parties.department d where d.org_id = ${input.orgId}
        and d.department_id = coalesce(${input.departmentId ?? null}::text,
          (select p.department_id from parties.badge_place p
            where p.org_id = ${input.orgId} and p.badge_id = ${input.badgeId ?? null}::text))
      union
      select d.department_id, d.parent_id from parties.department d
        join up on d.org_id = ${input.orgId} and d.department_id = up.parent_id
    ) select department_id from up`.execute(tx);
  return { badgeId: input.badgeId ?? null, departmentIds: rows.rows.map((r) => r.department_id) };
}

/** Notes that a member used a right; the caller does so at most once an hour. */
export async function noteUse(
  tx: Tx,
  doing: Doing,
  input: { orgId: OrgId; userId: UserId; right: string },
): Promise<void> {
  await sql`insert into parties.right_use (org_id, user_id, "right", used_at)
    values (${input.orgId}, ${input.userId}, ${input.right}, ${doing.now})
    on conflict (org_id, user_id, "right") do update set used_at = excluded.used_at`.execute(tx);
}
