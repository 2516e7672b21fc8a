import type { StaffRightId } from './model.ts';
import type { Right } from './rights.ts';

/** What a staff right allows, in the words of the field. */
export const permissions = ['create', 'read', 'update', 'delete', 'award', 'sign', 'manage'] as const;

/** One permission. */
export type Permission = (typeof permissions)[number];

/** How far a staff right reaches. */
export const levels = ['organisation', 'department', 'badge'] as const;

/** The reach of a staff right. */
export type Level = (typeof levels)[number];

/** A staff right as its holder has it. */
export interface HeldRight {
  readonly rightId: StaffRightId;
  readonly level: Level;
  /** The department or badge; for the whole organisation its own id. */
  readonly subjectId: string;
  readonly permissions: readonly Permission[];
}

/** What a request is about: a badge with its departments, a department with those above it, or neither. */
export interface Subject {
  readonly badgeId: string | null;
  /** From the department itself up to the one that is part of no other. */
  readonly departmentIds: readonly string[];
}

/** What concerns the organisation as a whole. */
export const wholeOrganisation: Subject = { badgeId: null, departmentIds: [] };

/** The permissions that staff rights give together at one subject. */
export function permissionsAt(held: readonly HeldRight[], subject: Subject): ReadonlySet<Permission> {
  const reaches = (right: HeldRight): boolean => {
    if (right.level === 'organisation') return true;
    if (right.level === 'badge') return right.subjectId === subject.badgeId;
    return subject.departmentIds.includes(right.subjectId);
  };
  return new Set(held.filter(reaches).flatMap((right) => right.permissions));
}

const implied: Readonly<Record<Permission, readonly Right[]>> = {
  create: [],
  read: ['assessment:read', 'awards:read'],
  update: [],
  delete: [],
  award: ['assessment:submit', 'assessment:judge', 'awards:issue'],
  sign: ['awards:revoke'],
  manage: ['org:manage', 'audit:read'],
};

/**
 * The rights that staff rights of the whole organisation amount to. To write badges and stacks in every way
 * takes four permissions; with some of them each route is asked by itself.
 */
export function rightsOfPermissions(held: readonly HeldRight[]): Right[] {
  const whole = permissionsAt(held, wholeOrganisation);
  const writes = (['create', 'update', 'delete', 'sign'] as const).every((one) => whole.has(one));
  return [
    ...permissions.filter((one) => whole.has(one)).flatMap((one) => implied[one]),
    ...(writes ? (['badges:write', 'stacks:write'] as const) : []),
  ];
}
