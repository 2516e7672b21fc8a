import { isId, newId, pageOf, type Doing, type OrgId, type Page, type PageRequest } from '#kernel';
import { byLookup, sql, type AppContext, type Db, type Tx } from '#store';
import { recordAudit } from './audit.ts';
import { afterOf } from './cursor.ts';
import { knownDepartment } from './departments.ts';
import { errors } from './errors.ts';
import { accountOf, languageFor, linkUrl, writeMail } from './link-requests.ts';
import type { DepartmentId, InvitationId, UserId } from './model.ts';
import { addMember, setRoles } from './members.ts';
import { findOrg } from './orgs.ts';
import type { Role } from './rights.ts';
import { normalEmail, sha256 } from './rules.ts';

/** Where an invitation stands. */
export type InvitationState = 'open' | 'expired' | 'revoked' | 'accepted';

/** An invitation as the organisation sees it; its token is in the mail alone. */
export interface Invitation {
  readonly invitationId: InvitationId;
  readonly email: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly departmentId?: DepartmentId;
  readonly state: InvitationState;
  readonly invitedBy: string;
  readonly createdAt: Date;
  readonly sentAt: Date;
  readonly expiresAt: Date;
  readonly acceptedBy?: UserId;
}

type Sealer = Pick<AppContext, 'keyEncryptionKey' | 'publicUrl'>;

const lifeDays = 14;

interface Row {
  org_id: OrgId;
  invitation_id: InvitationId;
  email: string;
  name: string;
  roles: Role[];
  department_id: DepartmentId | null;
  invited_by: string;
  created_at: Date;
  sent_at: Date;
  expires_at: Date;
  revoked_at: Date | null;
  accepted_at: Date | null;
  accepted_by: UserId | null;
}

const columns = sql`org_id, invitation_id, email, name, roles, department_id, invited_by, created_at, sent_at,
  expires_at, revoked_at, accepted_at, accepted_by`;

/** Where an invitation stands at a point in time. */
export function invitationState(
  row: { accepted_at: Date | null; revoked_at: Date | null; expires_at: Date },
  now: Date,
): InvitationState {
  if (row.accepted_at !== null) return 'accepted';
  if (row.revoked_at !== null) return 'revoked';
  return row.expires_at.getTime() <= now.getTime() ? 'expired' : 'open';
}

function invitationOf(row: Row, now: Date): Invitation {
  return {
    invitationId: row.invitation_id,
    email: row.email,
    name: row.name,
    roles: row.roles,
    ...(row.department_id !== null && { departmentId: row.department_id }),
    state: invitationState(row, now),
    invitedBy: row.invited_by,
    createdAt: row.created_at,
    sentAt: row.sent_at,
    expiresAt: row.expires_at,
    ...(row.accepted_by !== null && { acceptedBy: row.accepted_by }),
  };
}

/**
 * Invites somebody by mail. Two people may share a mailbox: an open invitation of the same address stands in
 * the way only when the name is the same too. Errors: department_unknown, invitation_exists, org_unknown,
 * person_space_closed.
 */
export async function invite(
  tx: Tx,
  doing: Doing,
  app: Sealer,
  input: {
    orgId: OrgId;
    email: string;
    name: string;
    roles: readonly Role[];
    departmentId?: string | undefined;
    language?: string | undefined;
  },
): Promise<Invitation> {
  const { orgId, name } = input;
  const email = normalEmail(input.email);
  const org = await findOrg(tx, { orgId });
  if (org === null) throw errors.fail('org_unknown', `${orgId} is not an organisation here.`);
  if (org.kind === 'person') throw errors.fail('person_space_closed', `${orgId} is the space of a person.`);
  const departmentId =
    input.departmentId === undefined ? null : await knownDepartment(tx, orgId, input.departmentId);
  // Held, so that a double click invites once.
  await sql`select 1 from parties.org where org_id = ${orgId} for update`.execute(tx);
  const open = await sql`select 1 from parties.invitation where org_id = ${orgId} and email = ${email}
    and lower(name) = lower(${name}) and accepted_at is null and revoked_at is null
    and expires_at > ${doing.now}`.execute(tx);
  if (open.rows.length > 0) throw errors.fail('invitation_exists', 'An open invitation names them already.');
  const token = Buffer.from(doing.random(32)).toString('base64url');
  const roles = [...new Set(input.roles)].sort();
  const rows = await sql<Row>`insert into parties.invitation (org_id, invitation_id, token_hash, email, name,
      roles, department_id, invited_by, created_at, sent_at, expires_at)
    values (${orgId}, ${newId('inv', doing.now, doing.random)}, ${sha256(token).toString('hex')}, ${email},
      ${name}, ${roles}::text[], ${departmentId}, ${doing.actor}, ${doing.now}, ${doing.now}, ${expiry(doing)})
    returning ${columns}`.execute(tx);
  const made = invitationOf(rows.rows[0] as Row, doing.now);
  await recordAudit(tx, doing, {
    orgId,
    action: 'invitation.sent',
    subject: made.invitationId,
    detail: { roles, departmentId },
  });
  await mailInvitation(tx, doing, app, { token, invitation: made, org: org.name, wanted: input.language });
  return made;
}

