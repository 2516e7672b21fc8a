import type { WalkStep } from '#app';

/** Makes the lines of the walk: number, what happened, how long it took, and the ids. */
export function printStep(out: (line: string) => void): (step: WalkStep) => void {
  let count = 0;
  return ({ name, facts, ms }) => {
    count++;
    out(`${String(count).padStart(3)}  ${name.padEnd(30)}${ms.toFixed(0).padStart(6)} ms  ${facts}`);
  };
}
