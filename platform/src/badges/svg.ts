import { fromUtf8, toUtf8 } from '@rungs/credentials/bytes';
import type { CleanResult } from './image.ts';
import { fault, readSvg, SvgFault, type SvgElement } from './svg-read.ts';

const svgNamespace = 'http://www.w3.org/2000/svg';
const xlinkNamespace = 'http://www.w3.org/1999/xlink';

/** Shapes, groups, gradients, clips and text. No `use`, `symbol` or `pattern`: nested, they multiply without end. */
const elements = new Set(
  (
    'svg g defs title desc path rect circle ellipse line polyline polygon text tspan linearGradient radialGradient ' +
    'stop clipPath mask'
  ).split(' '),
);
const withText = new Set(['title', 'desc', 'text', 'tspan']);

/** Attributes by themselves, and as properties of `style`, where they mean the same. */
const presentation = new Set(
  (
    'clip-path clip-rule color color-interpolation display dominant-baseline fill fill-opacity fill-rule font-family ' +
    'font-size font-style font-variant font-weight letter-spacing mask opacity overflow paint-order shape-rendering ' +
    'stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin ' +
    'stroke-miterlimit stroke-opacity stroke-width text-anchor text-rendering vector-effect visibility word-spacing'
  ).split(' '),
);
const geometry = new Set(
  (
    'clipPathUnits cx cy d dx dy fx fy gradientTransform gradientUnits height id lengthAdjust maskContentUnits ' +
    'maskUnits offset pathLength points preserveAspectRatio r role rotate rx ry spreadMethod style textLength ' +
    'transform version viewBox width x x1 x2 y y1 y2 aria-label aria-hidden'
  ).split(' '),
);
/** A value that reaches outside itself: an address, an escape that could hide one, or an at-rule. */
const reaching = /[\\@<>]|javascript\s*:|data\s*:|https?\s*:|expression\s*\(|\/\*/i;
const localUrl = /url\(\s*(?:"#[\w.-]+"|'#[\w.-]+'|#[\w.-]+)\s*\)/gi;

/**
 * Reads an uploaded SVG and writes it anew from an allowlist of elements and attributes. A script, style
 * sheet, event handler, foreign object, outside reference, document type or entity is refused with a
 * reason; comments and what drawing programs keep in name spaces of their own are left out.
 */
export function cleanSvg(bytes: Uint8Array): CleanResult {
  const text = fromUtf8(bytes);
  if (text === undefined) return { fault: 'it is not UTF-8 text' };
  try {
    const root = readSvg(text);
    if (root.name !== 'svg') fault('its root element is not svg');
    if (!root.attributes.some(([key]) => key === 'viewBox'))
      fault('it has no viewBox, so it cannot be scaled');
    return { bytes: toUtf8(write(root, true)) };
  } catch (error) {
    if (error instanceof SvgFault) return { fault: error.message };
    throw error;
  }
}

function write(element: SvgElement, isRoot: boolean): string {
  const { name, children } = element;
  if (!elements.has(name)) fault(`it has the element ${name}`);
  const attributes = element.attributes.flatMap(([key, value]) => attributeOf(key, value));
  if (new Set(attributes.map(([key]) => key)).size < attributes.length)
    fault(`${name} has a reference twice`);
  const start = isRoot ? `<svg xmlns="${svgNamespace}"` : `<${name}`;
  const open = start + attributes.map(([key, value]) => ` ${key}="${escaped(value)}"`).join('');
  const inner = children.map((child) => {
    if (typeof child !== 'string') return isForeign(child.name) ? '' : write(child, false);
    if (withText.has(name)) return escaped(child);
    return child.trim() === '' ? '' : fault(`there is text inside ${name}`);
  });
  const body = inner.join('');
  return body === '' ? `${open}/>` : `${open}>${body}</${name}>`;
}

/** What a drawing program keeps for itself: prefixed names, and the metadata block. */
function isForeign(name: string): boolean {
  return name.includes(':') || name === 'metadata';
}

function attributeOf(key: string, value: string): [string, string][] {
  if (key === 'xmlns') return value === svgNamespace ? [] : fault('its name space is not that of SVG');
  if (key === 'xmlns:xlink')
    return value === xlinkNamespace ? [] : fault('xlink is bound to another name space');
  if (key === 'href' || key === 'xlink:href')
    return /^#[\w.-]+$/.test(value) ? [['href', value]] : fault('it refers to something outside itself');
  if (key.includes(':')) return [];
  if (key === 'class' || key.startsWith('data-')) return [];
  if (!presentation.has(key) && !geometry.has(key)) fault(`it has the attribute ${key}`);
  if (key === 'style') return styleOf(value);
  checkValue(key, value);
  return [[key, value]];
}

/** The declarations of a `style` attribute that are known, as attributes' equals; unknown properties are left out. */
function styleOf(value: string): [string, string][] {
  const kept: string[] = [];
  for (const declaration of value.split(';')) {
    const [property = '', ...rest] = declaration.split(':');
    const [key, content] = [property.trim(), rest.join(':').trim()];
    checkValue('style', content);
    if (presentation.has(key) && content !== '') kept.push(`${key}:${content}`);
  }
  return kept.length === 0 ? [] : [['style', kept.join(';')]];
}

function checkValue(key: string, value: string): void {
  if (key === 'aria-label') return;
  const rest = value.replace(localUrl, '');
  if (reaching.test(rest) || /url\s*\(|image\s*\(|image-set|var\s*\(|src\s*\(/i.test(rest))
    fault(`the value of ${key} reaches outside the picture`);
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[c] ?? '&quot;');
}
