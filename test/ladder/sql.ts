import { rungs, type Rung } from './rungs.ts';

/** Functions of `store` that the SQL of every rung may call. */
const storeFunctions = new Set(['protect', 'readable_by', 'grant_app', 'append_only', 'tell', 'add_job']);

const schemas = new Set<string>([...rungs, 'jobs']);

/** Settings of a transaction are written like a name in a schema. */
const settings = new Set(['app.org_id', 'app.lookup']);

/**
 * Finds the schemas of others that a rung's SQL names. Allowed are its own, `store` functions, and views
 * `<rung>.public_…` of lower rungs. `foreign key … references` may point down the ladder in migrations.
 */
export function foreignNames(rung: string, sqlText: string, isMigration: boolean): string[] {
  const text = sqlText.replace(/--[^\n]*/g, '').replace(/\/\*[\s\S]*?\*\//g, '');
  const own = rungs.indexOf(rung as Rung);
  const found: string[] = [];
  for (const match of text.matchAll(/(?<![\w."$@/-])"?([a-z_]+)"?\."?([a-z_]+)"?/g)) {
    const [whole, schema = '', name = ''] = match;
    if (!schemas.has(schema) || schema === rung || settings.has(whole)) continue;
    // An alias of the query that happens to be called like a rung is no schema.
    if (new RegExp(`(?:\\bas|[\\w")])\\s+${schema}\\b(?!\\s*\\.)`).test(text)) continue;
    const isLower = rungs.indexOf(schema as Rung) >= 0 && rungs.indexOf(schema as Rung) < own;
    if (schema === 'store' && storeFunctions.has(name)) continue;
    if (isLower && name.startsWith('public_')) continue;
    const before = text.slice(0, match.index);
    if (isMigration && isLower && /\breferences\s+$/.test(before)) continue;
    found.push(whole);
  }
  return found;
}

/** The texts of the sql`…` templates in a TypeScript source, placeholders blanked. */
export function sqlTemplates(source: string): string[] {
  const found: string[] = [];
  for (const match of source.matchAll(/\bsql(?:<(?:[^<>`]|<[^<>`]*>)*>)?`/g)) {
    let depth = 0;
    let text = '';
    for (let i = match.index + match[0].length; i < source.length; i++) {
      const c = source.charAt(i);
      if (depth === 0 && c === '`') break;
      if (depth === 0 && c === '$' && source.charAt(i + 1) === '{') {
        depth = 1;
        i++;
        text += '?';
      } else if (depth > 0) depth += c === '{' ? 1 : c === '}' ? -1 : 0;
      else text += c;
    }
    found.push(text);
  }
  return found;
}
