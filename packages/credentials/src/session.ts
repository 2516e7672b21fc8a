import { contextRegistry, type ContextRegistry } from './contexts/index.ts';
import type { FetchBudget, FetchLike } from './fetch.ts';
import { resolveMethod, type MethodResult } from './keys/resolve.ts';
import {
  ALL_SUITES,
  DEFAULT_LIMITS,
  type Limits,
  type SuiteName,
  type VerificationPolicy,
} from './policy.ts';
import type { OpenedList } from './status/check.ts';

/** What the checks of one verification share: the policy with its defaults filled in, and what was fetched. */
export interface Session {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly skewMs: number;
  readonly policy: VerificationPolicy;
  readonly limits: Limits;
  readonly suites: ReadonlySet<SuiteName>;
  readonly registry: ContextRegistry;
  readonly budget: FetchBudget;
  /** How many credentials this one stands inside of. */
  readonly level: number;
  /** What is left of `limits.credentials` for the credentials that a document carries inside. */
  readonly carried: { left: number };
  /** Verification methods that were looked for, by their DID URL. */
  readonly methods: Map<string, Promise<MethodResult>>;
  /** Status lists that were fetched and verified, by their URL. */
  readonly lists: Map<string, Promise<OpenedList>>;
}

const MAX_SKEW_SECONDS = 300;
const NO_POLICY: VerificationPolicy = {};
const BY_DEFAULT: ReadonlySet<SuiteName> = new Set(ALL_SUITES);

/** Opens a session; throws a TypeError for options that no document is to blame for. */
export function openSession(options: {
  now: Date;
  fetch?: FetchLike | undefined;
  policy?: VerificationPolicy | undefined;
}): Session {
  const now = options.now.getTime();
  if (!Number.isFinite(now)) throw new TypeError('now is not a date');
  const policy = options.policy ?? NO_POLICY;
  const limits = policy.limits === undefined ? DEFAULT_LIMITS : { ...DEFAULT_LIMITS, ...policy.limits };
  // The monotonic clock only bounds waiting; what is judged is judged at `now`.
  const start = performance.now();
  return {
    now,
    skewMs: Math.min(Math.max(policy.clockSkewSeconds ?? MAX_SKEW_SECONDS, 0), MAX_SKEW_SECONDS) * 1000,
    policy,
    limits,
    suites: policy.acceptedSuites === undefined ? BY_DEFAULT : new Set(policy.acceptedSuites),
    registry: contextRegistry(policy.additionalContexts),
    budget: {
      fetch: options.fetch,
      maxBytes: limits.fetchBytes,
      allowedOrigins: policy.allowedOrigins ?? [],
      deadline: () => limits.fetchMs - (performance.now() - start),
      requestsLeft: limits.requests,
    },
    level: 0,
    carried: { left: limits.credentials },
    methods: new Map(),
    lists: new Map(),
  };
}

/** Finds a verification method, once per session. */
export function methodOf(session: Session, id: string): Promise<MethodResult> {
  let found = session.methods.get(id);
  if (found === undefined) {
    found = resolveMethod(id, session.budget);
    session.methods.set(id, found);
  }
  return found;
}
