import { decodeCursor, pageOf, type Page } from '#kernel';
import { sql, type Tx } from '#store';
import { errors } from './errors.ts';
import type {
  Competency,
  CompetencyRef,
  Framework,
  FrameworkId,
  FrameworkMeta,
  ParsedCompetency,
} from './model.ts';

interface FrameworkRow extends FrameworkMeta {
  framework_id: FrameworkId;
  content_sha256: string;
  size: number;
  imported_at: Date;
}

const toFramework = (r: FrameworkRow): Framework => ({
  frameworkId: r.framework_id,
  code: r.code,
  version: r.version,
  title: r.title,
  publisher: r.publisher,
  licence: r.licence,
  attribution: r.attribution,
  url: r.url,
  size: r.size,
  importedAt: r.imported_at,
});

const frameworkColumns = sql.raw(
  'framework_id, code, version, title, publisher, licence, attribution, url, content_sha256, size, imported_at',
);

/** Saves the row of a framework unless its (code, version) is there; says whose row stands now. */
export async function saveFramework(
  tx: Tx,
  row: {
    frameworkId: FrameworkId;
    meta: FrameworkMeta;
    digest: string;
    size: number;
    importedAt: Date;
    importedBy: string;
  },
): Promise<{ framework: Framework; isNew: boolean; digest: string }> {
  const m = row.meta;
  const inserted =
    await sql<FrameworkRow>`insert into frameworks.framework (framework_id, code, version, title,
      publisher, licence, attribution, url, content_sha256, size, imported_at, imported_by)
    values (${row.frameworkId}, ${m.code}, ${m.version}, ${m.title}, ${m.publisher}, ${m.licence},
      ${m.attribution}, ${m.url}, ${row.digest}, ${row.size}, ${row.importedAt}, ${row.importedBy})
    on conflict (code, version) do nothing returning ${frameworkColumns}`.execute(tx);
  const mine = inserted.rows[0];
  if (mine !== undefined) return { framework: toFramework(mine), isNew: true, digest: row.digest };
  const there = await sql<FrameworkRow>`select ${frameworkColumns} from frameworks.framework
    where code = ${m.code} and version = ${m.version}`.execute(tx);
  const other = there.rows[0];
  if (other === undefined) throw new Error('a framework row vanished while it was imported');
  return { framework: toFramework(other), isNew: false, digest: other.content_sha256 };
}

/** Brings title, licence, attribution and address of a framework version up to date. */
export async function updateMeta(tx: Tx, frameworkId: FrameworkId, meta: FrameworkMeta): Promise<void> {
  await sql`update frameworks.framework set title = ${meta.title}, publisher = ${meta.publisher},
    licence = ${meta.licence}, attribution = ${meta.attribution}, url = ${meta.url}
    where framework_id = ${frameworkId}`.execute(tx);
}

const chunk = 2_000;

/** Saves competencies, a statement for each chunk, with the words by which they are found. */
export async function saveCompetencies(
  tx: Tx,
  frameworkId: FrameworkId,
  found: readonly ParsedCompetency[],
): Promise<void> {
  for (let at = 0; at < found.length; at += chunk) {
    const rows = found.slice(at, at + chunk).map((c) => ({
      code: c.code,
      name: c.name,
      description: c.description,
      other_names: c.otherNames,
      kind: c.kind,
      parent_codes: c.parents.map((p) => p.code),
      url: c.url,
    }));
    await sql`insert into frameworks.competency
        (framework_id, code, name, description, other_names, kind, parent_codes, url, search)
      select ${frameworkId}, r.code, r.name, r.description, r.other_names, r.kind, r.parent_codes, r.url,
        setweight(to_tsvector('english', r.name), 'A') ||
        setweight(to_tsvector('english', array_to_string(r.other_names, ' ; ')), 'B') ||
        setweight(to_tsvector('english', r.description), 'C')
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(code text, name text, description text,
        other_names text[], kind text, parent_codes text[], url text)`.execute(tx);
  }
}

interface CompetencyRow {
  framework_id: FrameworkId;
  framework: string;
  version: string;
  code: string;
  name: string;
  description: string;
  kind: string;
  parent_codes: string[];
  url: string;
  rank: number;
}

