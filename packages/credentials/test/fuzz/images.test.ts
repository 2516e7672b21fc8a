import { crc32, deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { concat, fromUtf8, toUtf8 } from '../../src/bytes/index.ts';
import { bakePng, bakeSvg } from '../../src/index.ts';
import { claimsOf } from './claims.ts';
import { damageBytes, damageText } from './damage.ts';
import { mutateTree } from './mutate-tree.ts';
import { documents, tokens } from './originals.ts';
import type { Random } from './random.ts';
import { isAccepted, judge, repeat, show } from './run.ts';
import { print, treeOf } from './tree.ts';

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

interface Chunk {
  type: string;
  data: Uint8Array;
}

/** A chunk as bytes; length and checksum may be made wrong. */
function chunkBytes({ type, data }: Chunk, wrong?: { length?: number; crc?: number }): Uint8Array {
  const body = concat(Uint8Array.from(Buffer.from(type, 'latin1')), data);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(wrong?.length ?? data.length, 0);
  frame.writeUInt32BE(wrong?.crc ?? crc32(body), 4);
  return concat(frame.subarray(0, 4), body, frame.subarray(4));
}

const onePixel: Chunk[] = [
  { type: 'IHDR', data: Uint8Array.of(0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0) },
  { type: 'IDAT', data: new Uint8Array(deflateSync(new Uint8Array(5))) },
  { type: 'IEND', data: new Uint8Array() },
];
const pngOf = (chunks: readonly Chunk[]): Uint8Array =>
  concat(SIGNATURE, ...chunks.map((one) => chunkBytes(one)));
const SVG =
  '<?xml version="1.0"?>\n<!-- a badge -->\n<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><g><path d="M0 0"/></g></svg>\n';

interface Badge {
  text: string;
  claims: string;
}
const [document] = await documents();
const [token] = await tokens();
const originals: Badge[] = [document, token].map((original) => {
  const text = original?.text ?? '';
  return { text, claims: claimsOfBadge(text) };
});

function claimsOfBadge(text: string): string {
  return text.startsWith('{') ? claimsOf(JSON.parse(text), 'eddsa-rdfc-2022') : text;
}

/** Another text in the place of a badge: changed, damaged, or as it is. */
function badgeText({ text }: Badge, random: Random): string {
  if (random.once(2)) return text;
  if (!text.startsWith('{') || random.once(2))
    return damageText(text, random, ['"', '{', ' ', '.', '\u0000', 'é']);
  return print(mutateTree(treeOf(JSON.parse(text)), random), random);
}

function textChunk(text: string, random: Random): Chunk {
  const keyword = random.pick([
    'openbadgecredential',
    'openbadgecredential',
    'openbadges',
    'Comment',
    'OpenBadgeCredential',
    '',
  ]);
  const head = toUtf8(keyword);
  const type = random.pick(['iTXt', 'iTXt', 'iTXt', 'tEXt', 'zTXt', 'itxt']);
  const zero = new Uint8Array(1);
  const flags = random.pick([Uint8Array.of(0, 0), Uint8Array.of(1, 0), Uint8Array.of(0, 1)]);
  const names = random.pick([
    Uint8Array.of(0, 0),
    toUtf8('en\u0000name\u0000'),
    Uint8Array.of(0),
    toUtf8('en'),
  ]);
  const body = random.once(5) ? new Uint8Array(deflateSync(text)) : toUtf8(text);
  return { type, data: type === 'iTXt' ? concat(head, zero, flags, names, body) : concat(head, zero, body) };
}

function mutantPng(original: Badge, random: Random): Uint8Array {
  if (random.once(3)) return damageBytes(bakePng(pngOf(onePixel), original.text), random);
  const chunks = [...onePixel];
  for (let left = random.pick([1, 1, 1, 2]); left > 0; left--)
    chunks.splice(random.pick([0, 1, 1, 1, 2, 3]), 0, textChunk(badgeText(original, random), random));
  if (random.once(6)) chunks.splice(random.below(chunks.length), 1);
  if (random.once(6))
    chunks.push({ type: random.pick(['IEND', 'teXt', '\u0000\u0000\u0000\u0000']), data: new Uint8Array() });
  const parts = chunks.map((one) =>
    chunkBytes(
      one,
      random.once(20)
        ? { [random.pick(['length', 'crc'])]: random.pick([0, 1, 0x7fffffff, 0xffffffff]) }
        : {},
    ),
  );
  return concat(random.once(20) ? SIGNATURE.subarray(1) : SIGNATURE, ...parts);
}

const XML_PIECES = [
  ...'<>&"\'/=!?',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '<!DOCTYPE svg [<!ENTITY a "b">]>',
  '<?x y?>',
  '&amp;',
  '&#34;',
  '&a;',
  '<script/>',
  ' onload="x"',
  ' href="javascript:x"',
  '<openbadges:credential xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0" verify="e30.e30.e30"/>',
  '<g>',
  '</g>',
  '</svg>',
  ' xmlns:openbadges="http://openbadges.org"',
  '\u0000',
];

function mutantSvg(original: Badge, random: Random): string {
  const baked = bakeSvg(SVG, original.text);
  switch (random.below(4)) {
    case 0:
      return baked.replace(original.text, () => badgeText(original, random));
    case 1:
      return bakeSvg(SVG, badgeText(original, random));
    default:
      return damageText(baked, random, XML_PIECES);
  }
}

/** Throws where an image was accepted that carries anything but the claims of its badge. */
function mustBeTheSame(original: Badge, credential: unknown, input: string | Uint8Array): void {
  const claims = original.text.startsWith('{')
    ? original.claims
    : claimsOf(tokenDocument(original.text), 'eddsa-jcs-2022');
  const suite = original.text.startsWith('{') ? 'eddsa-rdfc-2022' : 'eddsa-jcs-2022';
  if (claimsOf(credential, suite) !== claims)
    throw new Error(`an altered image was accepted: ${show(input)}`);
}

function tokenDocument(text: string): unknown {
  const payload = JSON.parse(fromUtf8(Buffer.from(text.split('.')[1] ?? '', 'base64url')) ?? '') as object;
  const {
    iss: _iss,
    sub: _sub,
    nbf: _nbf,
    exp: _exp,
    iat: _iat,
    jti: _jti,
    ...rest
  } = payload as Record<string, unknown>;
  return rest;
}

describe('a mutant of a baked image', () => {
  test('each original verifies', async () => {
    for (const { text } of originals) {
      expect((await judge(bakePng(pngOf(onePixel), text))).outcome).toBe('valid');
      expect((await judge(bakeSvg(SVG, text))).outcome).toBe('valid');
    }
  });

  test.each([
    ['PNG', mutantPng],
    ['SVG', mutantSvg],
  ] as const)('a %s is refused, or carries the same badge', async (name, mutate) => {
    const tally = await repeat(name, 500, async (random) => {
      const original = random.pick(originals);
      const input = mutate(original, random);
      const report = await judge(input);
      if (!isAccepted(report)) return false;
      mustBeTheSame(original, report.credential, input);
      return true;
    });
    expect(tally.accepted).toBeGreaterThan(0);
  });
});
