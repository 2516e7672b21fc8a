import { decodeCursor, pageOf, type OrgId, type Page, type PageRequest } from '#kernel';
import { sql, type Tx } from '#store';
import { conditionsOf, type Conditions } from './conditions.ts';
import { errors } from './errors.ts';
import type { Award } from './model.ts';
import { awardColumns, awardOf, type AwardRow } from './store.ts';
import type { AwardFilter, AwardSort, Direction } from './table-model.ts';

/** What the table of awards shows, and in which order; without a sort the newest first. */
export interface TableRequest {
  readonly orgId: OrgId;
  readonly filter?: AwardFilter | undefined;
  readonly sort?: AwardSort | undefined;
  readonly direction?: Direction | undefined;
  readonly page: PageRequest;
}

type Sql = ReturnType<typeof sql>;
type SortedRow = AwardRow & { readonly sort_key: string };

/** A time as text that keeps microseconds and infinity, which a JavaScript date would lose. */
const timeText = (column: Sql): Sql =>
  sql`case when ${column} = 'infinity' then 'infinity'
    else to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') end`;

/** How each sort reads its key, what text stands for it in a cursor, and how that text becomes a value again. */
const keys: Readonly<
  Record<AwardSort, { readonly key: Sql; readonly text: Sql; readonly value: (t: string) => Sql }>
> = {
  holder: { key: sql`c.name_key`, text: sql`c.name_key`, value: (t) => sql`${t}::text` },
  badge: { key: sql`a.title_key`, text: sql`a.title_key`, value: (t) => sql`${t}::text` },
  issued: {
    key: sql`a.issued_at`,
    text: timeText(sql`a.issued_at`),
    value: (t) => sql`${t}::timestamptz`,
  },
  state: {
    key: sql`a.state collate "C"`,
    text: sql`a.state || ' ' || ${timeText(sql`a.issued_at`)}`,
    value: (t) => sql`${t.split(' ')[0]}::text collate "C", ${t.split(' ')[1]}::timestamptz`,
  },
  expiry: { key: sql`a.ends_at`, text: timeText(sql`a.ends_at`), value: (t) => sql`${t}::timestamptz` },
};

/**
 * Lists awards sorted and filtered, a page at a time. Every sort ends in the award's id, so no row is shown twice
 * or left out while awards are added. By holder, awards of people whom the organisation does not know any more are
 * not shown. Error: award_cursor_invalid, also for a cursor of another sort.
 */
export async function tableOfAwards(tx: Tx, request: TableRequest): Promise<Page<Award>> {
  const { orgId, page } = request;
  const sort = request.sort ?? 'issued';
  const direction = request.direction ?? (sort === 'issued' ? 'desc' : 'asc');
  const after = afterOf(page.after, sort, direction);
  const conditions = await conditionsOf(tx, orgId, request.filter ?? {});
  const limit = page.limit + 1;
  const rows =
    sort === 'holder'
      ? await byHolder(tx, { orgId, direction, after, conditions, limit })
      : await byColumn(tx, { sort, direction, after, conditions, limit });
  const { items, next } = pageOf(rows, page.limit, (row) => [
    sort,
    direction,
    row.sort_key,
    row.person_id,
    row.award_id,
  ]);
  return { items: items.map(awardOf), next };
}

interface Query {
  readonly direction: Direction;
  readonly after: Position | null;
  readonly conditions: Conditions;
  readonly limit: number;
}

/** From the index of the sorted column, from where the page before ended. */
async function byColumn(tx: Tx, query: Query & { readonly sort: AwardSort }): Promise<SortedRow[]> {
  const { after, conditions, limit } = query;
  const { key, text, value } = keys[query.sort];
  // Said once more of the first column alone, a bound is where a backward scan begins.
  const first =
    query.sort === 'state' ? (t: string): Sql => sql`${t.split(' ')[0]}::text collate "C"` : value;
  const [sign, order] = signOf(query.direction);
  const columns = query.sort === 'state' ? sql`${key}, a.issued_at` : key;
  const ordered = query.sort === 'state' ? sql`${key} ${order}, a.issued_at ${order}` : sql`${key} ${order}`;
  const behind =
    after === null
      ? sql``
      : sql`and ${key} ${sign}= ${first(after.key)}
          and (${columns}, a.award_id collate "C") ${sign} (${value(after.key)}, ${after.awardId})`;
  const rows = await sql<SortedRow>`select ${awardColumns}, ${text} as sort_key from awards.award a
    where ${conditions.all} ${behind} order by ${ordered}, a.award_id collate "C" ${order} limit ${limit}`.execute(
    tx,
  );
  return rows.rows;
}

/** How many awards a filter may leave before their holders are walked through by name instead of sorting them. */
const fewAwards = 20_000;

/**
 * Names stand with the contacts: they are walked through in order, each with its awards, until the page is full.
 * A filter that leaves few awards is applied first, since the walk may go past nearly everybody: whoever earned one
 * badge may all stand at the end of the alphabet.
 */
