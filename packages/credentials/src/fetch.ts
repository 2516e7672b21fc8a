/**
 * The one way out. It is called for status lists and DID documents only, with https URLs, `redirect:
 * 'manual'` and an abort signal; whoever supplies it decides which hosts may be reached.
 */
export type FetchLike = (
  url: string,
  init?: { headers?: Record<string, string>; signal?: AbortSignal; redirect?: 'manual' | 'error' | 'follow' },
) => Promise<Response>;
