import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, readJson } from './index.ts';

const codeOf = (text: string | Uint8Array, limits = {}) => readJson(text, limits).fault?.code;

describe('the strict reader', () => {
  it('reads whatever JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const text = JSON.stringify(value);
        const result = readJson(text);
        // Only noncharacters and the name __proto__ are narrower here than in JSON.parse.
        if (result.fault !== undefined)
          expect(text).toMatch(/__proto__|[\ufdd0-\ufdef\ufffe\uffff]|\\ud|e[+-]?\d|\d{16}/i);
        else expect(JSON.stringify(result.value)).toBe(text);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['{"a":1,"a":1}', 'duplicate-key'],
    ['{"a":1,"\\u0061":2}', 'duplicate-key'],
    ['{"x":[{"b":1,"b":1}]}', 'duplicate-key'],
    ['{"__proto__":{}}', 'malformed'],
    ['{"\\u005f_proto__":1}', 'malformed'],
    ['"\\ud800"', 'malformed'],
    ['"\\udc00\\ud800"', 'malformed'],
    ['"\ud800x"', 'malformed'],
    ['"\\ufffe"', 'malformed'],
    ['"\\ud83f\\udfff"', 'malformed'],
    ['9007199254740992', 'number-unsafe'],
    ['-9007199254740993', 'number-unsafe'],
    ['1e400', 'number-unsafe'],
    ['1e-400', 'number-unsafe'],
    ['0.1234567890123456789', 'number-unsafe'],
    ['01', 'malformed'],
    ['+1', 'malformed'],
    ['.5', 'malformed'],
    ['1.', 'malformed'],
    ['NaN', 'malformed'],
    ['Infinity', 'malformed'],
    ['{"a":1,}', 'malformed'],
    ['[1,]', 'malformed'],
    ['[1 2]', 'malformed'],
    ["{'a':1}", 'malformed'],
    ['{"a":1}//', 'malformed'],
    ['{"a":1}{"a":1}', 'malformed'],
    ['\ufeff{}', 'malformed'],
    ['', 'malformed'],
    ['"a\nb"', 'malformed'],
    ['"\\x"', 'malformed'],
    ['"\\u12g4"', 'malformed'],
    ['"open', 'malformed'],
    ['\u00a0{}', 'malformed'],
  ])('refuses %j as %s', (text, code) => {
    expect(codeOf(text)).toBe(code);
  });

  it('refuses bytes that are not UTF-8, and UTF-16', () => {
    expect(codeOf(Uint8Array.of(0x22, 0xc0, 0xaf, 0x22))).toBe('malformed');
    expect(codeOf(Uint8Array.of(0x22, 0xed, 0xa0, 0x80, 0x22))).toBe('malformed');
    expect(codeOf(Uint8Array.of(0xff, 0xfe, 0x7b, 0, 0x7d, 0))).toBe('malformed');
  });

  it('stops at its limits and not before', () => {
    const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
    expect(codeOf(nested(32))).toBeUndefined();
    expect(codeOf(nested(33))).toBe('limit-exceeded');
    expect(codeOf('['.repeat(500_000))).toBe('limit-exceeded');
    expect(codeOf(`"${'x'.repeat(1_048_574)}"`)).toBeUndefined();
    expect(codeOf(`"${'x'.repeat(1_048_575)}"`)).toBe('limit-exceeded');
    expect(codeOf(`"${'é'.repeat(600_000)}"`)).toBe('limit-exceeded');
  });

  it('names the place of a fault', () => {
    expect(readJson('{"a/b":[{"c":1,"c":2}]}').fault?.pointer).toBe('/a~1b/0/c');
  });

  it('accepts what I-JSON allows', () => {
    expect(codeOf('{"constructor":1,"toString":2}')).toBeUndefined();
    expect(readJson('[9007199254740991,1E30,4.50,-0,0.0,333333333.33333329]').value).toEqual([
      // eslint-disable-next-line no-loss-of-precision -- the vector is about exactly that
      9007199254740991, 1e30, 4.5, -0, 0, 333333333.33333329,
    ]);
    expect(readJson('"\\ud83d\\ude00 😀"').value).toBe('😀 😀');
  });
});

describe('canonical JSON', () => {
  it('agrees with the example of RFC 8785, section 3.2.2', () => {
    const text =
      '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],' +
      '"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}';
    expect(canonicalJson(readJson(text).value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('sorts by UTF-16 code units', () => {
    expect(canonicalJson({ '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '😀': 5, '\u0080': 6, ö: 7 })).toBe(
      '{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}',
    );
  });

  it('refuses what is not JSON', () => {
    expect(() => canonicalJson(Number.NaN)).toThrow(TypeError);
    expect(() => canonicalJson('\ud800')).toThrow(TypeError);
    expect(() => canonicalJson({ a: 1n })).toThrow(TypeError);
  });
});
