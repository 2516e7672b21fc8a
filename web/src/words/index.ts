import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en.ts';

void i18next.use(initReactI18next).init({
  lng: 'en',
  fallbackLng: 'en',
  resources: { en: { translation: en } },
  interpolation: { escapeValue: false },
  returnNull: false,
});

/** English is written as in Europe, like on the public pages: the day before the month. */
function regionOf(language: string): string {
  return language === 'en' ? 'en-GB' : language;
}

/** Writes a date as a person reads it, in the language of the screen. */
export function dateText(iso: string): string {
  return new Intl.DateTimeFormat(regionOf(i18next.language), { dateStyle: 'medium' }).format(new Date(iso));
}

/** Says how far away a time is: "3 days ago"; within a minute it is now. */
export function distanceText(iso: string, now: Date): string {
  const seconds = Math.round((new Date(iso).getTime() - now.getTime()) / 1000);
  const format = new Intl.RelativeTimeFormat(i18next.language, { numeric: 'auto' });
  const steps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
    ['year', 31_536_000],
    ['month', 2_592_000],
    ['day', 86_400],
    ['hour', 3_600],
    ['minute', 60],
  ];
  for (const [unit, size] of steps)
    if (Math.abs(seconds) >= size) return format.format(Math.trunc(seconds / size), unit);
  return i18next.t('justNow');
}

/** Writes a number as a person reads it. */
export function countText(n: number): string {
  return new Intl.NumberFormat(i18next.language).format(n);
}
