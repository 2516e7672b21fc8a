/** What was counted. */
export const kinds = ['issued', 'claimed', 'viewed', 'shared', 'verified'] as const;

/** One of them. */
export type Kind = (typeof kinds)[number];

/** Numbers of one day (UTC) or of a span that begins with it. */
export type Counted = Readonly<Record<Kind, number>> & { readonly day: string };

const dayMs = 86_400_000;
const none: Readonly<Record<Kind, number>> = { issued: 0, claimed: 0, viewed: 0, shared: 0, verified: 0 };

/** Adds numbers up. */
export function plus(
  one: Readonly<Record<Kind, number>>,
  other: Readonly<Record<Kind, number>>,
): Record<Kind, number> {
  return Object.fromEntries(kinds.map((kind) => [kind, one[kind] + other[kind]])) as Record<Kind, number>;
}

/** The day that lies so many days before another one; both as `2026-11-24`. */
export function daysBefore(day: string, count: number): string {
  return new Date(Date.parse(day) - count * dayMs).toISOString().slice(0, 10);
}

/**
 * Puts days into spans of `size` days that follow on each other without a gap, from `from` to `to` (both included);
 * the last one may be shorter. Days without anything are zeros.
 */
export function binned(days: readonly Counted[], from: string, to: string, size: number): Counted[] {
  const start = Date.parse(from);
  const count = Math.floor((Date.parse(to) - start) / dayMs / size) + 1;
  const bins = Array.from({ length: Math.max(0, count) }, (_none, i) => ({
    ...none,
    day: new Date(start + i * size * dayMs).toISOString().slice(0, 10),
  }));
  for (const { day, ...counts } of days) {
    const at = Math.floor((Date.parse(day) - start) / dayMs / size);
    const bin = bins[at];
    if (bin !== undefined) bins[at] = { ...bin, ...plus(bin, counts) };
  }
  return bins;
}
