import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellsOf, emailFault, parseRows } from './parse-rows.ts';

describe('rows that were pasted', () => {
  it.each([
    ['a CSV file with headings in another order', 'Name,E-Mail\nMaya Example,maya@example.org\n'],
    ['a spreadsheet', 'maya@example.org\tMaya Example'],
    ['a German spreadsheet', '\uFEFFE-Mail-Adresse;Name\r\nmaya@example.org;Maya Example\r\n\r\n'],
    ['a mail program', 'Maya Example <maya@example.org>'],
    ['somebody who writes the name first', 'Maya Example, maya@example.org'],
  ])('come out of %s', (_from, text) => {
    expect(parseRows(text)).toEqual([{ email: 'maya@example.org', name: 'Maya Example' }]);
  });

  it('keep a note, and a day means its end', () => {
    expect(
      parseRows('email,name,note,valid until\na@b.org,A,"said: ""well done"", twice",2028-02-29'),
    ).toEqual([
      {
        email: 'a@b.org',
        name: 'A',
        evidenceNote: 'said: "well done", twice',
        validUntil: '2028-02-29T23:59:59Z',
      },
    ]);
  });

  it('that are wrong are still rows, so that the server can say what is wrong with them', () => {
    expect(parseRows('nonsense\n,Nobody')).toEqual([
      { email: 'nonsense', name: '' },
      { email: '', name: 'Nobody' },
    ]);
    const rows = parseRows('a@b.org,A\n,B\nA@b.org,C\nx,D');
    expect([1, 2, 3].map((index) => emailFault(rows, index))).toEqual(['missing', 'twice', 'wrong']);
  });

  it('are split as they were quoted, whatever is in them', () => {
    const lines = fc.array(fc.array(fc.string({ minLength: 1 }), { minLength: 1 }), { minLength: 1 });
    fc.assert(
      fc.property(lines, fc.constantFrom(',', ';', '\t'), (table, separator) => {
        const text = table
          .map((line) => line.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(separator))
          .join('\r\n');
        expect(cellsOf(text, separator)).toEqual(table);
      }),
    );
  });
});
