import { type z } from '@hono/zod-openapi';
import type { Doing, OrgId } from '#kernel';
import type { Caller, Right } from '#parties';
import type { AppContext, Tx } from '#store';
import type { Doors } from './doors.ts';
import type { Principal } from './principal.ts';

/**
 * What a caller needs for a route: a right in the organisation that the path names, `person` for the
 * signed-in person's own space, `operator` for whoever runs the instance, `account` for any known caller, or
 * `open` for everybody.
 */
export type Access = Right | 'person' | 'operator' | 'account' | 'open';

/** Everything a route learns of a request, after it was parsed and allowed. */
export interface Call<P = unknown, Q = unknown, B = unknown> {
  readonly params: P;
  readonly query: Q;
  /** The parsed JSON, or the bytes where the route takes them raw. */
  readonly body: B;
  /** The tenant: the path's organisation, or the person's (or operator's) own space; '' where there is none. */
  readonly orgId: OrgId;
  readonly principal: Principal;
  readonly doing: Doing;
  readonly app: AppContext;
  readonly doors: Doors;
  /** What the sender chose, else null; use cases that commit more than once build their own key from it. */
  readonly idempotencyKey: string | null;
  readonly mediaType: string;
  /** The headers of the request and its network address, for what signs somebody in. */
  readonly caller: Caller;
  /** Adds lines of Set-Cookie to the answer. */
  readonly setCookies: (lines: readonly string[]) => void;
}

/** An answer that is not JSON made from a schema: a picture, a file, a signed text. */
export interface RawAnswer {
  /** The content; or its pieces one after the other, where there is too much of it to hold. */
  readonly bytes: Uint8Array | string | AsyncIterable<string>;
  readonly mediaType: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A value as a use case returns it, which the answer's schema then cuts down to what is documented. */
export type Readable<T> = T extends Date | Uint8Array
  ? T
  : T extends readonly (infer I)[]
    ? readonly Readable<I>[]
    : T extends object
      ? { readonly [K in keyof T]: Readable<T[K]> }
      : T;

interface Spec<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType> {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** OpenAPI form, `/api/v1/orgs/{orgId}/badges`. A path with `{orgId}` belongs to that tenant. */
  readonly path: string;
  readonly access: Access;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  /** Media types of a body that the route takes as bytes, instead of `body`. */
  readonly takes?: readonly string[];
  /** What a JSON body of such a route may hold, for the reference alone. */
  readonly takesJson?: z.ZodType;
  /** Whether pages of other sites may read the answer; only for what is public and needs no cookie. */
  readonly isOpenToAllSites?: boolean;
  /** Whether it signs in or out: other sites may not ask, and each network address does so a few times a minute. */
  readonly isSignIn?: boolean;
  /** Whether other sites may not ask; `isSignIn` includes it. */
  readonly isSameSite?: boolean;
  readonly bodyLimit?: number;
  readonly answer?: A;
  /** Media types of an answer that the route makes itself, instead of `answer`. */
  readonly gives?: readonly string[];
  readonly status?: 200 | 201 | 202 | 204;
  /** Fields of the answer that are shown once and never kept for a repeated request. */
  readonly shownOnce?: readonly string[];
  /** How many requests this one counts as. */
  readonly cost?: number;
}

type Result<A extends z.ZodType> = Promise<Readable<z.input<A>> | RawAnswer>;

interface InTx<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType> {
  /** Runs in one transaction of the tenant, together with what is kept for a repeated request. */
  readonly inTx: (tx: Tx, call: Call<z.output<P>, z.output<Q>, z.output<B>>) => Result<A>;
}

interface WithApp<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType> {
  /** Commits by itself, and is idempotent by its own keys. */
  readonly withApp: (call: Call<z.output<P>, z.output<Q>, z.output<B>>) => Result<A>;
}

/** A route as the table of all routes holds it. */
export type Route = Spec<z.ZodType, z.ZodType, z.ZodType, z.ZodType> & {
  readonly inTx?: (tx: Tx, call: Call) => Promise<unknown>;
  readonly withApp?: (call: Call) => Promise<unknown>;
};

/** Declares a route: parse → allow → call → present, where only the call is code. */
export function route<
  P extends z.ZodType = z.ZodUnknown,
  Q extends z.ZodType = z.ZodUnknown,
  B extends z.ZodType = z.ZodUnknown,
  A extends z.ZodType = z.ZodUnknown,
>(spec: Spec<P, Q, B, A> & (InTx<P, Q, B, A> | WithApp<P, Q, B, A>)): Route {
  return spec as unknown as Route;
}

/** Says whether a result is bytes with a media type. */
export function isRawAnswer(result: unknown): result is RawAnswer {
  return typeof result === 'object' && result !== null && 'bytes' in result && 'mediaType' in result;
}
