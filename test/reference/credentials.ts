import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const folder = fileURLToPath(new URL('../../packages/credentials/', import.meta.url));

/** A name that the credentials package exports. */
export interface ExportedName {
  readonly name: string;
  readonly kind: 'function' | 'value' | 'type' | 'error';
  /** The first sentence of its docstring; empty where it has none. */
  readonly says: string;
}

/** A subpath of the package, with the file that it stands for. */
export interface Topic {
  readonly subpath: string;
  readonly source: string;
  readonly exported: readonly ExportedName[];
}

interface Manifest {
  readonly exports: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Every subpath of the package's `exports`, in their order there. */
export function topics(): Topic[] {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
  return Object.entries(manifest.exports).map(([subpath, targets]) => {
    const source = join(folder, targets['rungs-source'] ?? '');
    return { subpath: subpath.replace(/^\.\//, ''), source, exported: exportsOf(source) };
  });
}

/** What a file exports, its own and what it passes on, by name. */
function exportsOf(path: string): ExportedName[] {
  const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const found = file.statements.flatMap((statement) =>
    ts.isExportDeclaration(statement) ? passedOn(statement, path) : own(statement),
  );
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function passedOn({ moduleSpecifier, exportClause }: ts.ExportDeclaration, path: string): ExportedName[] {
  if (moduleSpecifier === undefined || !ts.isStringLiteral(moduleSpecifier) || exportClause === undefined)
    throw new Error(`${path}: an export that names neither its file nor its names`);
  if (!ts.isNamedExports(exportClause)) throw new Error(`${path}: an export of everything under one name`);
  const known = exportsOf(join(dirname(path), moduleSpecifier.text));
  return exportClause.elements.map(({ name, propertyName }) => {
    const origin = known.find((one) => one.name === (propertyName ?? name).text);
    if (origin === undefined) throw new Error(`${path}: ${name.text} is not in ${moduleSpecifier.text}`);
    return { ...origin, name: name.text };
  });
}

function own(statement: ts.Statement): ExportedName[] {
  const isExported = (ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined)?.some(
    ({ kind }) => kind === ts.SyntaxKind.ExportKeyword,
  );
  if (isExported !== true) return [];
  const says = sentenceOf(statement);
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.map(({ name }) => ({
      name: name.getText(),
      kind: 'value',
      says,
    }));
  if (ts.isFunctionDeclaration(statement))
    return [{ name: statement.name?.text ?? '', kind: 'function', says }];
  if (ts.isClassDeclaration(statement)) return [{ name: statement.name?.text ?? '', kind: 'error', says }];
  if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement))
    return [{ name: statement.name.text, kind: 'type', says }];
  return [];
}

/** The first sentence of the docstring right above a declaration. */
function sentenceOf(node: ts.Node): string {
  const comment = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc).at(-1);
  const text = (ts.getTextOfJSDocComment(comment?.comment) ?? '').replace(/\s+/g, ' ').trim();
  return /^.*?[.:;](?= [A-Z`]|$)/.exec(text)?.[0].replace(/[:;]$/, '.') ?? text;
}

/** The page that lists every export of the package. */
export function credentialsPage(): string {
  const sections = topics().map(({ subpath, exported }) => {
    const rows = exported.map(
      ({ name, kind, says }) => `| \`${name}\` | ${kind} | ${says.replaceAll('|', '\\|')} |`,
    );
    const title = subpath === '.' ? '`@rungs/credentials`' : `\`@rungs/credentials/${subpath}\``;
    return [`## ${title}`, '', '| Name | Kind | What |', '| --- | --- | --- |', ...rows].join('\n');
  });
  return [
    '# Credentials package',
    '',
    'Made from the docstrings of `packages/credentials` by `tools/make-client.mjs`; do not edit. What each export takes and gives is in its types; how they go together is in the [README of the package](../../packages/credentials/README.md).',
    '',
    sections.join('\n\n'),
    '',
  ].join('\n');
}
