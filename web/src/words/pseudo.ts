const accented: Readonly<Record<string, string>> = {
  a: 'á',
  c: 'ç',
  e: 'é',
  i: 'í',
  n: 'ñ',
  o: 'ö',
  u: 'ü',
  y: 'ý',
  A: 'Å',
  E: 'É',
  I: 'Î',
  N: 'Ñ',
  O: 'Ö',
  U: 'Ü',
};

/** Words of one area: texts by key, nested. */
export interface Words {
  readonly [key: string]: string | Words;
}

/**
 * Turns a text into one that nobody translated by hand: accented, in brackets and 40 % longer. Whatever shows
 * on a screen without brackets was never in the words; a closing bracket that is cut off shows a clipped text.
 * Placeholders such as {{name}} stay as they are.
 */
export function pseudoText(text: string): string {
  const parts = text.split(/(\{\{[^}]*\}\})/);
  const changed = parts.map((part, i) =>
    i % 2 === 1 ? part : [...part].map((letter) => accented[letter] ?? letter).join(''),
  );
  const letters = parts.filter((_part, i) => i % 2 === 0).join('').length;
  return `⟦${changed.join('')}${' ~~~~~~~~'.repeat(Math.ceil((letters * 0.4) / 9)).slice(0, Math.ceil(letters * 0.4))}⟧`;
}

/** The same for every text of an area. */
export function pseudoWords(words: Words): Words {
  return Object.fromEntries(
    Object.entries(words).map(([key, value]) => [
      key,
      typeof value === 'string' ? pseudoText(value) : pseudoWords(value),
    ]),
  );
}
