import { leastContrast, accentContrast } from '../../look/contrast.ts';

/** An organisation as its form has it; an empty text stands for nothing. */
export interface Values {
  readonly name: string;
  readonly legalName: string;
  readonly url: string;
  readonly email: string;
  readonly description: string;
  readonly language: string;
  /** `#rrggbb`. */
  readonly accentColour: string;
  /** A PNG as a data URI, or an https address. */
  readonly image: string;
}

/** An organisation as the server tells of it, as far as the form has it. */
export type Known = { readonly [K in keyof Values]?: string | undefined };

const names = [
  'name',
  'legalName',
  'url',
  'email',
  'description',
  'language',
  'accentColour',
  'image',
] as const;

/** What the form begins with. */
export function valuesOf(org: Known): Values {
  return Object.fromEntries(names.map((name) => [name, org[name] ?? ''])) as unknown as Values;
}

/** Whether a text is a colour as the server takes it. */
export function isColour(text: string): boolean {
  return /^#[0-9a-f]{6}$/i.test(text);
}

/** Whether an accent can be read as text. */
export function isReadable(colour: string): boolean {
  return accentContrast(colour, 'light') >= leastContrast;
}

/** A web address as it was meant: without a scheme it is taken as https. */
export function addressOf(text: string): string {
  const typed = text.trim();
  return typed === '' || /^[a-z][a-z0-9+.-]*:/i.test(typed) ? typed : `https://${typed}`;
}

/** What is to be changed: only what is other than before, and null for what was taken away. */
export function patchOf(before: Known, values: Values): Record<string, string | null> {
  const meant = { ...values, url: addressOf(values.url) };
  return Object.fromEntries(
    names.flatMap((name): [string, string | null][] => {
      const now = meant[name].trim();
      if (now === (before[name] ?? '')) return [];
      return [[name, now === '' ? null : now]];
    }),
  );
}
