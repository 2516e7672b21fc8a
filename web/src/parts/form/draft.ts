import { readLocal, writeLocal } from '../../storage.ts';

/** What somebody typed and has not sent, as it lies on their device. */
export interface Draft {
  /** When it was typed, ISO 8601. */
  readonly at: string;
  readonly values: Readonly<Record<string, unknown>>;
}

const nameOf = (key: string): string => `draft:${key}`;

/** Reads a kept draft; null when there is none or when it is not one. */
export function readDraft(key: string): Draft | null {
  try {
    const found = JSON.parse(readLocal(nameOf(key)) ?? 'null') as Partial<Draft> | null;
    return typeof found?.at === 'string' && typeof found.values === 'object'
      ? { at: found.at, values: found.values }
      : null;
  } catch {
    return null;
  }
}

/** Keeps a draft on this device, without the fields that are secret; null forgets it. */
export function keepDraft(key: string, draft: Draft | null, secret: readonly string[] = []): void {
  const text =
    draft === null
      ? null
      : JSON.stringify({
          at: draft.at,
          values: Object.fromEntries(Object.entries(draft.values).filter(([name]) => !secret.includes(name))),
        });
  writeLocal(nameOf(key), text);
}

/** Forgets every draft of this device; for when somebody signs out of it. */
export function forgetDrafts(): void {
  const prefix = `rungs-${nameOf('')}`;
  try {
    for (const key of Object.keys(window.localStorage))
      if (key.startsWith(prefix)) window.localStorage.removeItem(key);
  } catch {
    // Storage is forbidden here, so nothing was kept.
  }
}
