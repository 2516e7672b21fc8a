import { requireInteger } from './refusal.ts';

/**
 * A seeded stream of pseudo-random numbers; the same seed gives the same numbers on every platform.
 * Methods keep no state other than the counter, and `split` depends on the seed and the label alone,
 * never on how many numbers were drawn.
 */
export interface Random {
  /** A uniform number in [0, 1) with 53 random bits. */
  next(): number;
  /** A standard normal number. */
  normal(): number;
  /** A uniform integer in [0, n), without modulo bias. Refuses n outside 1…2^32 (`out_of_range`). */
  int(n: number): number;
  /** A shuffled copy (Fisher–Yates). */
  shuffle<T>(values: ArrayLike<T>): T[];
  /** An independent stream of this seed and the label. */
  split(label: string | number): Random;
}

const TWO_32 = 4_294_967_296;

/** The upper half of the 64-bit product of two 32-bit numbers. */
function high(a: number, b: number): number {
  const [a0, a1, b0, b1] = [a & 0xffff, a >>> 16, b & 0xffff, b >>> 16];
  const middle = a1 * b0 + (((a0 * b0) / 65_536) >>> 0);
  const low = a0 * b1 + (middle % 65_536);
  return (a1 * b1 + Math.floor(middle / 65_536) + Math.floor(low / 65_536)) >>> 0;
}

/**
 * One block of Philox4x32-10: four 32-bit words for a counter of four and a key of two.
 * Source: Salmon, Moraes, Dror, Shaw (2011), "Parallel random numbers: as easy as 1, 2, 3", SC11.
 */
export function philox(counter: Numbers4, key: readonly [number, number]): Numbers4 {
  let [c0, c1, c2, c3] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < 10; round++) {
    const [h0, l0] = [high(0xd2511f53, c0), Math.imul(0xd2511f53, c0) >>> 0];
    const [h1, l1] = [high(0xcd9e8d57, c2), Math.imul(0xcd9e8d57, c2) >>> 0];
    [c0, c1, c2, c3] = [(h1 ^ c1 ^ k0) >>> 0, l1, (h0 ^ c3 ^ k1) >>> 0, l0];
    k0 = (k0 + 0x9e3779b9) >>> 0;
    k1 = (k1 + 0xbb67ae85) >>> 0;
  }
  return [c0, c1, c2, c3];
}

/** Four 32-bit words. */
export type Numbers4 = readonly [number, number, number, number];

/** Folds a text into two 32-bit words: each code unit is one Philox block keyed by what came before. */
function keyOf(text: string, from: readonly [number, number]): readonly [number, number] {
  let key = from;
  for (let i = 0; i < text.length; i++) {
    const [a, b] = philox([text.charCodeAt(i), i, text.length, 0x5eed], key);
    key = [a, b];
  }
  const [a, b] = philox([text.length, 0, 0, 0x6b6579], key);
  return [a, b];
}

/** The natural logarithm by +, −, ×, ÷ alone, so that it is the same to the bit on every platform. */
function portableLog(x: number): number {
  let [m, e] = [x, 0];
  while (m < 0.75) {
    m *= 2;
    e--;
  }
  while (m >= 1.5) {
    m /= 2;
    e++;
  }
  const t = (m - 1) / (m + 1);
  const square = t * t;
  let sum = 0;
  for (let k = 25; k >= 1; k -= 2) sum = sum * square + 1 / k;
  return 2 * t * sum + e * 0.6931471805599453;
}

function fromKey(key: readonly [number, number]): Random {
  let blocks = 0;
  let words: number[] = [];
  let spare: number | null = null;
  const word = (): number => {
    if (words.length === 0) {
      const [a, b, c, d] = philox([blocks % TWO_32, Math.floor(blocks / TWO_32), 0, 0], key);
      words = [d, c, b, a];
      blocks++;
    }
    return words.pop() as number;
  };
  const next = (): number => ((word() >>> 5) * 67_108_864 + (word() >>> 6)) / 9_007_199_254_740_992;
  const normal = (): number => {
    if (spare !== null) {
      const kept = spare;
      spare = null;
      return kept;
    }
    for (;;) {
      const [u, v] = [2 * next() - 1, 2 * next() - 1];
      const s = u * u + v * v;
      if (s >= 1 || s === 0) continue;
      const factor = Math.sqrt((-2 * portableLog(s)) / s);
      spare = v * factor;
      return u * factor;
    }
  };
  const int = (n: number): number => {
    requireInteger('n', n, 1, TWO_32);
    const limit = TWO_32 - (TWO_32 % n);
    for (;;) {
      const drawn = word();
      if (drawn < limit) return drawn % n;
    }
  };
  const shuffle = <T>(values: ArrayLike<T>): T[] => {
    const copy = Array.from(values);
    for (let i = copy.length - 1; i > 0; i--) {
      const j = int(i + 1);
      [copy[i], copy[j]] = [copy[j] as T, copy[i] as T];
    }
    return copy;
  };
  return { next, normal, int, shuffle, split: (label) => fromKey(keyOf(`${typeof label}:${label}`, key)) };
}

/** Makes the stream of a seed: Philox4x32-10 with polar normals; a number and its text are different seeds. */
export function seededRandom(seed: string | number): Random {
  return fromKey(keyOf(`${typeof seed}:${seed}`, [0x52756e67, 0x73636965]));
}
