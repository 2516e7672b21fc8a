import i18next from 'i18next';

/** English is written as in Europe, like on the public pages: the day before the month. */
function regionOf(language: string): string {
  return language === 'en' || language === 'pseudo' ? 'en-GB' : language;
}

const region = (): string => regionOf(i18next.language);

/** Writes a date as a person reads it, in the language of the screen. */
export function dateText(iso: string): string {
  return new Intl.DateTimeFormat(region(), { dateStyle: 'medium' }).format(new Date(iso));
}

/** Writes a date with its time of day, in the time zone of whoever reads. */
export function timeText(iso: string): string {
  return new Intl.DateTimeFormat(region(), { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso));
}

/** Says how far away a time is: "3 days ago"; within a minute it is now. */
export function distanceText(iso: string, now: Date): string {
  const seconds = Math.round((new Date(iso).getTime() - now.getTime()) / 1000);
  const format = new Intl.RelativeTimeFormat(region(), { numeric: 'auto' });
  const steps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
    ['year', 31_536_000],
    ['month', 2_592_000],
    ['day', 86_400],
    ['hour', 3_600],
    ['minute', 60],
  ];
  for (const [unit, size] of steps)
    if (Math.abs(seconds) >= size) return format.format(Math.trunc(seconds / size), unit);
  return i18next.t('parts.justNow');
}

/** An absolute date with its distance beside it. */
export function whenText(iso: string, now: Date): string {
  return `${dateText(iso)} (${distanceText(iso, now)})`;
}

/** Writes a number as a person reads it. */
export function countText(n: number): string {
  return new Intl.NumberFormat(region()).format(n);
}

/** Writes a ratio from 0 to 1 as a percentage; `digits` after the point. */
export function percentText(ratio: number, digits = 0): string {
  return new Intl.NumberFormat(region(), {
    style: 'percent',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(ratio);
}

/** Writes an amount of money in minor units (cents) with its currency (ISO 4217). */
export function moneyText(minor: bigint | number, currency: string): string {
  const format = new Intl.NumberFormat(region(), { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(Number(minor) / 10 ** digits);
}

/** Joins words as a list is spoken: "a, b and c". */
export function listText(items: readonly string[]): string {
  return new Intl.ListFormat(region(), { type: 'conjunction' }).format(items);
}

/** Writes how long something takes, in its largest unit: "45 seconds", "3 minutes". */
export function durationText(seconds: number): string {
  const [value, unit] =
    seconds < 90
      ? [Math.max(1, Math.round(seconds)), 'second']
      : seconds < 5_400
        ? [Math.round(seconds / 60), 'minute']
        : [Math.round(seconds / 3_600), 'hour'];
  return new Intl.NumberFormat(region(), { style: 'unit', unit, unitDisplay: 'long' }).format(value);
}

/** Writes how large a file is, in its largest decimal unit: "12 kB". */
export function bytesText(bytes: number): string {
  const [value, unit] =
    bytes < 1_000
      ? [bytes, 'byte']
      : bytes < 1_000_000
        ? [bytes / 1_000, 'kilobyte']
        : [bytes / 1_000_000, 'megabyte'];
  const digits = unit === 'megabyte' ? 1 : 0;
  return new Intl.NumberFormat(region(), { style: 'unit', unit, maximumFractionDigits: digits }).format(
    value,
  );
}

/** Writes a day and its month in figures, as beside a chart; `iso` is a day such as `2026-11-24`, taken as UTC. */
export function dayText(iso: string): string {
  const options = { day: 'numeric', month: 'numeric', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(region(), options).format(new Date(iso));
}

/** What a language is called, by its BCP 47 tag; the tag itself where nobody knows. */
export function languageName(tag: string): string {
  return new Intl.DisplayNames(region(), { type: 'language', fallback: 'code' }).of(tag) ?? tag;
}

/** What a country is called, by its code of ISO 3166-1. */
export function countryName(code: string): string {
  return new Intl.DisplayNames(region(), { type: 'region', fallback: 'code' }).of(code) ?? code;
}
