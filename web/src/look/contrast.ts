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
