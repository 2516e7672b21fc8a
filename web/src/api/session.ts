import { queryOptions } from '@tanstack/react-query';
import { api, ask, Refused, tell } from './client.ts';

/** Who is signed in, and where they may do what; null for a visitor. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async () => {
    try {
      return await ask(api.GET('/api/v1/me'));
    } catch (error) {
      if (error instanceof Refused && error.status === 401) return null;
      throw error;
    }
  },
});

/** What this instance says about itself to everybody. */
export const instanceQuery = queryOptions({
  queryKey: ['instance'],
  queryFn: () => ask(api.GET('/api/v1/instance')),
  staleTime: 300_000,
});

/** How an attempt to sign in ended; with `code` a second factor is asked for. */
export type SignedIn = 'in' | 'wrong' | 'code';

/** Signs in with address and password. */
export async function signIn(email: string, password: string): Promise<SignedIn> {
  try {
    const { state } = await ask(api.POST('/api/v1/auth/sign-in', { body: { email, password } }));
    return state === 'signed_in' ? 'in' : 'code';
  } catch (error) {
    if (error instanceof Refused && error.status === 401) return 'wrong';
    throw error;
  }
}

/** Finishes a sign-in with a code of the authenticator, or with one of the recovery codes. */
export async function signInWithCode(
  code: string,
  isRecovery: boolean,
  trustsDevice: boolean,
): Promise<void> {
  const kind = isRecovery ? 'recovery' : 'totp';
  await ask(api.POST('/api/v1/auth/second-factor', { body: { code, kind, trustsDevice } }));
}

/** Ends the session. */
export async function signOut(): Promise<void> {
  await tell(api.POST('/api/v1/auth/sign-out'));
}

/** The names of the organisations of this instance by their ids. */
export const orgNamesQuery = queryOptions({
  queryKey: ['orgs'],
  queryFn: async () => {
    const { items } = await ask(api.GET('/api/v1/orgs', { params: { query: { limit: 200 } } }));
    return new Map(items.map((org) => [org.orgId, org.name]));
  },
  staleTime: 300_000,
});
