import type { Context } from 'hono';
import { RungsError, type OrgId } from '#kernel';
import { noteUse, permissionsAt, type UserId } from '#parties';
import { inOrg } from '#store';
import { allow } from './allow.ts';
import type { Doors } from './doors.ts';
import { permissionOf } from './permission.ts';
import type { Principal } from './principal.ts';
import type { Route } from './route.ts';
import { subjectsOf } from './subject.ts';

/** Decides who may use a route, and notes which rights are in use. */
export type Permit = (c: Context, principal: Principal, route: Route) => Promise<OrgId>;

const hourMs = 3_600_000;
/** Notes of more members than this are forgotten and written again. */
const most = 50_000;

/**
 * Makes the gate of one server. Roles and scopes decide first; where they do not suffice, staff rights at the
 * badge or department that the request is about. Errors: those of `allow`.
 */
export function makePermit(doors: Doors): Permit {
  const noted = new Map<string, number>();
  const note = async (orgId: OrgId, userId: UserId, right: string): Promise<void> => {
    const key = `${orgId} ${userId} ${right}`;
    const now = doors.ctx.clock();
    if (now.getTime() - (noted.get(key) ?? -Infinity) < hourMs) return;
    if (noted.size >= most) noted.clear();
    noted.set(key, now.getTime());
    const doing = { now, random: doors.ctx.random, actor: userId };
    await inOrg(doors.ctx.db, orgId, (tx) => noteUse(tx, doing, { orgId, userId, right }));
  };
  return async (c, principal, route) => {
    const path = c.req.param('orgId');
    try {
      const orgId = allow(principal, route.access, path);
      const isMember = principal.kind === 'user' && orgId !== principal.personId;
      if (isMember && route.access.includes(':') && orgId !== '')
        await note(orgId, principal.userId, route.access);
      return orgId;
    } catch (error) {
      const used = await byStaffRight(c, doors, principal, route, error);
      if (used === null || principal.kind !== 'user') throw error;
      for (const right of used.rightIds) await note(used.orgId, principal.userId, right);
      return used.orgId;
    }
  };
}

async function byStaffRight(
  c: Context,
  doors: Doors,
  principal: Principal,
  route: Route,
  refusal: unknown,
): Promise<{ orgId: OrgId; rightIds: readonly string[] } | null> {
  if (!(refusal instanceof RungsError) || refusal.code !== 'right_missing') return null;
  const membership =
    principal.kind === 'user'
      ? principal.memberships.find((m) => m.orgId === c.req.param('orgId'))
      : undefined;
  const held = membership?.staffRights ?? [];
  const needed = permissionOf(route);
  if (membership === undefined || needed === null || !held.some((r) => r.permissions.includes(needed)))
    return null;
  const subjects = await subjectsOf(c, doors, membership.orgId, route);
  const isHeld = subjects.every((subject) => permissionsAt(held, subject).has(needed));
  if (!isHeld) return null;
  const rightIds = held.filter((right) => right.permissions.includes(needed)).map((right) => right.rightId);
  return { orgId: membership.orgId, rightIds };
}
