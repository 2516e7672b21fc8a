/** A stream of numbers that depends on its seed and the number of the run, and on nothing else. */
export interface Random {
  /** A whole number from 0 up to but without `end`. */
  below(end: number): number;
  /** True once in `times`. */
  once(times: number): boolean;
  pick<T>(list: readonly T[]): T;
}

function mix(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x7feb352d);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** The stream of one run: any run can be had again alone. */
export function randomOf(seed: number, run: number): Random {
  let state = mix(mix(seed >>> 0) + run);
  const below = (end: number): number => {
    state = (state + 0x9e3779b9) >>> 0;
    return Math.floor((mix(state) / 0x1_0000_0000) * end);
  };
  return {
    below,
    once: (times) => below(times) === 0,
    pick: (list) => {
      if (list.length === 0) throw new RangeError('nothing to pick from');
      return list[below(list.length)] as (typeof list)[number];
    },
  };
}
