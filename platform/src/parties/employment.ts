import { newId, pageOf, type Doing, type OrgId, type Page, type PageRequest } from '#kernel';
import { sql, switchOrg, tell, type Tx } from '#store';
import { recordAudit } from './audit.ts';
import { afterOf } from './cursor.ts';
import { knownDepartment } from './departments.ts';
import { errors } from './errors.ts';
import { events } from './events.ts';
import type { DepartmentId, Employment, EmploymentId, EmploymentState, PersonId } from './model.ts';
import { findOrg } from './orgs.ts';
import { employmentState } from './rules.ts';

interface Row {
  employment_id: EmploymentId;
  employer_id: OrgId;
  person_id: PersonId;
  job_title: string | null;
  department_id: DepartmentId | null;
  invited_at: Date;
  confirmed_at: Date | null;
  ended_at: Date | null;
}

const employerSide = sql`employment_id, org_id as employer_id, person_id, job_title, department_id,
  invited_at, confirmed_at, ended_at`;
const personSide = sql`employment_id, employer_id, org_id as person_id, job_title, null as department_id,
  invited_at, confirmed_at, ended_at`;

function employmentOf(row: Row): Employment {
  return {
    employmentId: row.employment_id,
    employerId: row.employer_id,
    personId: row.person_id,
    state: employmentState({ confirmedAt: row.confirmed_at, endedAt: row.ended_at }),
    ...(row.job_title !== null && { jobTitle: row.job_title }),
    ...(row.department_id !== null && { departmentId: row.department_id }),
    invitedAt: row.invited_at,
    ...(row.confirmed_at !== null && { confirmedAt: row.confirmed_at }),
    ...(row.ended_at !== null && { endedAt: row.ended_at }),
  };
}

/**
 * Invites a person to be linked to the employer whose tenant the transaction is in. Nothing is shown of
 * the person until they confirm. Errors: person_unknown, department_unknown, employment_exists.
 */
export async function startEmployment(
  tx: Tx,
  doing: Doing,
  input: {
    orgId: OrgId;
    personId: PersonId;
    jobTitle?: string | undefined;
    departmentId?: string | undefined;
  },
): Promise<Employment> {
  const { orgId, personId } = input;
  const departmentId =
    input.departmentId === undefined ? null : await knownDepartment(tx, orgId, input.departmentId);
  await switchOrg(tx, personId);
  const person = await findOrg(tx, { orgId: personId });
  await switchOrg(tx, orgId);
  if (person?.kind !== 'person') throw errors.fail('person_unknown', `${personId} is not a person here.`);
  const employmentId = newId('emp', doing.now, doing.random);
  const jobTitle = input.jobTitle ?? null;
  const result = await sql<Row>`insert into parties.employment
      (org_id, employment_id, person_id, department_id, job_title, invited_at)
    values (${orgId}, ${employmentId}, ${personId}, ${departmentId}, ${jobTitle}, ${doing.now})
    on conflict (org_id, person_id) where ended_at is null do nothing returning ${employerSide}`.execute(tx);
  const row = result.rows[0];
  if (row === undefined) throw errors.fail('employment_exists', `${personId} is invited or linked already.`);
  await recordAudit(tx, doing, { orgId, action: 'employment.invited', subject: employmentId });
  await switchOrg(tx, personId);
  await sql`insert into parties.employer_link (org_id, employment_id, employer_id, job_title, invited_at)
    values (${personId}, ${employmentId}, ${orgId}, ${jobTitle}, ${doing.now})`.execute(tx);
  await switchOrg(tx, orgId);
  return employmentOf(row);
}

/**
 * Confirms an invitation from the person's own space, in which the transaction is and stays; from then on
 * the link is active. Errors: employment_unknown, employment_closed.
 */
export async function confirmEmployment(
  tx: Tx,
  doing: Doing,
  input: { personId: PersonId; employmentId: string },
): Promise<Employment> {
  const link = await findLink(tx, input.personId, input.employmentId);
  const state = await holdEmployment(tx, link);
  if (state !== 'invited')
    throw errors.fail('employment_closed', `The link ${link.employment_id} is ${state}.`);
  await change(tx, doing, link, 'confirmed');
  await switchOrg(tx, input.personId);
  return employmentOf(await findLink(tx, input.personId, input.employmentId));
}

/**
 * Ends a link or an invitation from either side: `orgId` is the tenant that the transaction is in and
 * stays in, the employer or the person. Errors: employment_unknown, employment_closed.
 */
