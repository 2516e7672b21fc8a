import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the checkout. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** A fenced block of a page. */
export interface Fence {
  /** The page and line where it begins, to be found again. */
  readonly at: string;
  readonly language: string;
  readonly text: string;
  /** The file that the text named last before it, which it shows. */
  readonly file: string;
}

/** A page of documentation. */
export interface Page {
  readonly path: string;
  readonly text: string;
  /** The text without its fenced blocks. */
  readonly prose: string;
  readonly fences: readonly Fence[];
}

const skipped = new Set(['node_modules', 'dist', '.git', '.rungs', 'coverage', '.vite']);

/** Every file of the repository, without what is installed or built. */
export function repositoryFiles(folder = root): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    const name = relative(root, path).replaceAll('\\', '/');
    if (skipped.has(entry.name) || name === 'platform/public') return [];
    return entry.isDirectory() ? repositoryFiles(path) : entry.isFile() ? [name] : [];
  });
}

/** Every Markdown page of the repository. */
export function pages(): Page[] {
  return repositoryFiles()
    .filter((path) => extname(path) === '.md')
    .map((path) => readPage(path));
}

function readPage(path: string): Page {
  const text = readFileSync(join(root, path), 'utf8');
  const fences: Fence[] = [];
  const prose: string[] = [];
  let open: { language: string; line: number; lines: string[] } | null = null;
  text.split('\n').forEach((line, index) => {
    const mark = /^\s*```(\w*)/.exec(line);
    if (mark === null) (open === null ? prose : open.lines).push(line);
    else if (open === null) open = { language: mark[1] ?? '', line: index + 1, lines: [] };
    else {
      const at = `${path}:${String(open.line)}`;
      const file = codeSpans(prose.join('\n')).findLast((span) => /^\w+\.json$/.test(span)) ?? '';
      fences.push({ at, language: open.language, text: open.lines.join('\n'), file });
      open = null;
    }
  });
  return { path, text, prose: prose.join('\n'), fences };
}

/** What stands in backticks in running text. */
export function codeSpans(prose: string): string[] {
  return [...prose.matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? '');
}

/** The targets of links and pictures, without code that looks like one. */
export function linksOf(page: Page): string[] {
  const plain = page.prose.replace(/`[^`\n]+`/g, '');
  return [...plain.matchAll(/\]\(([^()\s]+)\)/g)].map((match) => match[1] ?? '');
}

/** The names of a page's headings as they stand in an address. */
export function anchorsOf(page: Page): string[] {
  return [...page.prose.matchAll(/^#{1,6}\s+(.*)$/gm)].map((match) =>
    (match[1] ?? '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-'),
  );
}

/** Says what is wrong with a relative link, or null. */
export function brokenLink(page: Page, link: string, all: readonly Page[]): string | null {
  if (/^[a-z]+:/i.test(link)) return null;
  const [file = '', anchor] = link.split('#');
  const target = file === '' ? page.path : join(dirname(page.path), decodeURIComponent(file));
  if (file !== '' && !existsSync(join(root, target))) return `${page.path} → ${link}: no such file`;
  if (anchor === undefined) return null;
  const other = file === '' ? page : all.find((one) => one.path === target.replaceAll('\\', '/'));
  return other !== undefined && anchorsOf(other).includes(anchor)
    ? null
    : `${page.path} → ${link}: no such heading`;
}
