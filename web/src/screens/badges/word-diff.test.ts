import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { wordDiff, type Piece } from './word-diff.ts';

const without = (pieces: readonly Piece[], kind: Piece['kind']): string =>
  pieces.flatMap((piece) => (piece.kind === kind ? [] : [piece.text])).join('');

it('two texts are found again in what is said of their difference', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', ' ', '\n', 'long-word'), { maxLength: 60 });
  fc.assert(
    fc.property(text, text, (a, b) => {
      const [before, after] = [a.join(''), b.join('')];
      const pieces = wordDiff(before, after);
      expect(without(pieces, 'new')).toBe(before);
      expect(without(pieces, 'gone')).toBe(after);
    }),
  );
});

it('a word that was changed is all that differs', () => {
  expect(
    wordDiff('Hand in three charts.', 'Hand in four charts.').filter(({ kind }) => kind !== 'same'),
  ).toEqual([
    { kind: 'gone', text: 'three ' },
    { kind: 'new', text: 'four ' },
  ]);
});

it('two texts that have next to nothing in common are shown one after the other', () => {
  const [before, after] = ['Hold all three badges and wait.', 'Hand in and defend your thesis here.'];
  expect(wordDiff(before, after)).toEqual([
    { kind: 'gone', text: before },
    { kind: 'new', text: after },
  ]);
});

it('texts of many thousand words are compared as wholes', () => {
  const long = 'word '.repeat(2_000);
  expect(wordDiff(long, 'short')).toEqual([
    { kind: 'gone', text: long },
    { kind: 'new', text: 'short' },
  ]);
});
