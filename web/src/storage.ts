// Storage can be full or forbidden; then a choice lasts as long as the page, and nothing else breaks.

const nameOf = (key: string): string => `rungs-${key}`;

function read(storage: () => Storage, key: string): string | null {
  try {
    return storage().getItem(nameOf(key));
  } catch {
    return null;
  }
}

function write(storage: () => Storage, key: string, value: string | null): void {
  try {
    if (value === null) storage().removeItem(nameOf(key));
    else storage().setItem(nameOf(key), value);
  } catch {
    // See above.
  }
}

/** Reads what was kept on this device. */
export const readLocal = (key: string): string | null => read(() => window.localStorage, key);

/** Keeps a text on this device; null forgets it. */
export const writeLocal = (key: string, value: string | null): void => {
  write(() => window.localStorage, key, value);
};

/** Reads what was kept for this visit. */
export const readSession = (key: string): string | null => read(() => window.sessionStorage, key);

/** Keeps a text for this visit; null forgets it. */
export const writeSession = (key: string, value: string | null): void => {
  write(() => window.sessionStorage, key, value);
};
