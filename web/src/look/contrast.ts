/** The relative luminance of a colour `#rrggbb`, from 0 to 1 (WCAG 2.2, "relative luminance"). */
export function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** The contrast of two colours, from 1 to 21 (WCAG 2.2, "contrast ratio"). */
export function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

/** Mixes two colours; `part` from 0 (the first) to 1 (the second). */
export function mix(one: string, other: string, part: number): string {
  const channel = (at: number): string => {
    const from = Number.parseInt(one.slice(at, at + 2), 16);
    const to = Number.parseInt(other.slice(at, at + 2), 16);
    return Math.round(from + (to - from) * part)
      .toString(16)
      .padStart(2, '0');
  };
  return `#${channel(1)}${channel(3)}${channel(5)}`;
}

/** The strongest tint of a page by an accent, up to a tenth, on which the accent itself can still be read (4.5:1). */
export function tintOf(accent: string, page: string): string {
  for (let part = 0.1; part > 0; part -= 0.01) {
    const tint = mix(page, accent, part);
    if (contrast(accent, tint) >= 4.5) return tint;
  }
  return page;
}

/** What text needs against its ground (WCAG 2.2, 1.4.3). */
export const leastContrast = 4.5;

/** The grounds on which an accent stands as text, in either palette. */
const grounds = { light: ['#ffffff', '#f3f3f1'], dark: ['#15171a', '#22262b'] } as const;

/** The least contrast of an accent with the grounds of a palette. */
export function accentContrast(colour: string, palette: keyof typeof grounds): number {
  return Math.min(...grounds[palette].map((ground) => contrast(colour, ground)));
}

/** The nearest mix of a colour with black (light palette) or white (dark palette) that can be read there as text. */
export function readable(colour: string, palette: keyof typeof grounds): string {
  const end = palette === 'light' ? '#000000' : '#ffffff';
  for (let step = 0; step < 100; step++) {
    const mixed = mix(colour, end, step / 100);
    if (accentContrast(mixed, palette) >= leastContrast) return mixed;
  }
  return end;
}

/** Which of white and near-black stands readable on a colour. */
export function textOn(colour: string): string {
  return contrast(colour, '#ffffff') >= leastContrast ? '#ffffff' : '#10151b';
}
