import { makeStore } from '../store.ts';
import { Refused } from './client.ts';

/** Somebody has to sign in again before a request can be sent: told how it ended. */
export interface Waiting {
  readonly done: (isIn: boolean) => void;
}

/** What the frame shows as a dialogue; null when nothing waits. */
export const waitingForSignIn = makeStore<Waiting | null>(null);

/**
 * Does something that needs a session. When the session has ended, the page asks to sign in again, keeps what stands
 * on it, and does it once more; the refusal is thrown when nobody signs in.
 */
export async function withSession<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refused) || error.status !== 401) throw error;
    const isIn = await new Promise<boolean>((done) => {
      waitingForSignIn.set({ done });
    });
    waitingForSignIn.set(null);
    if (!isIn) throw error;
    return await work();
  }
}
