import type { Context } from 'hono';
import type { Language } from '#parties';
import { german } from './words-de.ts';
import { english, type PageWords } from './words-en.ts';

export type { PageWords } from './words-en.ts';

const all: Readonly<Record<Language, PageWords>> = { en: english, de: german };

/** The words of a language. */
export const wordsOf = (language: Language): PageWords => all[language];

const isLanguage = (text: string): text is Language => text in all;

/** The best of our languages by an Accept-Language header (RFC 9110, 12.5.4); English where it names none of them. */
export function acceptedLanguage(header: string | undefined): Language {
  const ranges = (header ?? '')
    .split(',')
    .map((range, i) => {
      const [tag = '', ...parameters] = range.trim().toLowerCase().split(';');
      const weight = parameters
        .map((p) => /^\s*q=([01](?:\.\d{0,3})?)\s*$/.exec(p)?.[1])
        .find((q) => q !== undefined);
      return { language: tag.split('-')[0] ?? '', weight: weight === undefined ? 1 : Number(weight), i };
    })
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight || a.i - b.i);
  for (const { language } of ranges) if (isLanguage(language)) return language;
  return 'en';
}

/** The language of a page: `?lang=` decides, else the browser. */
export function pageLanguage(c: Context): Language {
  const asked = c.req.query('lang') ?? '';
  return isLanguage(asked) ? asked : acceptedLanguage(c.req.header('accept-language'));
}
