/** A theme made of one accent colour: what it is on light and on dark ground, and which text stands on it. */
export interface Theme {
  readonly light: { readonly accent: string; readonly onAccent: string };
  readonly dark: { readonly accent: string; readonly onAccent: string };
}

/** What text needs against its ground (WCAG 2.2, 1.4.3). */
export const leastContrast = 4.5;

type Rgb = readonly [number, number, number];

/** The grounds on which the accent stands as text: page, surface and sunken of either palette. */
const grounds = { light: ['#ffffff', '#f3f3f1'], dark: ['#15171a', '#22262b'] } as const;

function rgbOf(colour: string): Rgb {
  const n = Number.parseInt(colour.slice(1), 16);
  return [(n >> 16) & 255, (n >> 8) & 255, n & 255];
}

function hexOf(rgb: Rgb): string {
  return `#${rgb.map((v) => Math.round(v).toString(16).padStart(2, '0')).join('')}`;
}

/** The relative luminance of WCAG 2.2: 0 is black, 1 is white. `colour` is `#rrggbb`. */
export function luminance(colour: string): number {
  const [r, g, b] = rgbOf(colour).map((value) => {
    const c = value / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** The contrast of two colours, 1 to 21; it does not matter which is in front. */
export function contrastRatio(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/** The least contrast of a colour with the grounds of a palette. */
export function accentContrast(colour: string, palette: keyof typeof grounds): number {
  return Math.min(...grounds[palette].map((ground) => contrastRatio(colour, ground)));
}

/** The nearest mix of a colour with black (light palette) or white (dark palette) that can be read there. */
export function readable(colour: string, palette: keyof typeof grounds): string {
  const end = palette === 'light' ? 0 : 255;
  for (let step = 0; step <= 100; step++) {
    const mixed = hexOf(rgbOf(colour).map((v) => v + (end - v) * (step / 100)) as unknown as Rgb);
    if (accentContrast(mixed, palette) >= leastContrast) return mixed;
  }
  return hexOf([end, end, end]);
}

/** Makes the theme of an accent colour; every pair in it has at least 4.5 : 1. */
export function themeOf(colour: string): Theme {
  const on = (accent: string): string =>
    contrastRatio(accent, '#ffffff') >= leastContrast ? '#ffffff' : '#10151b';
  const light = readable(colour, 'light');
  const dark = readable(colour, 'dark');
  return { light: { accent: light, onAccent: on(light) }, dark: { accent: dark, onAccent: on(dark) } };
}
