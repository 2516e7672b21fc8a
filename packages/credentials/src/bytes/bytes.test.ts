import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBase58, fromBase64, fromBase64Url, toBase58, toBase64, toBase64Url } from './index.ts';

const bytes = fc.uint8Array({ maxLength: 80 });

describe('encodings', () => {
  it('reads back what they wrote', () => {
    fc.assert(
      fc.property(bytes, (data) => {
        expect(fromBase58(toBase58(data))).toEqual(data);
        expect(fromBase64Url(toBase64Url(data))).toEqual(data);
        expect(fromBase64(toBase64(data))).toEqual(data);
        expect(toBase64Url(data)).toBe(Buffer.from(data).toString('base64url'));
        expect(toBase64(data)).toBe(Buffer.from(data).toString('base64'));
      }),
      { numRuns: 500 },
    );
  });

  it('agrees with the published base58 vectors', () => {
    expect(toBase58(new TextEncoder().encode('Hello World!'))).toBe('2NEpo7TZRRrLZSi2U');
    expect(toBase58(new TextEncoder().encode('The quick brown fox jumps over the lazy dog.'))).toBe(
      'USm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z',
    );
    expect(toBase58(Uint8Array.of(0, 0, 0x28, 0x7f, 0xb4, 0xcd))).toBe('11233QC4');
  });

  it.each(['AA=', 'A', 'AB', 'A A', 'AA\n', 'A+', 'AAB'])('refuses the base64url text %j', (text) => {
    expect(fromBase64Url(text)).toBeUndefined();
  });

  it('refuses base58 with a foreign character or beyond its length limit', () => {
    expect(fromBase58('0')).toBeUndefined();
    expect(fromBase58('é')).toBeUndefined();
    expect(fromBase58('2'.repeat(1_401))).toBeUndefined();
  });
});
