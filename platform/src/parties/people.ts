import { newId, type Doing } from '#kernel';
import { sql, type Tx } from '#store';
import type { PersonDraft, PersonId } from './model.ts';
import { emailHash, normalEmail } from './rules.ts';

interface Known {
  readonly hash: Buffer;
  readonly person_id: PersonId;
}

/**
 * Finds or makes the personal space of each mail address and returns their ids in the order of the input.
 * Addresses that differ in case only are one person; the name of somebody known is left alone. Three
 * statements for any number of people; the transaction may be in any tenant and stays there.
 */
export async function ensurePeople(
  tx: Tx,
  doing: Doing,
  input: { people: readonly PersonDraft[]; isDemo?: boolean },
): Promise<PersonId[]> {
  if (input.people.length === 0) return [];
  const wanted = new Map<string, { hash: Buffer; id: PersonId; name: string; email: string }>();
  const keys = input.people.map(({ email, name }) => {
    const hash = emailHash(email);
    const key = hash.toString('hex');
    if (!wanted.has(key))
      wanted.set(key, { hash, id: newId('org', doing.now, doing.random), name, email: normalEmail(email) });
    return key;
  });
  // Sorted, so that two batches with the same people wait for each other instead of deadlocking.
  const rows = [...wanted.values()].sort((a, b) => Buffer.compare(a.hash, b.hash));
  const made = await sql<Known>`insert into parties.person_key (email_hash, person_id)
    select * from unnest(${rows.map((r) => r.hash)}::bytea[], ${rows.map((r) => r.id)}::text[])
    on conflict do nothing returning email_hash as hash, person_id`.execute(tx);
  const found = new Map(made.rows.map((r) => [r.hash.toString('hex'), r.person_id]));
  const fresh = rows.filter((r) => found.has(r.hash.toString('hex')));
  if (fresh.length > 0)
    await sql`select parties.open_spaces(${fresh.map((r) => r.id)}::text[], ${fresh.map((r) => r.name)}::text[],
      ${fresh.map((r) => r.email)}::text[], ${input.isDemo ?? false}, ${doing.now})`.execute(tx);
  if (fresh.length < rows.length) {
    const before = await sql<Known>`select email_hash as hash, person_id from parties.person_key
      where email_hash = any(${rows.map((r) => r.hash)}::bytea[])`.execute(tx);
    for (const r of before.rows) found.set(r.hash.toString('hex'), r.person_id);
  }
  return keys.map((key) => found.get(key) as PersonId);
}

/** Finds the person of a mail address without making one. */
export async function findPerson(tx: Tx, input: { email: string }): Promise<PersonId | null> {
  const result = await sql<{ person_id: PersonId }>`select person_id from parties.person_key
    where email_hash = ${emailHash(input.email)}`.execute(tx);
  return result.rows[0]?.person_id ?? null;
}
