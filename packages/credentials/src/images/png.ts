import { concat, fromUtf8, toUtf8 } from '../bytes/index.ts';

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});
/** Most chunks of a PNG that is read. */
const MAX_CHUNKS = 4_096;

/** The keywords under which Open Badges 3 and 2 keep their text. */
export const PNG_KEYWORDS = ['openbadgecredential', 'openbadges'] as const;

/** Whether bytes begin like a PNG. */
export function isPng(bytes: Uint8Array): boolean {
  return SIGNATURE.every((byte, index) => bytes[index] === byte);
}

interface Chunk {
  type: string;
  /** Offset of the chunk's length field. */
  start: number;
  data: Uint8Array;
}

function crcOf(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (CRC_TABLE[(crc ^ byte) & 0xff] as number) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/** The chunks of a PNG; undefined where it is damaged or has anything behind its end. */
function chunksOf(bytes: Uint8Array): Chunk[] | undefined {
  if (!isPng(bytes)) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks: Chunk[] = [];
  let at = SIGNATURE.length;
  while (at + 12 <= bytes.length && chunks.length < MAX_CHUNKS) {
    const length = view.getUint32(at);
    const end = at + 12 + length;
    if (end > bytes.length) return undefined;
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (!/^[A-Za-z]{4}$/.test(type) || (chunks.length === 0) !== (type === 'IHDR')) return undefined;
    if (crcOf(bytes.subarray(at + 4, end - 4)) !== view.getUint32(end - 4)) return undefined;
    chunks.push({ type, start: at, data: bytes.subarray(at + 8, end - 4) });
    at = end;
    if (type === 'IEND') return at === bytes.length && length === 0 ? chunks : undefined;
  }
  return undefined;
}

/** The keyword and text of an iTXt or tEXt chunk; undefined for a compressed or damaged one. */
function textOf({ type, data }: Chunk): { keyword: string; text: string | undefined } | undefined {
  if (type !== 'iTXt' && type !== 'tEXt') return undefined;
  const end = data.indexOf(0);
  if (end < 1 || end > 79) return undefined;
  const keyword = String.fromCharCode(...data.subarray(0, end));
  if (type === 'tEXt') return { keyword, text: fromUtf8(data.subarray(end + 1)) };
  const isCompressed = data[end + 1] !== 0;
  const language = data.indexOf(0, end + 3);
  const translated = language < 0 ? -1 : data.indexOf(0, language + 1);
  if (isCompressed || translated < 0) return { keyword, text: undefined };
  return { keyword, text: fromUtf8(data.subarray(translated + 1)) };
}

/** What a PNG carries: the text of its one badge chunk, or why there is none. */
export type Unbaked = { text: string; problem?: never } | { text?: never; problem: string };

/** Takes the badge out of a PNG. Two badges, a compressed one, or a damaged image are refused. */
export function unbakePng(bytes: Uint8Array): Unbaked {
  const chunks = chunksOf(bytes);
  if (chunks === undefined) return { problem: 'the PNG is damaged or has something behind its end' };
  const found = chunks
    .map(textOf)
    .filter((text) => text !== undefined && PNG_KEYWORDS.some((keyword) => keyword === text.keyword));
  if (found.length !== 1)
    return { problem: found.length === 0 ? 'no badge is in the PNG' : 'two badges are in the PNG' };
  const text = found[0]?.text;
  return text === undefined ? { problem: 'the badge in the PNG is compressed or not UTF-8' } : { text };
}

/**
 * Puts a badge (JSON text or a compact JWS) into a PNG, in place of any that it has. Throws a TypeError for
 * an image that is damaged.
 */
export function bakePng(image: Uint8Array, badge: string): Uint8Array {
  const chunks = chunksOf(image);
  if (chunks === undefined) throw new TypeError('not a sound PNG');
  const keep = chunks.filter((chunk) => {
    const text = textOf(chunk);
    return text === undefined || !PNG_KEYWORDS.some((keyword) => keyword === text.keyword);
  });
  const header = toUtf8(PNG_KEYWORDS[0]);
  const own = chunkBytes('iTXt', concat(header, new Uint8Array(5), toUtf8(badge)));
  const parts = keep.map(({ type, data }) => chunkBytes(type, data));
  return concat(SIGNATURE, parts[0] as Uint8Array, own, ...parts.slice(1));
}

function chunkBytes(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(toUtf8(type), 4);
  bytes.set(data, 8);
  view.setUint32(8 + data.length, crcOf(bytes.subarray(4, 8 + data.length)));
  return bytes;
}
