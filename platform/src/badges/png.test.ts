import { crc32, deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanPng } from './png.ts';

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

function chunk(type: string, data: Uint8Array): Uint8Array {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(body.length + 8);
  frame.writeUInt32BE(data.length, 0);
  body.copy(frame, 4);
  frame.writeUInt32BE(crc32(body), body.length + 4);
  return frame;
}

function header(width: number, height: number, depth = 8, colour = 6, interlace = 0): Uint8Array {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data.set([depth, colour, 0, 0, interlace], 8);
  return chunk('IHDR', data);
}

const rows = (count: number, rowBytes: number): Uint8Array =>
  chunk('IDAT', deflateSync(Buffer.alloc(count * rowBytes)));
const end = chunk('IEND', new Uint8Array());
const file = (...chunks: Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat([signature, ...chunks]));
const reason = (bytes: Uint8Array): string => {
  const result = cleanPng(bytes);
  return 'fault' in result ? result.fault : 'kept';
};

const plain = file(header(2, 3), rows(3, 9), end);

describe('an uploaded PNG', () => {
  it('is kept as it is when it has only what a picture needs', () => {
    expect(cleanPng(plain)).toEqual({ bytes: plain });
  });

  it('loses texts and private data', () => {
    const text = chunk('tEXt', Buffer.from('openbadges\0{"name":"somebody"}'));
    expect(cleanPng(file(header(2, 3), text, rows(3, 9), chunk('eXIf', text), end))).toEqual({
      bytes: plain,
    });
  });

  it('may have a palette, one bit a pixel, or interlaced rows', () => {
    expect(reason(file(header(5, 2, 1, 3), chunk('PLTE', Buffer.alloc(6)), rows(2, 2), end))).toBe('kept');
    // Adam7 of 3 × 3: passes 1 (1×1), 4 (1×1), 5 (2×1), 6 (1×2), 7 (3×1); the others are empty.
    const adam7 = Buffer.alloc(2 + 2 + 3 + 2 * 2 + 4);
    expect(reason(file(header(3, 3, 8, 0, 1), chunk('IDAT', deflateSync(adam7)), end))).toBe('kept');
  });

  const broken: readonly [string, Uint8Array, string][] = [
    ['it is a GIF', new TextEncoder().encode('GIF89a'), 'does not begin'],
    ['a page follows its end', file(header(2, 3), rows(3, 9), end, Buffer.from('<html>')), 'follows the end'],
    ['it has no end', file(header(2, 3), rows(3, 9)), 'last chunk'],
    ['it is cut', plain.subarray(0, plain.length - 3), 'ends inside a chunk'],
    ['a checksum is wrong', plain.map((byte, i) => (i === 20 ? byte ^ 1 : byte)), 'checksum of IHDR'],
    ['it has no header', file(rows(3, 9), end), 'first chunk'],
    ['it is a bomb by its size', file(header(60_000, 60_000), rows(1, 9), end), 'measures'],
    ['it is a bomb by its data', file(header(2, 3), rows(100_000, 9), end), 'do not unpack'],
    ['its data are too short', file(header(2, 3), rows(2, 9), end), 'do not unpack'],
    ['its data are not packed', file(header(2, 3), chunk('IDAT', Buffer.from('no')), end), 'do not unpack'],
    ['its colours do not exist', file(header(2, 3, 3, 6), rows(3, 9), end), 'unknown colours'],
    ['its palette is missing', file(header(2, 3, 8, 3), rows(3, 3), end), 'palette'],
    [
      'its data are interrupted',
      file(header(2, 3), rows(3, 9), chunk('pHYs', Buffer.alloc(9)), rows(1, 1), end),
      'interrupted',
    ],
    [
      'it needs what nobody knows',
      file(header(2, 3), chunk('EVIL', Buffer.alloc(1)), rows(3, 9), end),
      'critical',
    ],
    [
      'a filter is unknown',
      file(header(2, 3), chunk('IDAT', deflateSync(Buffer.alloc(27, 9))), end),
      'filter',
    ],
  ];
  it.each(broken)('is refused when %s', (_what, bytes, why) => {
    expect(reason(bytes)).toContain(why);
  });

  it('is refused or kept, never a crash, for any changed byte', () => {
    fc.assert(
      fc.property(fc.nat(plain.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        expect(reason(plain.map((byte, i) => (i === at ? byte ^ change : byte)))).not.toBe('kept');
      }),
    );
  });
});
