import { sql } from 'kysely';
import type { Tx } from './tx.ts';

/** Reads a value that is kept with the data; null when it was never set. */
export async function readSetting(tx: Tx, input: { name: string }): Promise<string | null> {
  const rows = await sql<{
    value: string;
  }>`select value from store.setting where name = ${input.name}`.execute(tx);
  return rows.rows[0]?.value ?? null;
}

/** Keeps a value with the data; there is one value for each name. */
export async function writeSetting(tx: Tx, input: { name: string; value: string }): Promise<void> {
  await sql`insert into store.setting (name, value) values (${input.name}, ${input.value})
    on conflict (name) do update set value = excluded.value`.execute(tx);
}

/** Says whether an event of this name was ever told in this instance. */
export async function wasEverTold(tx: Tx, input: { name: string }): Promise<boolean> {
  const rows = await sql<{
    told: boolean;
  }>`select exists (select 1 from store.event where name = ${input.name}) as told`.execute(tx);
  return rows.rows[0]?.told ?? false;
}
