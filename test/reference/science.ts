import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** One export of the models, as its source declares it. */
export interface Export {
  readonly family: string;
  readonly name: string;
  readonly kind: 'function' | 'class' | 'type' | 'constant';
  /** The declaration without its body. */
  readonly signature: string;
  /** The docstring as plain text; empty where there is none. */
  readonly doc: string;
  readonly members: readonly { readonly name: string; readonly type: string; readonly doc: string }[];
  /** Whether the body of a function refuses something itself. */
  readonly refuses: boolean;
}

/** The families in the order in which the root exports them. */
export const FAMILIES = [
  'core',
  'regression',
  'survival',
  'effects',
  'forecast',
  'equity',
  'choice',
  'mastery',
  'money',
] as const;

const source = fileURLToPath(new URL('../../packages/science/src/', import.meta.url));
const parsed = new Map<string, ts.SourceFile>();

function fileAt(path: string): ts.SourceFile {
  const known = parsed.get(path);
  if (known !== undefined) return known;
  const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ES2023, true);
  parsed.set(path, file);
  return file;
}

const beside = (path: string, specifier: string): string =>
  fileURLToPath(new URL(specifier, `file://${path}`));

const docOf = (node: ts.Node): string =>
  ts
    .getJSDocCommentsAndTags(node)
    .filter(ts.isJSDoc)
    .map((doc) => ts.getTextOfJSDocComment(doc.comment) ?? '')
    .join('\n')
    .trim();

const collapse = (text: string): string => text.replace(/\s+/g, ' ').trim();

function membersOf(node: ts.Node): Export['members'] {
  const members = ts.isInterfaceDeclaration(node)
    ? node.members
    : ts.isTypeAliasDeclaration(node) && ts.isTypeLiteralNode(node.type)
      ? node.type.members
      : ts.isClassDeclaration(node)
        ? node.members
        : [];
  return [...members].flatMap((member) => {
    if (!ts.isPropertySignature(member) && !ts.isPropertyDeclaration(member) && !ts.isMethodSignature(member))
      return [];
    const name = member.name.getText();
    const optional = member.questionToken === undefined ? '' : '?';
    const type = ts.isMethodSignature(member)
      ? collapse(member.getText()).slice(name.length)
      : (member.type?.getText() ?? '');
    return [{ name: `${name}${optional}`, type: collapse(type), doc: collapse(docOf(member)) }];
  });
}

function describe(family: string, name: string, node: ts.Node): Export {
  const base = { family, name, doc: docOf(node), members: membersOf(node), refuses: false };
  if (ts.isFunctionDeclaration(node)) {
    const end = node.body?.getStart() ?? node.getEnd();
    const signature = collapse(node.getText().slice(0, end - node.getStart()));
    return {
      ...base,
      kind: 'function',
      signature: `${signature.replace(/^export (async )?/, '')};`,
      refuses: /\b(refuse|require[A-Z]\w*)\(/.test(node.body?.getText() ?? ''),
    };
  }
  if (ts.isClassDeclaration(node)) return { ...base, kind: 'class', signature: `class ${name}` };
  if (ts.isInterfaceDeclaration(node)) {
    const heritage = (node.heritageClauses ?? []).map((clause) => ` ${clause.getText()}`).join('');
    return { ...base, kind: 'type', signature: collapse(`interface ${name}${heritage} {}`) };
  }
  if (ts.isTypeAliasDeclaration(node))
    return { ...base, kind: 'type', signature: collapse(`type ${name} = ${node.type.getText()}`) };
  return { ...base, kind: 'constant', signature: `const ${name}` };
}

/** The declaration of a name in a file, or in the file from which it passes it on. */
function find(path: string, name: string): ts.Node {
  for (const statement of fileAt(path).statements) {
    if (
      (ts.isFunctionDeclaration(statement) ||
        ts.isInterfaceDeclaration(statement) ||
        ts.isTypeAliasDeclaration(statement) ||
        ts.isClassDeclaration(statement)) &&
      statement.name?.text === name
    )
      return statement;
    if (
      ts.isVariableStatement(statement) &&
      statement.declarationList.declarations.some((d) => d.name.getText() === name)
    )
      return statement;
  }
  throw new Error(`${path} does not declare ${name}`);
}

function exportsOfFile(family: string, path: string): Export[] {
  return fileAt(path).statements.flatMap((statement): Export[] => {
    if (ts.isExportDeclaration(statement) && statement.moduleSpecifier !== undefined) {
      const target = beside(path, (statement.moduleSpecifier as ts.StringLiteral).text);
      if (statement.exportClause === undefined) return exportsOfFile(family, target);
      if (!ts.isNamedExports(statement.exportClause)) return [];
      return statement.exportClause.elements.flatMap((element) => {
        const name = (element.propertyName ?? element.name).text;
        const passedOn = exportsOfFile(family, target).find((one) => one.name === name);
        return [passedOn ?? describe(family, name, find(target, name))];
      });
    }
    const isExported =
      ts.canHaveModifiers(statement) &&
      (ts.getModifiers(statement) ?? []).some((m) => m.kind === ts.SyntaxKind.ExportKeyword);
    if (!isExported) return [];
    const names = ts.isVariableStatement(statement)
      ? statement.declarationList.declarations.map((d) => d.name.getText())
      : [(statement as ts.FunctionDeclaration).name?.text ?? ''];
    return names.map((name) => describe(family, name, statement));
  });
}

/** Every export of a family, in the order of its index. */
export function exportsOf(family: string): Export[] {
  return exportsOfFile(family, `${source}${family}/index.ts`);
}

const cell = (text: string): string => text.replaceAll('|', '\\|');

function entryOf(one: Export): string {
  const lines = [`### ${one.name}`, '', '```ts', one.signature, '```', '', one.doc];
  if (one.members.length > 0)
    lines.push(
      '',
      '| field | type | meaning |',
      '| --- | --- | --- |',
      ...one.members.map(({ name, type, doc }) => `| \`${name}\` | \`${cell(type)}\` | ${cell(doc)} |`),
    );
  return lines.join('\n');
}

/** The page of every export of the models, family by family. */
export function sciencePage(): string {
  const families = FAMILIES.map((family) => {
    const all = exportsOf(family);
    const [working, types] = [
      all.filter(({ kind }) => kind !== 'type'),
      all.filter(({ kind }) => kind === 'type'),
    ];
    return [`## ${family}`, `\`@rungs/science/${family}\``, ...[...working, ...types].map(entryOf)].join(
      '\n\n',
    );
  });
  return [
    '# The models: every export',
    'Made by `tools/make-client.mjs` from the docstrings of `packages/science/src`; do not edit. `Numbers` is a plain or typed array; columns hold one value a row. A refusal is a `ScienceRefusal` with a `code` of the closed list `RefusalCode` and the `input` at fault. Worked examples are in the [README of the package](../../packages/science/README.md).',
    FAMILIES.map(
      (family) =>
        `- [${family}](#${family}): ${exportsOf(family)
          .filter(({ kind }) => kind === 'function')
          .map(({ name }) => `\`${name}\``)
          .join(', ')}`,
    ).join('\n'),
    ...families,
    '',
  ].join('\n\n');
}
