import { z } from 'zod';
import type { Id, OrgId } from '#kernel';
import { languages, type Language } from './mail-words.ts';
import { levels, permissions } from './permissions.ts';
import { rights, roles, type Right, type Role } from './rights.ts';

/** A person is an organisation of kind `person`: their own space. */
export type PersonId = OrgId;
/** Somebody who can sign in. */
export type UserId = Id<'usr'>;
/** A department of an organisation. */
export type DepartmentId = Id<'dep'>;
/** The link between an employer and a person. */
export type EmploymentId = Id<'emp'>;
/** An API key; the secret half is not part of it. */
export type ApiKeyId = Id<'key'>;
/** An OAuth client; the secret half is not part of it. */
export type OauthClientId = Id<'cli'>;
/** A right of a member in a part of an organisation. */
export type StaffRightId = Id<'rgt'>;
/** An invitation to an organisation. */
export type InvitationId = Id<'inv'>;
/** An access review. */
export type ReviewId = Id<'rev'>;
/** An entry of an audit trail. */
export type AuditId = Id<'aud'>;

/** An organisation, or the space of one person. */
export interface Org {
  readonly orgId: OrgId;
  readonly kind: 'organisation' | 'person';
  readonly name: string;
  /** A readable name for addresses, unique among organisations; for a person it is the id. */
  readonly slug: string;
  readonly url?: string;
  readonly email?: string;
  readonly description?: string;
  /** An https address, or a PNG as a data URI. */
  readonly image?: string;
  /** The name in its register, where it differs. */
  readonly legalName?: string;
  /** The language that it speaks to people who chose none. */
  readonly language?: Language;
  /** `#rrggbb`; readable as text on white. */
  readonly accentColour?: string;
  /** Loaded by the demo: its people are fictional and are marked so wherever they are shown. */
  readonly isDemo: boolean;
  readonly createdAt: Date;
}

/** A person as an organisation that dealt with them knows them. */
export interface Contact {
  readonly personId: PersonId;
  readonly name: string;
  readonly email: string;
}

/** Somebody on the staff of an organisation, or enrolled in it. */
export interface Member {
  readonly userId: UserId;
  readonly personId: PersonId;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly Role[];
  readonly departmentId?: DepartmentId;
  readonly addedAt: Date;
}

/** Somebody who runs the instance: frameworks, trusted issuers, new organisations, other operators. */
export interface Operator {
  readonly userId: UserId;
  readonly name: string;
  readonly email: string;
  readonly addedBy: string;
  readonly addedAt: Date;
}

/** A department; `parentId` is the one that it is part of. */
export interface Department {
  readonly departmentId: DepartmentId;
  readonly name: string;
  readonly parentId?: DepartmentId;
  readonly createdAt: Date;
}

/** Invited by the employer, active once the person confirmed, ended by either. */
export type EmploymentState = 'invited' | 'active' | 'ended';

/** The link between an employer and a person, the same seen from both sides. */
export interface Employment {
  readonly employmentId: EmploymentId;
  readonly employerId: OrgId;
  readonly personId: PersonId;
  readonly state: EmploymentState;
  readonly jobTitle?: string;
  /** Known on the employer's side only. */
  readonly departmentId?: DepartmentId;
  readonly invitedAt: Date;
  readonly confirmedAt?: Date;
  readonly endedAt?: Date;
}

/** An API key as it may be shown; its secret is shown once, when it is made. */
export interface ApiKey {
  readonly keyId: ApiKeyId;
  readonly name: string;
  readonly scopes: readonly Right[];
  readonly madeBy: string;
  readonly createdAt: Date;
  readonly expiresAt?: Date;
  readonly revokedAt?: Date;
  /** Exact to the hour. */
  readonly lastUsedAt?: Date;
}

/** One line of an audit trail: who did what to which thing. */
export interface AuditEntry {
  readonly auditId: AuditId;
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

const text = (max: number): z.ZodString => z.string().trim().min(1).max(max);

/** The name of somebody, in any script; 200 characters at most. */
export const nameSchema = text(200);
const httpsUrl = z.url({ protocol: /^https?$/ }).max(2_000);
const image = z
  .string()
  .max(400_000)
  .regex(/^(https:\/\/\S+|data:image\/png;base64,[A-Za-z0-9+/]+={0,2})$/);

const colour = z
  .string()
  .regex(/^#[0-9a-fA-F]{6}$/, 'must be a colour like #1f4e79')
  .transform((text) => text.toLowerCase());

/** One mail address; control characters and lists of addresses are refused. */
export const emailSchema = z.email().max(254);

/** What an organisation is made from. */
export const orgDraftSchema = z.strictObject({
  name: text(200),
  url: httpsUrl.optional(),
  email: emailSchema.optional(),
  description: text(2_000).optional(),
  image: image.optional(),
  legalName: text(300).optional(),
  language: z.enum(languages).optional(),
  accentColour: colour.optional(),
});

/** What may be changed of an organisation; null takes an optional value away. */
export const orgPatchSchema = z.strictObject({
  name: text(200).optional(),
  url: httpsUrl.nullable().optional(),
  email: emailSchema.nullable().optional(),
  description: text(2_000).nullable().optional(),
  image: image.nullable().optional(),
  legalName: text(300).nullable().optional(),
  language: z.enum(languages).nullable().optional(),
  accentColour: colour.nullable().optional(),
});

/** A person by mail address; the name is used when they were not known before. */
export const personDraftSchema = z.strictObject({ email: emailSchema, name: text(200) });

/** The roles of a member; at least one. */
export const rolesSchema = z.array(z.enum(roles)).min(1).max(roles.length);

/** The scopes of an API key; at least one. */
export const scopesSchema = z.array(z.enum(rights)).min(1).max(rights.length);

/** What an API key is made from. */
export const apiKeyDraftSchema = z.strictObject({
  name: text(100),
  scopes: scopesSchema,
  expiresAt: z.iso.datetime({ offset: true }).optional(),
});

/** What a department is made from. */
export const departmentDraftSchema = z.strictObject({
  name: text(200),
  parentId: z.string().max(64).optional(),
});

/** What may be changed of a department; null takes it out of the one that it is part of. */
export const departmentPatchSchema = z.strictObject({
  name: text(200).optional(),
  parentId: z.string().max(64).nullable().optional(),
});

/** What an invitation is made from; at least one role, or a department for rights that follow. */
export const invitationDraftSchema = z.strictObject({
  email: emailSchema,
  name: nameSchema,
  roles: rolesSchema,
  departmentId: z.string().max(64).optional(),
});

/** What a staff right is made from; `subjectId` names the department or badge. */
export const staffRightDraftSchema = z.strictObject({
  userId: z.string().max(64),
  level: z.enum(levels),
  subjectId: z.string().max(64).optional(),
  permissions: z.array(z.enum(permissions)).min(1).max(permissions.length),
});

/** What an employment link is made from. */
export const employmentDraftSchema = z.strictObject({
  jobTitle: text(200).optional(),
  departmentId: z.string().max(64).optional(),
});

/** Name and contact of an organisation before it exists. */
export type OrgDraft = z.infer<typeof orgDraftSchema>;
/** Changes of an organisation. */
export type OrgPatch = z.infer<typeof orgPatchSchema>;
/** A person by mail address. */
export type PersonDraft = z.infer<typeof personDraftSchema>;