const toCompetency = (r: CompetencyRow): Competency => ({
  frameworkId: r.framework_id,
  framework: r.framework,
  version: r.version,
  code: r.code,
  name: r.name,
  description: r.description,
  kind: r.kind,
  parentCodes: r.parent_codes,
  url: r.url,
});

const competencyColumns = sql.raw(
  'c.framework_id, f.code as framework, f.version, c.code, c.name, c.description, c.kind, c.parent_codes, c.url',
);

/** The versions that are meant when nobody names one: of each framework the one that was imported last. */
const current = sql.raw(
  '(select distinct on (code) * from frameworks.framework order by code, imported_at desc, framework_id desc)',
);

/** Loads the competencies that some references name; those that do not exist are left out. */
export async function loadCompetencies(tx: Tx, refs: readonly CompetencyRef[]): Promise<Competency[]> {
  if (refs.length === 0) return [];
  const rows = await sql<CompetencyRow>`with ref as (
      select distinct * from unnest(${refs.map((r) => r.framework)}::text[], ${refs.map((r) => r.code)}::text[],
        ${refs.map((r) => r.version ?? null)}::text[]) as u(framework, code, version))
    select ${competencyColumns}, 0 as rank from ref
      join lateral (select * from frameworks.framework f where f.code = ref.framework
        and (ref.version is null or f.version = ref.version)
        order by f.imported_at desc, f.framework_id desc limit 1) f on true
      join frameworks.competency c on c.framework_id = f.framework_id and c.code = ref.code
    order by f.code, c.code, f.version`.execute(tx);
  return rows.rows.map(toCompetency);
}

/** Loads a page of the competencies that match some words, best first; all of them when there are no words. */
export async function loadMatches(
  tx: Tx,
  input: {
    words: string;
    framework?: string | undefined;
    version?: string | undefined;
    limit: number;
    after?: string | undefined;
  },
): Promise<Page<Competency>> {
  const after = input.after === undefined ? null : decodeCursor(input.after, 3);
  if (input.after !== undefined && (after === null || !/^\d{1,9}$/.test(after[0] ?? '')))
    throw errors.fail('competency_cursor_invalid', 'The cursor could not be read.');
  const words = input.words.replaceAll('\0', ' ').trim();
  const matches = words === '' ? sql`true` : sql`c.search @@ websearch_to_tsquery('english', ${words})`;
  // An integer, so that the cursor repeats exactly what was sorted by.
  const rank =
    words === ''
      ? sql`0`
      : sql`round(ts_rank_cd(c.search, websearch_to_tsquery('english', ${words}), 32) * 1000000)::int`;
  const versions = input.version === undefined ? current : sql`frameworks.framework`;
  const rows = await sql<CompetencyRow>`select * from (
      select ${competencyColumns}, ${rank} as rank
      from ${versions} f join frameworks.competency c on c.framework_id = f.framework_id
      where ${matches} and (${input.framework ?? null}::text is null or f.code = ${input.framework ?? null})
        and (${input.version ?? null}::text is null or f.version = ${input.version ?? null})) m
    where ${after === null ? sql`true` : sql`(-m.rank, m.framework_id, m.code) > (${-Number(after[0])}, ${after[1]}, ${after[2]})`}
    order by -m.rank, m.framework_id, m.code limit ${input.limit + 1}`.execute(tx);
  const page = pageOf(rows.rows, input.limit, (r) => [String(r.rank), r.framework_id, r.code]);
  return { items: page.items.map(toCompetency), next: page.next };
}

/** Loads a page of framework versions in the order of their import. */
export async function loadFrameworks(
  tx: Tx,
  input: { limit: number; after?: string | undefined },
): Promise<Page<Framework>> {
  const after = input.after === undefined ? null : decodeCursor(input.after, 1);
  if (input.after !== undefined && after === null)
    throw errors.fail('competency_cursor_invalid', 'The cursor could not be read.');
  const rows = await sql<FrameworkRow>`select ${frameworkColumns} from frameworks.framework
    where ${after?.[0] ?? null}::text is null or framework_id > ${after?.[0] ?? null}
    order by framework_id limit ${input.limit + 1}`.execute(tx);
  const page = pageOf(rows.rows, input.limit, (r) => [r.framework_id]);
  return { items: page.items.map(toFramework), next: page.next };
}