function expiry(doing: Doing): Date {
  return new Date(doing.now.getTime() + lifeDays * 86_400_000);
}

async function mailInvitation(
  tx: Tx,
  doing: Doing,
  app: Sealer,
  input: { token: string; invitation: Invitation; org: string; wanted?: string | undefined },
): Promise<void> {
  const { token, invitation, org } = input;
  const account = await accountOf(tx, { email: invitation.email });
  await writeMail(tx, doing, app, {
    kind: 'invitation',
    to: invitation.email,
    name: invitation.name,
    language: await languageFor(tx, account?.language, input.wanted),
    key: token,
    facts: { url: linkUrl(app.publicUrl, 'invitation', token), org, days: lifeDays },
  });
}

/** Sends an open or expired invitation again, under a new link; the old one ends. Errors: invitation_unknown, invitation_closed. */
export async function resendInvitation(
  tx: Tx,
  doing: Doing,
  app: Sealer,
  input: { orgId: OrgId; invitationId: string },
): Promise<Invitation> {
  const { orgId } = input;
  const token = Buffer.from(doing.random(32)).toString('base64url');
  const rows = await sql<Row>`update parties.invitation set token_hash = ${sha256(token).toString('hex')},
      sent_at = ${doing.now}, expires_at = ${expiry(doing)}
    where org_id = ${orgId} and invitation_id = ${input.invitationId}
      and accepted_at is null and revoked_at is null returning ${columns}`.execute(tx);
  const row = rows.rows[0] ?? (await failClosed(tx, input));
  const invitation = invitationOf(row, doing.now);
  const org = await findOrg(tx, { orgId });
  await recordAudit(tx, doing, { orgId, action: 'invitation.resent', subject: invitation.invitationId });
  await mailInvitation(tx, doing, app, { token, invitation, org: org?.name ?? '' });
  return invitation;
}

/** Takes an invitation back. Errors: invitation_unknown, invitation_closed. */
export async function revokeInvitation(
  tx: Tx,
  doing: Doing,
  input: { orgId: OrgId; invitationId: string },
): Promise<Invitation> {
  const rows = await sql<Row>`update parties.invitation set revoked_at = ${doing.now}
    where org_id = ${input.orgId} and invitation_id = ${input.invitationId}
      and accepted_at is null and revoked_at is null returning ${columns}`.execute(tx);
  const row = rows.rows[0] ?? (await failClosed(tx, input));
  await recordAudit(tx, doing, {
    orgId: input.orgId,
    action: 'invitation.revoked',
    subject: row.invitation_id,
  });
  return invitationOf(row, doing.now);
}

async function failClosed(tx: Tx, input: { orgId: OrgId; invitationId: string }): Promise<never> {
  const found = await sql`select 1 from parties.invitation
    where org_id = ${input.orgId} and invitation_id = ${input.invitationId}`.execute(tx);
  if (found.rows.length === 0)
    throw errors.fail('invitation_unknown', `${input.invitationId} is not an invitation here.`);
  throw errors.fail('invitation_closed', 'It was accepted or taken back.');
}

