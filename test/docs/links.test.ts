import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { roles } from '../../platform/src/parties/index.ts';
import { rungs } from '../ladder/rungs.ts';
import { brokenLink, codeSpans, linksOf, pages, repositoryFiles, root, type Page } from './pages.ts';

const all = pages();
const files = repositoryFiles();
const folders = new Set(files.flatMap((path) => parents(path)));
const names = new Set(files.map((path) => basename(path)));

describe('the pages of the documentation', () => {
  it('lead only to files and headings that exist', () => {
    const links = all.flatMap((page) => linksOf(page).map((link) => brokenLink(page, link, all)));
    expect(links.length).toBeGreaterThan(50);
    expect(links.filter((fault) => fault !== null)).toEqual([]);
  });

  it('would not overlook a broken link', () => {
    const page: Page = {
      path: 'docs/x.md',
      text: '',
      prose: '# A b\n[x](y.md) [x](#a-b) [x](#c)',
      fences: [],
    };
    const faults = linksOf(page).map((link) => brokenLink(page, link, all));
    expect(faults).toEqual(['docs/x.md → y.md: no such file', null, 'docs/x.md → #c: no such heading']);
  });

  it('name only files of the repository that exist', () => {
    const named = all.flatMap((page) => codeSpans(page.prose).map((span) => ({ page, span })));
    const paths = named.filter(({ span }) => looksLikePath(span));
    expect(paths.length).toBeGreaterThan(40);
    const missing = paths.filter(({ page, span }) => !exists(page.path, span));
    expect(missing.map(({ page, span }) => `${page.path}: ${span}`)).toEqual([]);
  });

  it('have one for each role, and the index of the guide and of the design leads to each of theirs', () => {
    for (const folder of ['docs/guide', 'docs/design']) {
      const index = all.find((page) => page.path === `${folder}/README.md`);
      const own = files.filter((path) => path.startsWith(`${folder}/`) && !path.endsWith('/README.md'));
      expect(own.filter((path) => !index?.prose.includes(`(${basename(path)})`))).toEqual([]);
    }
    expect(roles.filter((role) => !files.includes(`docs/guide/${role}.md`))).toEqual([]);
  });

  it('say problem, choice, what was rejected and the consequence where they are about design', () => {
    const design = all.filter((p) => p.path.startsWith('docs/design/') && !p.path.endsWith('README.md'));
    for (const { path, text } of design)
      for (const word of ['Problem', 'Choice', 'Rejected', 'Consequence'])
        expect(new RegExp(`^(## |\\*\\*)${word}\\b`, 'm').test(text), `${path}: ${word}`).toBe(true);
  });

  it('show the ladder as it is', () => {
    const page = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');
    const table = page.slice(page.indexOf('## The ladder'), page.indexOf('## The walk'));
    const rows = [...table.matchAll(/^\| *([0-9–]+) *\|([^|]*)\|/gm)];
    const shown = rows.flatMap((row) => [...(row[2] ?? '').matchAll(/`(\w+)`/g)].map((m) => m[1]));
    expect(shown).toEqual([...rungs]);
  });
});

function parents(path: string): string[] {
  const parts = path.split('/');
  return parts.slice(1).map((_part, index) => parts.slice(0, index + 1).join('/'));
}

const top = /^(packages|platform|docs|test|tools|bench|examples|web)\//;

function looksLikePath(span: string): boolean {
  if (/[\s<>{}…]/.test(span) || /^(https?:|\.{1,2}\/shared|\/)/.test(span)) return false;
  return top.test(span) || /^[\w.*-]+(\/[\w.*-]+)*\.(ts|tsx|mjs|sql|md)$/.test(span);
}

/** From the root, from the page, from the rungs; a name alone may stand in any folder. */
function exists(page: string, span: string): boolean {
  const path = span.replace(/\/$/, '');
  if (!path.includes('/') && names.has(path)) return true;
  const places = [path, `${parents(page).at(-1) ?? '.'}/${path}`, `platform/src/${path}`];
  return places.some((place) =>
    place.includes('*')
      ? files.some((file) => globOf(place).test(file))
      : files.includes(place) || folders.has(place),
  );
}

function globOf(pattern: string): RegExp {
  const text = pattern.replace(/[.+]/g, '\\$&').replaceAll('*', '[^/]*');
  return new RegExp(`^${text}(/|$)`);
}