async function byHolder(tx: Tx, query: Query & { readonly orgId: OrgId }): Promise<SortedRow[]> {
  return (query.conditions.isNarrow ? await byHolderOfFew(tx, query) : null) ?? (await byWalk(tx, query));
}

/** Sorts what the filter leaves; null when that is more than a few. Only the page is read with all its columns. */
async function byHolderOfFew(tx: Tx, query: Query & { readonly orgId: OrgId }): Promise<SortedRow[] | null> {
  const { orgId, conditions } = query;
  const { behind, sorted } = holderOrder(query);
  const rows = await sql<SortedRow & { readonly found: number }>`with few as materialized (
      select a.award_id, a.person_id from awards.award a where ${conditions.all} limit ${fewAwards + 1}),
    page as (select a.award_id, a.person_id, c.name_key from few a
      join parties.public_contact c on c.org_id = ${orgId} and c.person_id = a.person_id
      where (select count(*) from few) <= ${fewAwards} ${behind} ${sorted})
    select ${awardColumns}, c.name_key as sort_key, found from (select count(*)::int as found from few) n
    left join (page c join awards.award a on a.org_id = ${orgId} and a.award_id = c.award_id) on true
    ${sorted}`.execute(tx);
  if ((rows.rows[0]?.found ?? 0) > fewAwards) return null;
  return rows.rows.filter((row) => row.award_id !== null);
}

/** Which rows are behind the page before, and how they are put in order; of an award `a` and a contact `c`. */
function holderOrder({ direction, after, limit }: Query): { readonly behind: Sql; readonly sorted: Sql } {
  const [sign, order] = signOf(direction);
  return {
    behind:
      after === null
        ? sql``
        : sql`and (c.name_key, c.person_id collate "C", a.award_id collate "C") ${sign}
          (${after.key}, ${after.personId}, ${after.awardId})`,
    sorted: sql`order by c.name_key ${order}, c.person_id collate "C" ${order}, a.award_id collate "C" ${order}
    limit ${limit}`,
  };
}

async function byWalk(tx: Tx, query: Query & { readonly orgId: OrgId }): Promise<SortedRow[]> {
  const { orgId, after, conditions } = query;
  const { behind, sorted } = holderOrder(query);
  const [, order] = signOf(query.direction);
  // A person's own awards are few: the page begins at the person, and within them behind the award.
  const from =
    after === null
      ? sql``
      : sql`and (c.name_key, c.person_id collate "C") ${sql.raw(query.direction === 'asc' ? '>=' : '<=')}
          (${after.key}, ${after.personId})`;
  const rows = await sql<SortedRow>`select ${awardColumns}, c.name_key as sort_key
    from (select * from parties.public_contact c where c.org_id = ${orgId} ${from}
      order by c.name_key ${order}, c.person_id collate "C" ${order} offset 0) c
    cross join lateral (select * from awards.award a where ${conditions.all} and a.person_id = c.person_id
      offset 0) a
    where true ${behind} ${sorted}`.execute(tx);
  return rows.rows;
}

function signOf(direction: Direction): readonly [Sql, Sql] {
  return direction === 'asc' ? [sql`>`, sql`asc`] : [sql`<`, sql`desc`];
}

/** Counts awards, but no further than one above `most`. */
export async function countUpTo(tx: Tx, conditions: Conditions, most: number): Promise<number> {
  const rows = await sql<{ n: number }>`select count(*)::int as n from (
    select 1 from awards.award a where ${conditions.all} limit ${most + 1}) counted`.execute(tx);
  return rows.rows[0]?.n ?? 0;
}

interface Position {
  readonly key: string;
  readonly personId: string;
  readonly awardId: string;
}

function afterOf(cursor: string | undefined, sort: AwardSort, direction: Direction): Position | null {
  if (cursor === undefined) return null;
  const [s, d, key = '', personId = '', awardId = ''] = decodeCursor(cursor, 5) ?? [];
  const isOwn =
    s === sort && d === direction && isKey(sort, key) && !`${personId}${awardId}`.includes('\u0000');
  if (!isOwn)
    throw errors.fail('award_cursor_invalid', 'The cursor cannot be read, or is one of another sort.');
  return { key, personId, awardId };
}

function isKey(sort: AwardSort, key: string): boolean {
  if (sort === 'holder' || sort === 'badge') return !key.includes('\u0000');
  if (sort !== 'state') return isTime(key);
  const [state = '', at = '', ...rest] = key.split(' ');
  return /^[a-z]{1,20}$/.test(state) && isTime(at) && rest.length === 0;
}

/** The form that `timeText` makes, and a day that exists. */
function isTime(text: string): boolean {
  if (text === 'infinity') return true;
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/.test(text)) return false;
  const at = new Date(`${text.slice(0, 19)}Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 19) === text.slice(0, 19);
}
