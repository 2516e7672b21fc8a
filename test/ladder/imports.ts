/** One import of one file, with the line it stands on. */
export interface Import {
  readonly specifier: string;
  readonly line: number;
  /** Whether only types are taken, so that nothing is loaded at run time. */
  readonly isTypeOnly: boolean;
}

const statements = [
  // import x from 'y'; import type …; export … from 'y'; import 'y'
  /^[ \t]*(?:import|export)\b(?<clause>[^'"`;()]*?)\bfrom\s*(?<quote>['"])(?<specifier>[^'"]+)\k<quote>/gm,
  /^[ \t]*import\s*(?<quote>['"])(?<specifier>[^'"]+)\k<quote>/gm,
  // import('y'), require('y'), import.meta.resolve('y')
  /\b(?:import|require|resolve)\s*\(\s*(?<quote>['"`])(?<specifier>[^'"`$]+)\k<quote>/g,
];

/** Finds the imports of a source text by reading it, without a compiler and without resolving anything. */
export function importsOf(source: string): Import[] {
  const text = withoutComments(source);
  const found: Import[] = [];
  for (const statement of statements)
    for (const match of text.matchAll(statement)) {
      const { clause = '', specifier = '' } = match.groups ?? {};
      const line = text.slice(0, match.index).split('\n').length;
      found.push({ specifier, line, isTypeOnly: /^\s*type\b/.test(clause) });
    }
  return found;
}

/** Computed imports hide what they load; there must be none. */
export function computedImports(source: string): number[] {
  const text = withoutComments(source);
  return [...text.matchAll(/\bimport\s*\(\s*(?!['"])/g)].map(
    (m) => text.slice(0, m.index).split('\n').length,
  );
}

/** Uses of the global fetch and its kin, which open a connection without an import. */
export function globalFetches(source: string): number[] {
  const text = withoutComments(source);
  const uses =
    /(?<![.\w$'"-])(?:globalThis\.)?(?:fetch\s*\(|new\s+(?:WebSocket|EventSource|XMLHttpRequest)\b)/g;
  return [...text.matchAll(uses)]
    .filter((m) => !/\b(?:function|async)\s*$/.test(text.slice(0, m.index)))
    .map((m) => text.slice(0, m.index).split('\n').length);
}

/** Blanks comments, keeping lines and everything inside quotes. */
function withoutComments(source: string): string {
  return source.replace(
    /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|\/\*[\s\S]*?\*\/|(?<![:\\/])\/\/[^\n]*/g,
    (whole, quoted: string | undefined) => quoted ?? whole.replace(/[^\n]/g, ' '),
  );
}
