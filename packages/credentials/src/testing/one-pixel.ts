import { deflateSync } from 'node:zlib';
import { concat, toUtf8 } from '../bytes/index.ts';

/** A PNG of one transparent pixel, made here so that every byte is known. */
export function onePixel(): Uint8Array {
  const crc = (bytes: Uint8Array): number => {
    let value = 0xffffffff;
    for (const byte of bytes) {
      value ^= byte;
      for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
    }
    return (value ^ 0xffffffff) >>> 0;
  };
  const chunk = (type: string, data: Uint8Array): Uint8Array => {
    const body = concat(toUtf8(type), data);
    const frame = new DataView(new ArrayBuffer(8));
    frame.setUint32(0, data.length);
    frame.setUint32(4, crc(body));
    const bytes = new Uint8Array(frame.buffer);
    return concat(bytes.slice(0, 4), body, bytes.slice(4));
  };
  const header = Uint8Array.of(0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0);
  return concat(
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', header),
    chunk('IDAT', new Uint8Array(deflateSync(new Uint8Array(5)))),
    chunk('IEND', new Uint8Array()),
  );
}
