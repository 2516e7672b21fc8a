/** What failed attempts are counted for. */
export type AttemptKind = 'pair' | 'account' | 'address';

interface Brake {
  /** Attempts that cost nothing. */
  readonly free: number;
  /** The longest wait, in milliseconds. */
  readonly longestMs: number;
}

/**
 * One account from one network address waits first and longest. The account alone never waits more than a
 * minute: else whoever knows an address could lock its owner out. OWASP ASVS 5.0, 6.1.1 and 6.3.1.
 */
const brakes: Readonly<Record<AttemptKind, Brake>> = {
  pair: { free: 5, longestMs: 5 * 60_000 },
  account: { free: 20, longestMs: 60_000 },
  address: { free: 60, longestMs: 15 * 60_000 },
};

/** How long failures are remembered after the last of them. */
export const forgottenAfterMs = 24 * 3_600_000;

/** How long nobody may try again after this many failures in a row: 0, then 1 s, doubled each time, up to the longest. */
export function waitMs(kind: AttemptKind, failures: number): number {
  const { free, longestMs } = brakes[kind];
  if (failures <= free) return 0;
  return Math.min(longestMs, 1_000 * 2 ** Math.min(failures - free - 1, 20));
}
