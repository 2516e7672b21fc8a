import { useSyncExternalStore } from 'react';

/** A value that several parts of the page share. */
export interface Store<T> {
  readonly get: () => T;
  readonly set: (value: T) => void;
  readonly listen: (listener: () => void) => () => void;
}

/** Makes a shared value. */
export function makeStore<T>(first: T): Store<T> {
  let now = first;
  const listeners = new Set<() => void>();
  return {
    get: () => now,
    set: (value) => {
      now = value;
      for (const listener of listeners) listener();
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Reads a shared value, and draws again when it changes. */
export function useStore<T>(store: Store<T>): T {
  return useSyncExternalStore(store.listen, store.get);
}