/** Lists the invitations of an organisation, newest first. Error: party_cursor_invalid. */
export async function listInvitations(
  tx: Tx,
  input: { orgId: OrgId; now: Date; page: PageRequest },
): Promise<Page<Invitation>> {
  const before = afterOf(input.page.after);
  const rows = await sql<Row>`select ${columns} from parties.invitation where org_id = ${input.orgId}
      and (${before}::text is null or invitation_id collate "C" < ${before})
    order by invitation_id collate "C" desc limit ${input.page.limit + 1}`.execute(tx);
  return pageOf(
    rows.rows.map((row) => invitationOf(row, input.now)),
    input.page.limit,
    (one) => [one.invitationId],
  );
}

/** An invitation as whoever holds its link sees it. */
export interface InvitationView extends Invitation {
  readonly orgId: OrgId;
  readonly orgName: string;
  /** Whether somebody signs in with its address already. */
  readonly hasAccount: boolean;
}

/** Looks at an invitation by its token. Error: invitation_unknown. */
export async function lookAtInvitation(db: Db, input: { token: string; now: Date }): Promise<InvitationView> {
  const hash = sha256(input.token).toString('hex');
  return await byLookup(db, hash, async (tx) => {
    const rows = await sql<Row>`select ${columns} from parties.invitation
      where token_hash = ${hash}`.execute(tx);
    const row = rows.rows[0];
    if (row === undefined) throw errors.fail('invitation_unknown', 'No invitation has this link.');
    const org = await findOrg(tx, { orgId: row.org_id });
    const account = await accountOf(tx, { email: row.email });
    return {
      ...invitationOf(row, input.now),
      orgId: row.org_id,
      orgName: org?.name ?? '',
      hasAccount: account !== null,
    };
  });
}

/**
 * Accepts an invitation as a user, whatever their address is: whoever has the link could read the mailbox,
 * and two people may share it. Accepting twice as the same user changes nothing; a member gets the roles in
 * addition. The transaction is in the organisation. Errors: invitation_unknown, invitation_used,
 * invitation_revoked, invitation_expired, user_unknown.
 */
export async function acceptInvitation(
  tx: Tx,
  doing: Doing,
  input: { orgId: OrgId; token: string; userId: string },
): Promise<{ roles: readonly Role[] }> {
  const { orgId } = input;
  const { userId } = input;
  if (!isId('usr', userId)) throw errors.fail('user_unknown', `${userId} is not a user.`);
  const rows = await sql<Row>`select ${columns} from parties.invitation
    where org_id = ${orgId} and token_hash = ${sha256(input.token).toString('hex')} for update`.execute(tx);
  const row = rows.rows[0];
  if (row === undefined) throw errors.fail('invitation_unknown', 'No invitation has this link.');
  if (row.accepted_by === userId) return { roles: row.roles };
  checkOpen(invitationState(row, doing.now));
  const held = await sql<{ roles: Role[] }>`select roles from parties.member
    where org_id = ${orgId} and user_id = ${userId} for update`.execute(tx);
  const before = held.rows[0]?.roles;
  const roles = [...new Set([...(before ?? []), ...row.roles])];
  if (before === undefined)
    await addMember(tx, doing, { orgId, userId, roles, departmentId: row.department_id ?? undefined });
  else await setRoles(tx, doing, { orgId, userId, roles });
  await sql`update parties.invitation set accepted_at = ${doing.now}, accepted_by = ${userId}
    where org_id = ${orgId} and invitation_id = ${row.invitation_id}`.execute(tx);
  await recordAudit(tx, doing, {
    orgId,
    action: 'invitation.accepted',
    subject: row.invitation_id,
    detail: { userId },
  });
  return { roles };
}

/** Errors: invitation_used, invitation_revoked, invitation_expired. */
export function checkOpen(state: InvitationState): void {
  if (state === 'accepted') throw errors.fail('invitation_used', 'Somebody accepted this invitation.');
  if (state === 'revoked') throw errors.fail('invitation_revoked', 'The organisation took it back.');
  if (state === 'expired')
    throw errors.fail('invitation_expired', `It was good for ${String(lifeDays)} days.`);
}
