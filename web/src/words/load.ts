import i18next, { type FormatterModule } from 'i18next';
import { useEffect } from 'react';
import { initReactI18next } from 'react-i18next';
import { readLocal, readSession, writeLocal, writeSession } from '../storage.ts';
import { chooseLanguage, directionOf, isLanguage, type Language, type Tongue } from './choose.ts';
import { countText } from './format.ts';
import type { Words } from './pseudo.ts';

interface AreaFile {
  readonly words: Words;
}

// One chunk a language and area; an area is fetched when its first screen is opened.
const files = import.meta.glob<AreaFile>('./{en,de}/*.ts');

/** What the frame itself says. */
const core = ['shell', 'nav', 'parts'];
const wanted = new Set(core);
const loaded = new Set<string>();

/** Numbers inside a text are written as the language writes them. */
const numbers: FormatterModule = {
  type: 'formatter',
  init: () => undefined,
  add: () => undefined,
  addCached: () => undefined,
  format: (value: unknown) => (typeof value === 'number' ? countText(value) : String(value)),
};

/** Starts the words in the language of this visitor; the first thing to wait for. */
export async function startWords(): Promise<void> {
  const address = new URLSearchParams(window.location.search).get('lang') ?? readSession('language');
  const tongue = chooseLanguage({ address, stored: readLocal('language'), browser: navigator.languages });
  if (tongue === address) writeSession('language', tongue);
  await i18next
    .use(initReactI18next)
    .use(numbers)
    .init({
      lng: tongue,
      fallbackLng: false,
      resources: {},
      interpolation: { escapeValue: false, alwaysFormat: true },
      returnNull: false,
      react: { bindI18nStore: 'added', useSuspense: false },
    });
  await wear(tongue);
}

/** The language that the screens wear now. */
export function tongueNow(): Tongue {
  return i18next.language as Tongue;
}

/** Changes the language of every screen, and keeps the choice on this device. */
export async function setLanguage(language: Language): Promise<void> {
  writeLocal('language', language);
  writeSession('language', null);
  await wear(language);
}

/** Follows the language of an account, unless the address or this visit asked for another one. */
export async function followAccount(language: unknown): Promise<void> {
  if (!isLanguage(language) || readSession('language') !== null || language === tongueNow()) return;
  await setLanguage(language);
}

/** Fetches the words of areas in the language of the screen; what is there already costs nothing. */
export async function loadWords(...areas: readonly string[]): Promise<void> {
  for (const area of areas) wanted.add(area);
  await Promise.all(areas.map((area) => loadArea(tongueNow(), area)));
}

/** Fetches an area that a part needs only now and then; the part shows once its words have come. */
export function useWords(area: string): boolean {
  useEffect(() => {
    void loadWords(area);
  }, [area]);
  return loaded.has(`${tongueNow()} ${area}`);
}

async function wear(tongue: Tongue): Promise<void> {
  await Promise.all([...wanted].map((area) => loadArea(tongue, area)));
  const written = tongue === 'pseudo' ? 'en' : tongue;
  // Before the screens change: what they then ask the server for is asked in this language.
  document.documentElement.lang = written;
  document.documentElement.dir = directionOf(written);
  if (tongue !== i18next.language) await i18next.changeLanguage(tongue);
}

async function loadArea(tongue: Tongue, area: string): Promise<void> {
  const key = `${tongue} ${area}`;
  if (loaded.has(key)) return;
  const file = files[`./${tongue === 'pseudo' ? 'en' : tongue}/${area}.ts`];
  if (file === undefined) throw new Error(`There are no words of the area ${area}.`);
  const { words } = await file();
  const shown = tongue === 'pseudo' ? (await import('./pseudo.ts')).pseudoWords(words) : words;
  loaded.add(key);
  i18next.addResourceBundle(tongue, 'translation', { [area]: shown }, true, true);
}
