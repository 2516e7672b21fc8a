import { pageOf, type Doing, type OrgId, type Page, type PageRequest } from '#kernel';
import { sql, type Tx } from '#store';
import { afterOf } from './cursor.ts';
import type { Contact, PersonId } from './model.ts';
import { normalEmail } from './rules.ts';

interface Row {
  person_id: PersonId;
  name: string;
  email: string;
}

function contactOf(row: Row): Contact {
  return { personId: row.person_id, name: row.name, email: row.email };
}

/**
 * Writes down under which name and address an organisation knows people; the latest word wins. It stands
 * in no audit trail, since the change that made the organisation deal with them is there.
 */
export async function rememberContacts(
  tx: Tx,
  _doing: Doing,
  input: { orgId: OrgId; people: readonly Contact[] },
): Promise<void> {
  const people = [...new Map(input.people.map((p) => [p.personId, p])).values()].sort((a, b) =>
    a.personId < b.personId ? -1 : 1,
  );
  if (people.length === 0) return;
  await sql`insert into parties.contact (org_id, person_id, name, email)
    select ${input.orgId}, * from unnest(${people.map((p) => p.personId)}::text[],
      ${people.map((p) => p.name)}::text[], ${people.map((p) => normalEmail(p.email))}::text[])
    on conflict (org_id, person_id) do update set name = excluded.name, email = excluded.email
    where (contact.name, contact.email) is distinct from (excluded.name, excluded.email)`.execute(tx);
}

/** Finds what an organisation knows of some people; who is unknown to it is left out. */
export async function findContacts(
  tx: Tx,
  input: { orgId: OrgId; personIds: readonly PersonId[] },
): Promise<Contact[]> {
  if (input.personIds.length === 0) return [];
  const result = await sql<Row>`select person_id, name, email from parties.contact
    where org_id = ${input.orgId} and person_id = any(${[...input.personIds]}::text[])
    order by person_id collate "C"`.execute(tx);
  return result.rows.map(contactOf);
}

/** Lists the people that an organisation knows, by id; `words` keeps those whose name or address contains it. */
export async function listContacts(
  tx: Tx,
  input: { orgId: OrgId; page: PageRequest; words?: string },
): Promise<Page<Contact>> {
  const after = afterOf(input.page.after);
  const words = (input.words ?? '').trim().toLowerCase();
  const result = await sql<Row>`select person_id, name, email from parties.contact
    where org_id = ${input.orgId} and person_id collate "C" > ${after ?? ''}
      and (${words} = '' or strpos(lower(name), ${words}) > 0 or strpos(email, ${words}) > 0)
    order by person_id collate "C" limit ${input.page.limit + 1}`.execute(tx);
  return pageOf(result.rows.map(contactOf), input.page.limit, (c) => [c.personId]);
}
