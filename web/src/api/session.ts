import { queryOptions } from '@tanstack/react-query';
import { api, ask, Refused, type ProblemDocument } from './client.ts';

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

/** Signs in; false when address and password do not belong together. */
export async function signIn(email: string, password: string): Promise<boolean> {
  const response = await fetch('/api/auth/sign-in/email', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  if (response.ok) return true;
  if (response.status === 401 || response.status === 400) return false;
  throw new Refused(response.status, (await response.json().catch(() => ({}))) as ProblemDocument);
}

/** Ends the session. */
export async function signOut(): Promise<void> {
  await fetch('/api/auth/sign-out', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
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
