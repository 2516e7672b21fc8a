import { toUtf8 } from '@rungs/credentials/bytes';
import { hashSync } from '@rungs/credentials/platform';
import type { ImageMediaType } from './model.ts';

/**
 * Draws the picture of a badge that brings none: rungs that rise across a medal. The same name and colour
 * always give the same bytes. `seedColour` is `#rrggbb` and sets the hue; without it the name does.
 */
export function makeBadgeImage(
  name: string,
  seedColour?: string,
): { readonly mediaType: ImageMediaType; readonly bytes: Uint8Array } {
  const seed = hashSync('sha256', toUtf8(`rungs badge picture 1\n${name}`));
  const byte = (i: number): number => seed[i] ?? 0;
  const hue = hueOf(seedColour) ?? ((byte(0) * 256 + byte(1)) * 360) / 65_536;
  const shape = outlines[byte(2) % outlines.length] ?? outlines[0];
  const accent = (hue + (accents[byte(3) % accents.length] ?? 150)) % 360;
  const count = 3 + (byte(4) % 3);
  const mirror = byte(5) % 2 === 1 ? ' transform="translate(512 0) scale(-1 1)"' : '';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512" width="512" height="512" role="img">
<defs>
<linearGradient id="face" x1="0" y1="0" x2="0.35" y2="1"><stop offset="0" stop-color="${colour(hue, 0.62, 0.42)}"/><stop offset="1" stop-color="${colour(hue + 24, 0.7, 0.24)}"/></linearGradient>
<linearGradient id="rim" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${colour(accent, 0.6, 0.74)}"/><stop offset="1" stop-color="${colour(accent, 0.45, 0.48)}"/></linearGradient>
</defs>
<path d="${shape(246)}" fill="url(#rim)"/>
<path d="${shape(226)}" fill="${colour(hue + 24, 0.6, 0.16)}"/>
<path d="${shape(216)}" fill="url(#face)"/>
<g${mirror}>${rungs(count, accent)}</g>
</svg>
`;
  return { mediaType: 'image/svg+xml', bytes: toUtf8(svg) };
}

/** Degrees from the hue of the medal to that of its rim and crown. */
const accents = [30, 160, 190, 215, 320] as const;

/** A point at `radius` from the centre, `turn` of a full circle clockwise from the top. */
function point(radius: number, turn: number): string {
  const angle = turn * 2 * Math.PI - Math.PI / 2;
  return `${round(256 + radius * Math.cos(angle))} ${round(256 + radius * Math.sin(angle))}`;
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** A polygon with soft corners, as quadratic curves from one edge's middle part to the next. */
function soft(sides: number, offset: number): (radius: number) => string {
  return (radius) => {
    const corner = (i: number): [number, number] => {
      const [x = '0', y = '0'] = point(radius, (i + offset) / sides).split(' ');
      return [Number(x), Number(y)];
    };
    const between = (i: number, share: number): string => {
      const [[ax, ay], [bx, by]] = [corner(i), corner(i + 1)];
      return `${round(ax + (bx - ax) * share)} ${round(ay + (by - ay) * share)}`;
    };
    let path = `M${between(0, 0.16)}`;
    for (let i = 0; i < sides; i++)
      path += `L${between(i, 0.84)}Q${round(corner(i + 1)[0])} ${round(corner(i + 1)[1])} ${between(i + 1, 0.16)}`;
    return `${path}Z`;
  };
}

function circle(radius: number): string {
  const r = round(radius - 6);
  return `M${point(radius - 6, 0)}A${r} ${r} 0 1 1 ${point(radius - 6, 0.5)}A${r} ${r} 0 1 1 ${point(radius - 6, 0)}Z`;
}

const outlines = [soft(6, 0), soft(8, 0.5), circle, soft(6, 0.5)] as const;

/** The rungs: white bars that rise to one side, the highest crowned by a dot. */
function rungs(count: number, accent: number): string {
  const [height, bottom, top] = [count === 3 ? 48 : count === 4 ? 38 : 31, 356, 214];
  const rise = (bottom - top) / (count - 1);
  const width = 164;
  const shift = (292 - width) / (count - 1);
  let bars = '';
  for (let i = 0; i < count; i++) {
    const [x, y] = [110 + shift * i, bottom - rise * i - height / 2];
    const opacity = round(0.55 + (0.45 * i) / (count - 1));
    bars += `<rect x="${round(x)}" y="${round(y)}" width="${width}" height="${height}" rx="${height / 2}" fill="#ffffff" fill-opacity="${opacity}"/>`;
  }
  return `${bars}<circle cx="320" cy="138" r="34" fill="${colour(accent, 0.85, 0.72)}"/>`;
}

/** Hue of a colour in degrees; undefined when there is none or the colour is grey. */
function hueOf(hex: string | undefined): number | undefined {
  const found = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex ?? '');
  if (found === null) return undefined;
  const [r = 0, g = 0, b = 0] = found.slice(1).map((part) => Number.parseInt(part, 16));
  const max = Math.max(r, g, b);
  const span = max - Math.min(r, g, b);
  if (span === 0) return undefined;
  const sector = max === r ? (g - b) / span : max === g ? 2 + (b - r) / span : 4 + (r - g) / span;
  return (sector * 60 + 360) % 360;
}

/** `#rrggbb` of a hue in degrees with saturation and lightness from 0 to 1. */
function colour(hue: number, saturation: number, lightness: number): string {
  const part = (n: number): string => {
    const k = (n + hue / 30) % 12;
    const a = saturation * Math.min(lightness, 1 - lightness);
    const value = lightness - a * Math.max(-1, Math.min(k - 3, 9 - k, 1));
    return Math.round(value * 255)
      .toString(16)
      .padStart(2, '0');
  };
  return `#${part(0)}${part(8)}${part(4)}`;
}
