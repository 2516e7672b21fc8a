import type { Estimate } from '@rungs/science/core';

/** An estimate with its interval, as it is printed: "0.12 (0.08 to 0.16)". */
export function shown({ estimate, interval }: Pick<Estimate, 'estimate' | 'interval'>): string {
  return `${estimate.toFixed(2)} (${interval.map((end) => end.toFixed(2)).join(' to ')})`;
}