export async function endEmployment(
  tx: Tx,
  doing: Doing,
  input: { orgId: OrgId; employmentId: string },
): Promise<Employment> {
  const own = await findOwn(tx, input.orgId, input.employmentId);
  const link = own ?? (await findLink(tx, input.orgId, input.employmentId));
  const state = await holdEmployment(tx, link);
  if (state === 'ended')
    throw errors.fail('employment_closed', `The link ${link.employment_id} has ended before.`);
  await change(tx, doing, link, 'ended');
  if (state === 'active') await tellAbout(tx, events.employmentEnded, link);
  await switchOrg(tx, input.orgId);
  return employmentOf({ ...link, ended_at: doing.now });
}

async function findOwn(tx: Tx, orgId: OrgId, employmentId: string): Promise<Row | undefined> {
  const result = await sql<Row>`select ${employerSide} from parties.employment
    where org_id = ${orgId} and employment_id = ${employmentId}`.execute(tx);
  return result.rows[0];
}

async function findLink(tx: Tx, personId: PersonId, employmentId: string): Promise<Row> {
  const result = await sql<Row>`select ${personSide} from parties.employer_link
    where org_id = ${personId} and employment_id = ${employmentId}`.execute(tx);
  const row = result.rows[0];
  if (row === undefined)
    throw errors.fail('employment_unknown', `${employmentId} is not an employment link here.`);
  return row;
}

/** Locks the employer's row, always before the mirror, and moves the transaction to the employer. */
async function holdEmployment(tx: Tx, link: Row): Promise<EmploymentState> {
  await switchOrg(tx, link.employer_id);
  const result = await sql<Row>`select ${employerSide} from parties.employment
    where org_id = ${link.employer_id} and employment_id = ${link.employment_id} for update`.execute(tx);
  const row = result.rows[0];
  if (row === undefined)
    throw errors.fail('employment_unknown', `${link.employment_id} is not an employment link here.`);
  return employmentState({ confirmedAt: row.confirmed_at, endedAt: row.ended_at });
}

/** Writes the moment on both sides, each with its line in the audit trail; ends in the person's space. */
async function change(tx: Tx, doing: Doing, link: Row, what: 'confirmed' | 'ended'): Promise<void> {
  const column = what === 'confirmed' ? sql`confirmed_at` : sql`ended_at`;
  const entry = { action: `employment.${what}`, subject: link.employment_id };
  await sql`update parties.employment set ${column} = ${doing.now}
    where org_id = ${link.employer_id} and employment_id = ${link.employment_id}`.execute(tx);
  await recordAudit(tx, doing, { orgId: link.employer_id, ...entry });
  if (what === 'confirmed') await tellAbout(tx, events.employmentStarted, link);
  await switchOrg(tx, link.person_id);
  await sql`update parties.employer_link set ${column} = ${doing.now}
    where org_id = ${link.person_id} and employment_id = ${link.employment_id}`.execute(tx);
  await recordAudit(tx, doing, { orgId: link.person_id, ...entry });
}

async function tellAbout(tx: Tx, name: string, link: Row): Promise<void> {
  const payload = { personId: link.person_id, employmentId: link.employment_id };
  await tell(tx, [{ name, key: link.person_id, orgId: link.employer_id, payload }]);
}

/** Says whether the person confirmed a link with this employer and neither side ended it. */
export async function isLinked(tx: Tx, input: { orgId: OrgId; personId: PersonId }): Promise<boolean> {
  const result = await sql`select 1 from parties.employment where org_id = ${input.orgId}
    and person_id = ${input.personId} and confirmed_at is not null and ended_at is null`.execute(tx);
  return result.rows.length > 0;
}

/** Lists the links of an employer, newest first; of one state where it is given. */
export async function listEmployments(
  tx: Tx,
  input: { orgId: OrgId; page: PageRequest; state?: EmploymentState | undefined },
): Promise<Page<Employment>> {
  const after = afterOf(input.page.after);
  const state = input.state ?? null;
  const result = await sql<Row>`select ${employerSide} from parties.employment
    where org_id = ${input.orgId} and (${after}::text is null or employment_id collate "C" < ${after})
      and (${state}::text is null or ${state} = case when ended_at is not null then 'ended'
        when confirmed_at is null then 'invited' else 'active' end)
    order by employment_id collate "C" desc limit ${input.page.limit + 1}`.execute(tx);
  return pageOf(result.rows.map(employmentOf), input.page.limit, (e) => [e.employmentId]);
}

/** Lists the employers that invited a person or are linked to them, newest first, from the person's space. */
export async function listEmployers(tx: Tx, input: { personId: PersonId }): Promise<Employment[]> {
  const result = await sql<Row>`select ${personSide} from parties.employer_link
    where org_id = ${input.personId} order by employment_id collate "C" desc`.execute(tx);
  return result.rows.map(employmentOf);
}
