/** What a request out may carry: no agent, no credentials, no automatic redirects. */
export interface NetInit {
  readonly method?: 'GET' | 'HEAD' | 'POST' | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: string | Uint8Array | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Redirects are never followed: the caller sees the 3xx answer and decides, whatever is named here. */
  readonly redirect?: 'manual' | 'error' | 'follow' | undefined;
}

/** The one way out of the process: asks a URL and returns the answer, or rejects with an error of rung `net`. */
export type NetFetch = (url: string, init?: NetInit) => Promise<Response>;
