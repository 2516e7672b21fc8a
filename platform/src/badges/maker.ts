import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Resvg } from '@resvg/resvg-js';
import { fromUtf8, toUtf8 } from '@rungs/credentials/bytes';
import satori from 'satori';
import { contrastRatio } from '#parties';
import { errors } from './errors.ts';
import type { ImageMediaType } from './model.ts';
import type { ImageDrawing } from './maker-model.ts';
import { iconPaths, outlineOf } from './maker-shapes.ts';
import { cleanPng } from './png.ts';
import { cleanSvg } from './svg.ts';

/** What text needs against its ground (WCAG 2.2, 1.4.3), and what a symbol gets too. */
const leastContrast = 4.5;

/** Edge of the picture, in pixels. */
const size = 512;

/**
 * Draws a picture of the image maker. The same drawing always gives the same bytes: its text is turned into
 * outlines of the bundled typeface, so that it looks the same wherever it is shown. Errors: badge_image_contrast,
 * badge_image_letters.
 */
export async function drawImage(
  drawing: ImageDrawing,
): Promise<{ readonly mediaType: ImageMediaType; readonly bytes: Uint8Array }> {
  checkContrast(drawing);
  const { shape, ground, ink, rim = ink, icon, text } = drawing;
  const lines = text === undefined ? [] : linesOf(text);
  const iconSize = lines.length === 0 ? 220 : 150;
  const iconTop = lines.length === 0 ? 146 : 92;
  const symbol =
    icon === undefined
      ? ''
      : `<path transform="translate(${String(256 - iconSize / 2)} ${String(iconTop)}) scale(${String(iconSize / 24)})" fill="${ink}" fill-rule="evenodd" d="${iconPaths[icon]}"/>`;
  const words = lines.length === 0 ? '' : await outlinesOf(lines, ink, icon === undefined ? 256 : 318);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512" width="512" height="512" role="img">
<path d="${outlineOf(shape, 248)}" fill="${rim}"/><path d="${outlineOf(shape, 232)}" fill="${ground}"/>${symbol}${words}
</svg>
`;
  // What is kept passes the same gate as an upload.
  const clean = cleanSvg(toUtf8(svg));
  if ('fault' in clean) throw new Error(`the image maker drew what is refused: ${clean.fault}`);
  if (drawing.format === 'svg') return { mediaType: 'image/svg+xml', bytes: clean.bytes };
  const png = new Resvg(fromUtf8(clean.bytes) ?? '', {
    fitTo: { mode: 'width', value: size },
    font: { loadSystemFonts: false },
  })
    .render()
    .asPng();
  const kept = cleanPng(new Uint8Array(png));
  if ('fault' in kept) throw new Error(`the image maker drew what is refused: ${kept.fault}`);
  return { mediaType: 'image/png', bytes: kept.bytes };
}

function checkContrast({ ground, ink }: ImageDrawing): void {
  const ratio = Math.floor(contrastRatio(ground, ink) * 100) / 100;
  if (ratio >= leastContrast) return;
  throw errors.fail('badge_image_contrast', `The contrast is ${String(ratio)} : 1; it has to be 4.5 : 1.`, {
    ratio,
    least: leastContrast,
  });
}

/** One line, or two of about the same length, broken at a space. */
function linesOf(text: string): string[] {
  const words = text.split(/\s+/);
  if (text.length <= 12 || words.length === 1) return [words.join(' ')];
  let best: string[] = [words.join(' ')];
  for (let at = 1; at < words.length; at++) {
    const lines = [words.slice(0, at).join(' '), words.slice(at).join(' ')];
    if (longest(lines) < longest(best)) best = lines;
  }
  return best;
}

function longest(lines: readonly string[]): number {
  return Math.max(...lines.map((line) => [...line].length));
}

/** The parts of the typeface that the platform bundles; what they do not have cannot be drawn. */
const subsets = ['latin', 'latin-ext', 'greek', 'cyrillic', 'vietnamese'] as const;
type Font = Parameters<typeof satori>[1]['fonts'][number];
let loaded: Font[] | undefined;

function fonts(): Font[] {
  const { resolve } = createRequire(import.meta.url);
  loaded ??= subsets.map((subset) => ({
    name: `Inter ${subset}`,
    weight: 400,
    style: 'normal',
    data: readFileSync(resolve(`@fontsource-variable/inter/files/inter-${subset}-wght-normal.woff2`)),
  }));
  return loaded;
}

/** The lines as outlines, centred on the picture's middle at the height `middle`. */
async function outlinesOf(lines: readonly string[], ink: string, middle: number): Promise<string> {
  const fontSize = Math.min(72, Math.floor(330 / (0.58 * longest(lines))));
  const height = Math.ceil(lines.length * fontSize * 1.2);
  const drawn = await satori(
    {
      type: 'div',
      key: null,
      props: {
        style: {
          display: 'flex',
          flexDirection: 'column',
          alignItems: 'center',
          justifyContent: 'center',
          width: size,
          height,
          color: ink,
          fontFamily: subsets.map((subset) => `Inter ${subset}`).join(', '),
          fontSize,
          lineHeight: 1.2,
        },
        children: lines.map((line) => ({ type: 'div', key: null, props: { children: line } })),
      },
    } as never,
    {
      width: size,
      height,
      fonts: fonts(),
      loadAdditionalAsset: (_code, segment) =>
        Promise.reject(
          errors.fail('badge_image_letters', `The typeface does not have “${segment.slice(0, 20)}”.`),
        ),
    },
  );
  const paths = [...drawn.matchAll(/<path\b[^>]*\bd="([^"]+)"/g)].map((match) => match[1] ?? '').join('');
  return `<path transform="translate(0 ${String(Math.round(middle - height / 2 + (lines.length > 1 ? fontSize * 0.3 : 0)))})" fill="${ink}" stroke="${ink}" stroke-width="${String(Math.max(1, Math.round(fontSize / 28)))}" d="${paths}"/>`;
}
