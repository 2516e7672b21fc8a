import type pg from 'pg';

interface Line {
  readonly line: string;
}

const ours = `n.nspname !~ '^(pg_|information_schema$|public$|jobs$)'`;

const tables = `
  select c.oid::int as id, c.oid::regclass::text as name,
    concat_ws(', ', case when c.relrowsecurity then 'row-level security' end,
      case when c.relforcerowsecurity then 'forced' end) as wall
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'v') and ${ours} order by c.oid::regclass::text collate "C"`;

const columns = `
  select concat_ws(' ', attname, format_type(atttypid, atttypmod), case when attnotnull then 'not null' end,
    case attidentity when 'a' then 'identity always' when 'd' then 'identity by default' end,
    case when attgenerated <> '' then 'generated' when d.adbin is not null then 'default' end,
    pg_get_expr(d.adbin, d.adrelid)) as line
  from pg_attribute left join pg_attrdef d on d.adrelid = attrelid and d.adnum = attnum
  where attrelid = $1::int::oid and attnum > 0 and not attisdropped order by attnum`;

// NOT NULL is said by the column; newer servers list it as a constraint too.
const keys = `
  select pg_get_constraintdef(oid) as line from pg_constraint
  where conrelid = $1::int::oid and contype <> 'n' order by contype::text, pg_get_constraintdef(oid) collate "C"`;

const indexes = `
  select pg_get_indexdef(indexrelid) as line from pg_index
  where indrelid = $1::int::oid and not exists (select 1 from pg_constraint where conindid = indexrelid and contype in ('p', 'u'))
  order by pg_get_indexdef(indexrelid) collate "C"`;

const policies = `
  select concat_ws(' ', 'policy', polname, case polcmd when 'r' then 'select' when 'a' then 'insert'
    when 'w' then 'update' when 'd' then 'delete' else 'all' end,
    'using ' || pg_get_expr(polqual, polrelid), 'check ' || pg_get_expr(polwithcheck, polrelid)) as line
  from pg_policy where polrelid = $1::int::oid order by polname collate "C"`;

const grantee = `case a.grantee when 0 then 'everybody' else a.grantee::regrole::text end`;
const toOthers = `a.grantee <> a.grantor`;

const grants = `
  select concat(${grantee}, ' may ', string_agg(lower(a.privilege_type), ', ' order by a.privilege_type)) as line
  from pg_class c, aclexplode(c.relacl) a where c.oid = $1::int::oid and ${toOthers} group by a.grantee
  union all
  select concat(${grantee}, ' may ', lower(a.privilege_type), ' (', string_agg(t.attname, ', ' order by t.attname), ')')
  from pg_attribute t, aclexplode(t.attacl) a where t.attrelid = $1::int::oid and ${toOthers}
  group by a.grantee, a.privilege_type order by 1`;

const functions = `
  select concat_ws(' ', p.oid::regprocedure, 'returns', pg_get_function_result(p.oid), l.lanname,
    case when p.prosecdef then 'security definer' end, array_to_string(p.proconfig, ' '),
    'md5 ' || md5(p.prosrc), case when p.proacl is null then 'for everybody' else 'for ' ||
      (select string_agg(${grantee}, ', ' order by ${grantee}) from aclexplode(p.proacl) a where ${toOthers}) end) as line
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace join pg_language l on l.oid = p.prolang
  where ${ours} order by p.oid::regprocedure::text collate "C"`;

/** Describes a whole migrated database as text: the same on every server version from 15 on. */
export async function schemaText(pool: pg.Pool): Promise<string> {
  const found = await pool.query<{ id: number; name: string; wall: string }>(tables);
  const parts: string[] = [];
  for (const { id, name, wall } of found.rows) {
    const lines: string[] = [];
    for (const query of [columns, keys, indexes, policies, grants])
      lines.push(...(await pool.query<Line>(query, [id])).rows.map((row) => `  ${row.line}`));
    parts.push(`${name}${wall === '' ? '' : `: ${wall}`}\n${lines.join('\n')}\n`);
  }
  const functionLines = (await pool.query<Line>(functions)).rows.map((row) => `  ${row.line}`);
  return `${parts.join('\n')}\nfunctions\n${functionLines.join('\n')}\n`;
}
