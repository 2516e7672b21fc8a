/** The moment a day of the reader's calendar begins, some days later; nothing where the text is no day. */
function beginning(day: string | undefined, later: 0 | 1): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day ?? '')) return undefined;
  const at = new Date(`${day ?? ''}T00:00:00`);
  if (Number.isNaN(at.getTime())) return undefined;
  at.setDate(at.getDate() + later);
  return at.toISOString();
}

/**
 * The time from one day to another, both of them whole: from the first moment of the one to before the first moment
 * after the other, ISO 8601. Days are written `2026-11-24` and are those of the reader's clock.
 */
export function spanOf(
  from: string | undefined,
  until: string | undefined,
): { readonly start: string | undefined; readonly end: string | undefined } {
  return { start: beginning(from, 0), end: beginning(until, 1) };
}

/** The day of the reader's calendar on which a moment lies, `2026-11-24`. */
export function dayOf(at: Date): string {
  const part = (value: number): string => String(value).padStart(2, '0');
  return `${String(at.getFullYear())}-${part(at.getMonth() + 1)}-${part(at.getDate())}`;
}
