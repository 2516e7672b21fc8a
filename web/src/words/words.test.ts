import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { chooseLanguage, directionOf } from './choose.ts';
import { pseudoText, pseudoWords, type Words } from './pseudo.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const source = join(here, '..');

const files = import.meta.glob<{ readonly words: Words }>('./{en,de}/*.ts', { eager: true });

function readLanguage(language: string): Words {
  const found = Object.entries(files).flatMap(([path, { words }]) => {
    const [, of, name] = /^\.\/(\w+)\/(.+)\.ts$/.exec(path) ?? [];
    return of === language && name !== undefined ? [[name, words] as const] : [];
  });
  return Object.fromEntries(found);
}

/** Every text by its whole key. */
function flat(words: Words, before = ''): Map<string, string> {
  const all = new Map<string, string>();
  for (const [key, value] of Object.entries(words)) {
    const at = before === '' ? key : `${before}.${key}`;
    if (typeof value === 'string') all.set(at, value);
    else for (const [inner, text] of flat(value, at)) all.set(inner, text);
  }
  return all;
}

const holes = (text: string): string[] => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '');

/** The code of the screens, without words and tests. */
function code(folder = source): string {
  return readdirSync(folder, { withFileTypes: true })
    .map((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return path.includes('/words/') ? '' : code(path);
      return /\.tsx?$/.test(entry.name) && !entry.name.includes('.test.') && !/\/words\/(en|de)\//.test(path)
        ? readFileSync(path, 'utf8')
        : '';
    })
    .join('\n');
}

const en = flat(readLanguage('en'));
const de = flat(readLanguage('de'));
const areas = [...new Set([...en.keys()].map((key) => key.split('.')[0] ?? ''))];
const text = code();
const withoutPlural = (key: string): string => key.replace(/_(zero|one|other)$/, '');

describe('the words of the screens', () => {
  it('have every text in both languages, with the same placeholders', () => {
    expect([...de.keys()].sort()).toEqual([...en.keys()].sort());
    for (const [key, english] of en) {
      // A singular may spell its number out.
      const isOne = key.endsWith('_one') || key.endsWith('_zero');
      const wanted = new Set(holes(english).filter((name) => !isOne || name !== 'count'));
      const given = new Set(holes(de.get(key) ?? '').filter((name) => !isOne || name !== 'count'));
      expect({ key, holes: given }).toEqual({ key, holes: wanted });
    }
  });

  it('hold no exclamation mark, no empty text and no English left in German', () => {
    for (const [key, value] of [...en, ...de]) {
      expect({ key, value: value.trim() }).not.toEqual({ key, value: '' });
      expect({ key, has: /!(?!=)/.test(value) }).toEqual({ key, has: false });
    }
    const long = [...en].filter(([key, value]) => value.split(' ').length > 3 && de.get(key) === value);
    expect(long).toEqual([]);
  });

  it('are there for every key that a screen names, and every text is shown somewhere', () => {
    const area = areas.join('|');
    const literals = new Set(
      [...text.matchAll(new RegExp(`['"\`]((?:${area})(?:\\.[\\w-]+)+)['"\`]`, 'g'))].map(
        ([, key]) => key ?? '',
      ),
    );
    const starts = [...text.matchAll(new RegExp(`['"\`]((?:${area})\\.[\\w.-]*)\\$\\{`, 'g'))].map(
      ([, key]) => key ?? '',
    );
    const known = new Set([...en.keys()].map(withoutPlural));
    const branches = new Set(
      [...known].flatMap((key) => key.split('.').map((_part, i, all) => all.slice(0, i).join('.'))),
    );
    expect([...literals].filter((key) => !known.has(key) && !branches.has(key))).toEqual([]);
    // Names of places stand in lists, without their area.
    const isShown = (key: string): boolean =>
      literals.has(key) ||
      starts.some((start) => key.startsWith(start) && start.split('.').length === key.split('.').length) ||
      [...literals].some((literal) => key.startsWith(`${literal}.`));
    expect([...known].filter((key) => !isShown(key))).toEqual([]);
  });
});

describe('a language', () => {
  it('is chosen by the address, then by an earlier choice, then by the browser in its order', () => {
    const browser = ['fr-CA', 'de-AT', 'en'];
    expect(chooseLanguage({ address: 'pseudo', stored: 'de', browser })).toBe('pseudo');
    expect(chooseLanguage({ address: 'xx', stored: 'en', browser })).toBe('en');
    expect(chooseLanguage({ address: null, stored: 'klingon', browser })).toBe('de');
    expect(chooseLanguage({ address: null, stored: null, browser: ['fr'] })).toBe('en');
  });

  it('is written in its own direction', () => {
    expect([directionOf('de'), directionOf('ar')]).toEqual(['ltr', 'rtl']);
  });

  it('that is pseudo is longer, in brackets, and keeps its placeholders', () => {
    const strange = pseudoText('Revoke {{count}} credentials');
    expect(strange).toMatch(/^⟦.*⟧$/);
    expect(strange).toContain('{{count}}');
    expect(strange).not.toContain('credentials');
    expect(strange.length).toBeGreaterThan('Revoke {{count}} credentials'.length * 1.3);
    expect(pseudoWords({ a: { b: 'x' } })).toEqual({ a: { b: pseudoText('x') } });
  });
});
