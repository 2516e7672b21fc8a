import { seededRandom, type Random } from '@rungs/science/core';

const N = 60;
const random = seededRandom('hostile');
const many = (draw: (i: number) => number): number[] => Array.from({ length: N }, (_, i) => draw(i));
export const x = many(() => random.normal());
export const z = many(() => random.normal());
export const treated = many((i) => (random.next() < 1 / (1 + Math.exp(-0.5 * x[i]!)) ? 1 : 0));
export const outcome = many((i) => 1 + 0.5 * x[i]! + treated[i]! + random.normal());
export const time = many((i) => 1 + Math.floor(10 * random.next() * Math.exp(-0.2 * x[i]!)));
export const event = many(() => (random.next() < 0.7 ? 1 : 0));
export const weights = many(() => 0.5 + random.next());
export const share = many(() => 0.05 + 0.9 * random.next());
export const yes = many((i) => (random.next() < share[i]! ? 1 : 0));
export const rating = many(() => random.int(3));
export const series = many((t) => 20 + 0.2 * t + 3 * Math.sin((2 * Math.PI * t) / 4) + random.normal());
export const error = many(() => random.normal());
export const unit = many((i) => Math.floor(i / 4));
export const period = many((i) => i % 4);
export const first = many((i) => [0, 2, 3][Math.floor(i / 4) % 3]!);
export const group = many((i) => i % 3);

/** The same stream for every call. */
export const seed = (): Random => seededRandom('bad input');
/** A column that the subject declares. */
export const one = (xs: Record<string, number[]>, name: string): number[] => xs[name]!;
