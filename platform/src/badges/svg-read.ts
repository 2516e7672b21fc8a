/** One element of a picture as the strict reader gives it; text stands beside child elements. */
export interface SvgElement {
  readonly name: string;
  readonly attributes: readonly (readonly [string, string])[];
  readonly children: readonly (SvgElement | string)[];
}

interface Cursor {
  readonly text: string;
  at: number;
  elements: number;
}

/** Why a text is not a picture that may be kept. */
export class SvgFault extends Error {}

const maxDepth = 32;
const maxElements = 2000;
const name = /[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?/y;
const attribute = /\s+([A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;

/**
 * Reads the small part of XML that pictures need: elements, attributes, text, comments (left out), the
 * five named entities and character references. A document type, entity, processing instruction or CDATA
 * section is a fault, and so is anything that is not well-formed.
 */
export function readSvg(text: string): SvgElement {
  const cursor: Cursor = { text, at: 0, elements: 0 };
  match(cursor, /\uFEFF?(?:<\?xml\s+version\s*=\s*(?:"1\.0"|'1\.0')[^?<>&]*\?>)?/y);
  skipBetween(cursor);
  const root = readElement(cursor, 1);
  skipBetween(cursor);
  if (cursor.at !== text.length) fault('something follows the picture');
  return root;
}

/** Refuses with a reason. */
export function fault(why: string): never {
  throw new SvgFault(why);
}

function match(cursor: Cursor, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = cursor.at;
  const found = pattern.exec(cursor.text);
  if (found !== null) cursor.at = pattern.lastIndex;
  return found;
}

/** Skips white space and comments outside the root element. */
function skipBetween(cursor: Cursor): void {
  do match(cursor, /\s+/y);
  while (skipComment(cursor));
}

function skipComment(cursor: Cursor): boolean {
  if (!cursor.text.startsWith('<!--', cursor.at)) return false;
  const end = cursor.text.indexOf('--', cursor.at + 4);
  if (end < 0 || cursor.text[end + 2] !== '>') fault('a comment is not closed properly');
  cursor.at = end + 3;
  return true;
}

function readElement(cursor: Cursor, depth: number): SvgElement {
  if (depth > maxDepth) fault(`it is nested deeper than ${maxDepth} levels`);
  if (++cursor.elements > maxElements) fault(`it has more than ${maxElements} elements`);
  if (cursor.text[cursor.at] !== '<') fault('an element is missing');
  if (/[!?]/.test(cursor.text[cursor.at + 1] ?? ''))
    fault('it has a document type, an entity, a CDATA section or a processing instruction');
  cursor.at++;
  const tag = match(cursor, name)?.[0] ?? fault('an element has no name');
  const attributes = readAttributes(cursor);
  if (match(cursor, /\s*\/>/y) !== null) return { name: tag, attributes, children: [] };
  if (match(cursor, /\s*>/y) === null) fault(`the tag of ${tag} is broken`);
  const children = readChildren(cursor, depth);
  if (match(cursor, name)?.[0] !== tag || match(cursor, /\s*>/y) === null) fault(`${tag} is not closed`);
  return { name: tag, attributes, children };
}

function readAttributes(cursor: Cursor): [string, string][] {
  const attributes: [string, string][] = [];
  for (let found = match(cursor, attribute); found !== null; found = match(cursor, attribute)) {
    const key = found[1] ?? '';
    if (attributes.some(([other]) => other === key)) fault(`an element has ${key} twice`);
    attributes.push([key, decoded(found[2] ?? found[3] ?? '')]);
  }
  return attributes;
}

/** Reads up to and including the `</` of the closing tag. */
function readChildren(cursor: Cursor, depth: number): (SvgElement | string)[] {
  const children: (SvgElement | string)[] = [];
  for (;;) {
    const plain = match(cursor, /[^<]+/y)?.[0];
    if (plain !== undefined) children.push(decoded(plain));
    if (cursor.at >= cursor.text.length) fault('it ends inside an element');
    if (skipComment(cursor)) continue;
    if (match(cursor, /<\//y) !== null) return children;
    children.push(readElement(cursor, depth + 1));
  }
}

const entities = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

function decoded(raw: string): string {
  const text = raw.replace(/&(?:(\w+)|#(\d{1,7})|#x([0-9A-Fa-f]{1,6}));|&/g, (whole, named, decimal, hex) => {
    if (typeof named === 'string') return entities.get(named) ?? fault(`it uses the entity ${named}`);
    const code = typeof decimal === 'string' ? Number(decimal) : Number.parseInt(String(hex), 16);
    if (whole === '&' || !(code <= 0x10ffff)) fault('an ampersand stands alone');
    return String.fromCodePoint(code);
  });
  if (/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.test(text))
    fault('it has a character that XML forbids');
  return text;
}
