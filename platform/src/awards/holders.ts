import type { OrgId } from '#kernel';
import { sql, type Tx } from '#store';

/** A person as the organisation that awards them something knows them. */
export interface Holder {
  readonly personId: OrgId;
  readonly name: string;
  readonly email: string;
}

/** Words as names and addresses are compared: lower case, without marks. */
export function searchKey(words: string): string {
  return words
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .trim()
    .toLowerCase();
}

/** The condition that a contact's name or address contains the words; the table is called `c`. */
export function contactContains(words: string): ReturnType<typeof sql> {
  const key = searchKey(words);
  return sql`(strpos(c.name_key, ${key}) > 0 or strpos(c.email, ${key}) > 0)`;
}

/**
 * Finds people that an organisation knows by the beginning of their name or address, in the order of their
 * names; where these are too few, those follow whose name or address contains the words.
 */
export async function findHolders(
  tx: Tx,
  input: { readonly orgId: OrgId; readonly words: string; readonly limit: number },
): Promise<Holder[]> {
  const { orgId, limit } = input;
  const key = searchKey(input.words);
  if (key === '') return [];
  const end = `${key}\u{10ffff}`;
  const columns = sql`c.person_id, c.name, c.email, c.name_key`;
  const first = await sql<Row>`select * from (
      (select ${columns} from parties.public_contact c where c.org_id = ${orgId}
        and c.name_key >= ${key} and c.name_key < ${end} order by c.name_key, c.person_id collate "C" limit ${limit})
      union
      (select ${columns} from parties.public_contact c where c.org_id = ${orgId}
        and c.email collate "C" >= ${key} and c.email collate "C" < ${end} order by c.email collate "C" limit ${limit})
    ) c order by c.name_key, c.person_id collate "C" limit ${limit}`.execute(tx);
  if (first.rows.length >= limit) return first.rows.map(holderOf);
  const known = first.rows.map((row) => row.person_id);
  const more = await sql<Row>`select ${columns} from parties.public_contact c
    where c.org_id = ${orgId} and ${contactContains(input.words)}
      and c.person_id <> all(${known}::text[])
    order by c.name_key, c.person_id collate "C" limit ${limit - known.length}`.execute(tx);
  return [...first.rows, ...more.rows].map(holderOf);
}

interface Row {
  readonly person_id: OrgId;
  readonly name: string;
  readonly email: string;
}

function holderOf(row: Row): Holder {
  return { personId: row.person_id, name: row.name, email: row.email };
}

/** How many people a text may stand for before the table looks at awards first and people second. */
const manyPeople = 500;

/** The ids of the people whom the words mean; null where there are many of them. */
export async function idsOfHolders(
  tx: Tx,
  input: { readonly orgId: OrgId; readonly words: string },
): Promise<OrgId[] | null> {
  const rows = await sql<{ person_id: OrgId }>`select c.person_id from parties.public_contact c
    where c.org_id = ${input.orgId} and ${contactContains(input.words)} limit ${manyPeople + 1}`.execute(tx);
  return rows.rows.length > manyPeople ? null : rows.rows.map((row) => row.person_id);
}
