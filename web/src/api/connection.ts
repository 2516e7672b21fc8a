// Whether the server can be reached. Told by the requests themselves, and asked again until it answers.

type Listener = () => void;

const pauseMs = 4_000;
let isLost = false;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<Listener>();

/** Whether the last requests did not get through. */
export const isConnectionLost = (): boolean => isLost;

/** Is told whenever the connection is lost or comes back; answers with the way to stop listening. */
export function onConnection(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** A request did not get through: says so, and goes on asking. */
export function lost(): void {
  change(true);
  clearTimeout(timer);
  timer = setTimeout(() => void askAgain(), pauseMs);
}

/** Asks the server for a sign of life now. */
export async function askAgain(): Promise<void> {
  clearTimeout(timer);
  try {
    await fetch('/health', { cache: 'no-store' });
    change(false);
  } catch {
    lost();
  }
}

function change(value: boolean): void {
  if (value === isLost) return;
  isLost = value;
  for (const listener of listeners) listener();
}
