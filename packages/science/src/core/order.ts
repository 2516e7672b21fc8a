import type { Numbers } from './refusal.ts';

/** Below so many values a comparison sort is the faster one. */
const FEW = 2_000;
const DIGIT = 65_536;

const isLittleEndian = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

/** Sorts `order` by one 16-bit digit of the keys, keeping the order of equal digits; false where all digits are equal. */
function pass(
  words: Uint32Array,
  place: number,
  shift: number,
  order: Uint32Array,
  next: Uint32Array,
): boolean {
  const counts = new Uint32Array(DIGIT + 1);
  for (let i = 0; i < order.length; i++) {
    const digit = ((words[2 * i + place] as number) >>> shift) & 0xffff;
    counts[digit + 1] = (counts[digit + 1] as number) + 1;
  }
  if (counts.some((count) => count === order.length)) return false;
  for (let d = 1; d <= DIGIT; d++) counts[d] = (counts[d] as number) + (counts[d - 1] as number);
  for (let k = 0; k < order.length; k++) {
    const i = order[k] as number;
    const digit = ((words[2 * i + place] as number) >>> shift) & 0xffff;
    const spot = counts[digit] as number;
    next[spot] = i;
    counts[digit] = spot + 1;
  }
  return true;
}

/**
 * The positions of the values in ascending order, equal values in the order they stand: a radix sort of the 64-bit
 * patterns, linear in their number. Values are finite; −0 equals 0.
 */
export function orderBy(keys: Numbers): Uint32Array {
  const n = keys.length;
  const values = Float64Array.from(keys);
  let order = Uint32Array.from({ length: n < FEW ? n : 0 }, (_, i) => i);
  if (n < FEW) return order.sort((a, b) => (values[a] as number) - (values[b] as number) || a - b);
  order = new Uint32Array(n);
  let next = new Uint32Array(n);
  // Adding 0 turns −0 into 0; flipping the sign bit, and all bits of negatives, makes the patterns ascend.
  for (let i = 0; i < n; i++) {
    order[i] = i;
    values[i] = (values[i] as number) + 0;
  }
  const words = new Uint32Array(values.buffer);
  const [low, high] = isLittleEndian ? [0, 1] : [1, 0];
  for (let i = 0; i < n; i++) {
    const top = words[2 * i + high] as number;
    if (top >>> 31 === 1) {
      words[2 * i + high] = ~top;
      words[2 * i + low] = ~(words[2 * i + low] as number);
    } else words[2 * i + high] = top | 0x80000000;
  }
  for (const place of [low, high])
    for (const shift of [0, 16]) if (pass(words, place, shift, order, next)) [order, next] = [next, order];
  return order;
}
