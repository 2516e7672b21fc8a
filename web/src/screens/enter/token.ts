import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';

/** The token of a mailed link; it stands behind `#`, which no server and no log sees. */
export function useToken(): string {
  const [token] = useState(() => decodeURIComponent(window.location.hash.slice(1)));
  return token;
}

/** Goes on as whoever has just signed in: nothing of a session before stays on the screen. */
export function useArrival(): (to?: string) => Promise<void> {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return async (to = '/') => {
    queries.clear();
    await navigate({ href: to, replace: true });
  };
}
