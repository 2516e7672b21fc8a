import { crc32, inflateSync } from 'node:zlib';
import type { CleanResult } from './image.ts';

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const maxSide = 2048;
/** Allowed bit depths and samples a pixel, by colour type (PNG 3rd edition, table 12). */
const colours: Readonly<Record<number, { depths: readonly number[]; samples: number }>> = {
  0: { depths: [1, 2, 4, 8, 16], samples: 1 },
  2: { depths: [8, 16], samples: 3 },
  3: { depths: [1, 2, 4, 8], samples: 1 },
  4: { depths: [8, 16], samples: 2 },
  6: { depths: [8, 16], samples: 4 },
};
/** Chunks that change how the picture looks; every other one (text, EXIF, private data) is left out. */
const kept = new Set([
  'IHDR',
  'PLTE',
  'IDAT',
  'IEND',
  'tRNS',
  'gAMA',
  'cHRM',
  'sRGB',
  'sBIT',
  'bKGD',
  'pHYs',
]);
const once = new Set(['IHDR', 'PLTE', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'sBIT', 'bKGD', 'pHYs']);

interface Chunk {
  readonly type: string;
  readonly data: Uint8Array;
  /** Length, type, data and checksum as they stand in the file. */
  readonly whole: Uint8Array;
}

interface Header {
  readonly width: number;
  readonly height: number;
  readonly bitsPerPixel: number;
  readonly colourType: number;
  readonly isInterlaced: boolean;
}

class Refused extends Error {}

/**
 * Checks a PNG (W3C PNG, 3rd edition) chunk by chunk: signature, checksums, header, order, and that its
 * data inflate to exactly the rows that the header names. The answer has only the chunks that matter to
 * the picture, so that nothing else travels along; bytes after the end are refused.
 */
export function cleanPng(bytes: Uint8Array): CleanResult {
  try {
    const chunks = chunksOf(bytes);
    checkOrder(chunks);
    const header = headerOf(chunks[0]);
    checkPalette(chunks, header);
    checkRows(chunks, header);
    const parts = chunks.filter((chunk) => kept.has(chunk.type)).map((chunk) => chunk.whole);
    return { bytes: new Uint8Array(Buffer.concat([Uint8Array.from(signature), ...parts])) };
  } catch (error) {
    if (error instanceof Refused) return { fault: error.message };
    throw error;
  }
}

function refuse(why: string): never {
  throw new Refused(why);
}

function chunksOf(bytes: Uint8Array): Chunk[] {
  if (signature.some((byte, i) => bytes[i] !== byte)) refuse('it does not begin as a PNG');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks: Chunk[] = [];
  let at = signature.length;
  while (at < bytes.length) {
    if (at + 12 > bytes.length) refuse('it ends inside a chunk');
    const length = view.getUint32(at);
    const end = at + 12 + length;
    if (end > bytes.length) refuse('a chunk is longer than the file');
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (!/^[A-Za-z]{4}$/.test(type)) refuse('a chunk has no proper type');
    if (crc32(bytes.subarray(at + 4, end - 4)) !== view.getUint32(end - 4))
      refuse(`the checksum of ${type} is wrong`);
    chunks.push({ type, data: bytes.subarray(at + 8, end - 4), whole: bytes.subarray(at, end) });
    at = end;
    if (type === 'IEND') break;
  }
  if (at !== bytes.length) refuse('something follows the end of the picture');
  return chunks;
}

function checkOrder(chunks: readonly Chunk[]): void {
  const types = chunks.map((chunk) => chunk.type);
  if (types[0] !== 'IHDR') refuse('its first chunk is not the header');
  const end = chunks.at(-1);
  if (end?.type !== 'IEND' || end.data.length !== 0) refuse('its last chunk is not the end');
  if (types.some((type) => /^[A-Z]/.test(type) && !kept.has(type)))
    refuse('it has an unknown critical chunk');
  if (types.some((type, i) => once.has(type) && types.indexOf(type) !== i)) refuse('it has a chunk twice');
  const [first, last] = [types.indexOf('IDAT'), types.lastIndexOf('IDAT')];
  if (first < 0) refuse('it has no picture data');
  if (types.slice(first, last).some((type) => type !== 'IDAT')) refuse('its picture data are interrupted');
  if (types.indexOf('PLTE') > first) refuse('its palette comes after the picture');
}

function headerOf(chunk: Chunk | undefined): Header {
  if (chunk?.data.length !== 13) refuse('its header has a wrong length');
  const view = new DataView(chunk.data.buffer, chunk.data.byteOffset, 13);
  const [width, height] = [view.getUint32(0), view.getUint32(4)];
  if (width < 1 || height < 1 || width > maxSide || height > maxSide)
    refuse(`it measures ${width} × ${height}; each side has 1 to ${maxSide} pixels`);
  const [depth, colourType] = [view.getUint8(8), view.getUint8(9)];
  const colour = colours[colourType];
  if (colour === undefined || !colour.depths.includes(depth)) refuse('its header names unknown colours');
  const interlace = view.getUint8(12);
  if (view.getUint8(10) !== 0 || view.getUint8(11) !== 0 || interlace > 1)
    refuse('its header names an unknown method');
  return { width, height, bitsPerPixel: depth * colour.samples, colourType, isInterlaced: interlace === 1 };
}

function checkPalette(chunks: readonly Chunk[], header: Header): void {
  const palette = chunks.find((chunk) => chunk.type === 'PLTE')?.data;
  if (palette === undefined ? header.colourType === 3 : palette.length % 3 !== 0 || palette.length > 768)
    refuse('its palette is missing or broken');
}

/** The seven passes of Adam7: first column, first row, column step, row step. */
const passes = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

function rowsOf(header: Header): { rows: number; rowBytes: number }[] {
  const sizes = header.isInterlaced
    ? passes.map(([x, y, dx, dy]) => [
        Math.ceil((header.width - x) / dx),
        Math.ceil((header.height - y) / dy),
      ])
    : [[header.width, header.height]];
  return sizes.flatMap(([columns = 0, rows = 0]) =>
    columns > 0 && rows > 0 ? [{ rows, rowBytes: 1 + Math.ceil((columns * header.bitsPerPixel) / 8) }] : [],
  );
}

function checkRows(chunks: readonly Chunk[], header: Header): void {
  const passes = rowsOf(header);
  const expected = passes.reduce((sum, pass) => sum + pass.rows * pass.rowBytes, 0);
  const packed = Buffer.concat(chunks.filter((chunk) => chunk.type === 'IDAT').map((chunk) => chunk.data));
  let raw: Uint8Array;
  try {
    raw = inflateSync(packed, { maxOutputLength: expected });
  } catch {
    refuse('its picture data do not unpack to its size');
  }
  if (raw.length !== expected) refuse('its picture data do not unpack to its size');
  let at = 0;
  for (const pass of passes)
    for (let row = 0; row < pass.rows; row++, at += pass.rowBytes)
      if ((raw[at] ?? 255) > 4) refuse('a row has an unknown filter');
}
