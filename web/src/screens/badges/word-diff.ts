/** A stretch of text that stayed, was taken away, or was added. */
export interface Piece {
  readonly kind: 'same' | 'gone' | 'new';
  readonly text: string;
}

/** Texts of more words than this are shown whole, before and after: comparing them would take too long. */
const mostWords = 1_500;

/** Of the shorter text so much has to stay; else the two are different texts and are shown one after the other. */
const leastKept = 0.3;

/** Words with the space behind them, so that a space alone is never what two texts have in common. */
const wordsOf = (text: string): string[] => text.match(/^\s+|\S+\s*/g) ?? [];

/**
 * Compares two texts word by word (longest common subsequence). The pieces without what is new give the one text,
 * those without what is gone the other.
 */
export function wordDiff(before: string, after: string): Piece[] {
  const [a, b] = [wordsOf(before), wordsOf(after)];
  const whole = (): Piece[] => joined([...of('gone', a), ...of('new', b)]);
  if (a.length > mostWords || b.length > mostWords) return whole();
  const width = b.length + 1;
  const length = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      length[i * width + j] =
        a[i] === b[j]
          ? (length[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(length[(i + 1) * width + j] ?? 0, length[i * width + j + 1] ?? 0);
  if ((length[0] ?? 0) < leastKept * Math.min(a.length, b.length)) return whole();
  const pieces: Piece[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [left, right] = [a[i], b[j]];
    if (left !== undefined && left === right) {
      pieces.push({ kind: 'same', text: left });
      i += 1;
      j += 1;
    } else if (
      right === undefined ||
      (left !== undefined && (length[(i + 1) * width + j] ?? 0) >= (length[i * width + j + 1] ?? 0))
    ) {
      pieces.push({ kind: 'gone', text: left ?? '' });
      i += 1;
    } else {
      pieces.push({ kind: 'new', text: right });
      j += 1;
    }
  }
  return joined(pieces);
}

const of = (kind: Piece['kind'], words: readonly string[]): Piece[] => words.map((text) => ({ kind, text }));

function joined(pieces: readonly Piece[]): Piece[] {
  const list: Piece[] = [];
  for (const piece of pieces) {
    const last = list.at(-1);
    if (last?.kind === piece.kind) list[list.length - 1] = { ...last, text: last.text + piece.text };
    else list.push(piece);
  }
  return list;
}
