import type { Unbaked } from './png.ts';

/** The namespaces in which badges stand: Open Badges 3, and 1 and 2. */
export const SVG_NAMESPACES = ['https://purl.imsglobal.org/ob/v3p0', 'http://openbadges.org'] as const;

const MAX_DEPTH = 64;
const MAX_TAGS = 20_000;
const NAME = '[A-Za-z_][\\w.-]*(?::[A-Za-z_][\\w.-]*)?';
const TAG = new RegExp(`<(/?)(${NAME})((?:\\s+${NAME}\\s*=\\s*(?:"[^"<]*"|'[^'<]*'))*)\\s*(/?)>`, 'y');
const ATTRIBUTE = new RegExp(`(${NAME})\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'g');

/**
 * What may stand before the first element. The public document types of SVG are passed over, never read; a
 * document type with an inside or an address of its own is not let through.
 */
const PROLOGUE =
  /^\ufeff?\s*(?:<\?xml\s[^?<>]*\?>)?(?:\s|<!--(?:(?!--).)*-->)*(?:<!DOCTYPE\s+svg\s+PUBLIC\s+"-\/\/W3C\/\/DTD SVG [\w.+ -]*\/\/EN"\s+"http:\/\/www\.w3\.org\/[\w/.+-]*"\s*>)?/s;

/** One element on the way down to the current place. */
interface Open {
  name: string;
  namespaces: ReadonlyMap<string, string>;
}

interface Svg {
  /** Places of badge elements: their attributes, and where their content starts and ends. */
  badges: { attributes: Map<string, string>; start: number; end: number }[];
  /** Where the content of the outermost element starts. */
  inside: number;
  active?: string;
}

/** Whether a text begins like XML. */
export function looksLikeSvg(text: string): boolean {
  return /^\s*</.test(text);
}

/** Elements and attributes that run something, or show something from elsewhere as if it were the image. */
const ACTIVE_ELEMENT =
  /^(?:\w+:)?(?:script|foreignObject|iframe|embed|object|handler|listener|audio|video)$/i;
const ACTIVE_ATTRIBUTE = /^on/i;
const ACTIVE_VALUE = /^\s*(?:javascript|vbscript|data:(?!image\/(?:png|jpeg|gif|webp)))/i;

/**
 * Walks through an SVG: a small part of XML without document types, entities of its own or processing
 * instructions other than the declaration. Undefined where it is anything else, or not well formed.
 */
function walk(text: string): Svg | undefined {
  const svg: Svg = { badges: [], inside: -1 };
  const open: Open[] = [];
  let at = PROLOGUE.exec(text)?.[0].length ?? 0;
  for (let tags = 0; tags <= MAX_TAGS; tags++) {
    const next = text.indexOf('<', at);
    if (next < 0)
      return open.length === 0 && svg.inside >= 0 && text.slice(at).trim() === '' ? svg : undefined;
    if (open.length === 0 && text.slice(at, next).trim() !== '') return undefined;
    const skipped = skip(text, next, open.length > 0);
    if (skipped === undefined) return undefined;
    if (skipped > next) {
      at = skipped;
      continue;
    }
    TAG.lastIndex = next;
    const match = TAG.exec(text);
    if (match === null || !step(svg, open, match, next)) return undefined;
    at = TAG.lastIndex;
  }
  return undefined;
}

/** Passes over a comment or a CDATA section; undefined for anything else that is not an element. */
function skip(text: string, at: number, isInside: boolean): number | undefined {
  for (const [start, end] of [
    ['<!--', '-->'],
    ['<![CDATA[', ']]>'],
  ] as const) {
    if (!text.startsWith(start, at)) continue;
    const close = text.indexOf(end, at + start.length);
    return close < 0 || (start !== '<!--' && !isInside) ? undefined : close + end.length;
  }
  return text.startsWith('<!', at) || text.startsWith('<?', at) ? undefined : at;
}

function step(svg: Svg, open: Open[], match: RegExpExecArray, at: number): boolean {
  const [whole, closing, name = '', rest = '', selfClosing] = match;
  const badge = svg.badges.at(-1);
  if (closing === '/') {
    if (open.pop()?.name !== name || rest !== '' || selfClosing === '/') return false;
    if (badge?.end === -1 - open.length) badge.end = at;
    return true;
  }
  if ((open.length === 0 && svg.inside >= 0) || open.length >= MAX_DEPTH) return false;
  const attributes = new Map<string, string>();
  const namespaces = new Map(open.at(-1)?.namespaces);
  for (const [, key = '', double, single] of rest.matchAll(ATTRIBUTE)) {
    if (attributes.has(key)) return false;
    const value = double ?? single ?? '';
    attributes.set(key, value);
    if (key.startsWith('xmlns:')) namespaces.set(key.slice(6), value);
    if (ACTIVE_ATTRIBUTE.test(key) || ACTIVE_VALUE.test(plain(value))) svg.active ??= key;
  }
  if (ACTIVE_ELEMENT.test(name)) svg.active ??= name;
  if (open.length === 0) {
    if (!/^(?:\w+:)?svg$/.test(name)) return false;
    svg.inside = at + whole.length;
  }
  if (isBadge(name, namespaces)) {
    const start = at + whole.length;
    svg.badges.push({ attributes, start, end: selfClosing === '/' ? start : -1 - open.length });
  }
  if (selfClosing !== '/') open.push({ name, namespaces });
  return true;
}

/** An attribute's value as a browser reads it: references resolved, and without the white space that it skips. */
function plain(value: string): string {
  return value
    .replace(/&#(x?)([0-9a-f]{1,6});/gi, (_, hex: string, digits: string) => {
      const code = Number.parseInt(digits, hex === '' ? 10 : 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : '';
    })
    .replace(/\s/g, '');
}

function isBadge(name: string, namespaces: ReadonlyMap<string, string>): boolean {
  const [prefix = '', local] = name.split(':');
  if (local !== 'credential' && local !== 'assertion') return false;
  return SVG_NAMESPACES.some((namespace) => namespace === namespaces.get(prefix));
}

/** Takes the badge out of an SVG. Two badges, active content, or XML beyond what an image needs are refused. */
export function unbakeSvg(text: string): Unbaked & { isActive?: boolean } {
  const svg = walk(text);
  if (svg === undefined) {
    const isActive = /<!(?:DOCTYPE|ENTITY)/i.test(text);
    return { problem: 'the SVG is not well formed, or has more than an image needs', isActive };
  }
  if (svg.active !== undefined) return { problem: 'the SVG would run a program', isActive: true };
  const [badge, second] = svg.badges;
  if (badge === undefined || second !== undefined)
    return { problem: badge === undefined ? 'no badge is in the SVG' : 'two badges are in the SVG' };
  const content = text.slice(badge.start, badge.end).trim();
  const cdata = /^<!\[CDATA\[(.*?)\]\]>$/s.exec(content)?.[1]?.trim();
  if (cdata !== undefined && cdata !== '') return { text: cdata };
  if (content !== '' && !content.includes('<')) return { text: unescapeXml(content) };
  const token = badge.attributes.get('verify');
  return token === undefined || token === ''
    ? { problem: 'the badge in the SVG is empty' }
    : { text: unescapeXml(token) };
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => ENTITIES[name] as string);
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (unit) => `&#${unit.charCodeAt(0)};`);
}

/**
 * Puts a badge (JSON text or a compact JWS) into an SVG that has none. Throws a TypeError for an SVG that
 * `unbakeSvg` would refuse, or that already carries a badge.
 */
export function bakeSvg(image: string, badge: string): string {
  const svg = walk(image);
  if (svg === undefined || svg.active !== undefined || svg.badges.length > 0 || image[svg.inside - 2] === '/')
    throw new TypeError('not an SVG that a badge can be put into');
  const isToken = !badge.trimStart().startsWith('{');
  const namespace = `xmlns:openbadges="${SVG_NAMESPACES[0]}"`;
  // A closing bracket of CDATA cannot occur unescaped in JSON text written by JSON.stringify inside strings.
  const safe = badge.replaceAll(']]>', ']]\\u003e');
  const element = isToken
    ? `<openbadges:credential ${namespace} verify="${escapeXml(badge)}"/>`
    : `<openbadges:credential ${namespace}><![CDATA[${safe}]]></openbadges:credential>`;
  return image.slice(0, svg.inside) + element + image.slice(svg.inside);
}
