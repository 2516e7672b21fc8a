/** The languages that a person can choose. */
export const languages = ['en', 'de'] as const;

/** One of them. */
export type Language = (typeof languages)[number];

/** A language as the screens can wear it; `pseudo` is the source language made strange, for tests. */
export type Tongue = Language | 'pseudo';

/** What each language calls itself. */
export const languageNames: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch' };

/** Whether a text names a language that a person can choose. */
export function isLanguage(text: unknown): text is Language {
  return languages.some((name) => name === text);
}

/**
 * Decides which language a person reads: the address first, then what they chose here before, then what their
 * browser asks for, in its order.
 */
export function chooseLanguage(given: {
  readonly address: string | null;
  readonly stored: string | null;
  readonly browser: readonly string[];
}): Tongue {
  if (given.address === 'pseudo' || isLanguage(given.address)) return given.address;
  if (isLanguage(given.stored)) return given.stored;
  for (const wanted of given.browser) {
    const base = wanted.toLowerCase().split('-')[0];
    if (isLanguage(base)) return base;
  }
  return 'en';
}

/** Which way a language is written. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  return ['ar', 'fa', 'he', 'ur'].includes(language) ? 'rtl' : 'ltr';
}
