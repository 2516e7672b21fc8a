import type { Context } from 'hono';
import { getConnInfo } from '@hono/node-server/conninfo';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Doors, Limits } from './doors.ts';
import { errors } from './errors.ts';
import type { Principal } from './principal.ts';

const usual: Limits = { key: 6_000, person: 1_200, address: 600, signIn: 20 };

/** Counts requests and refuses those over the limit of their sender. Error: rate_limit_exceeded. */
export interface Limiter {
  count(c: Context, principal: Principal, cost: number): Promise<void>;
  /** Counts against the network address alone: before it is known who asks, and for sign-in. */
  countAddress(c: Context, kind: 'address' | 'signIn', cost: number): Promise<void>;
  /** The network address of the sender; null for a call from inside this process. */
  addressOf(c: Context): string | null;
}

/** Makes the limiter of one server; each server of several counts for itself. */
export function makeLimiter(doors: Doors): Limiter {
  const limits = { ...usual, ...doors.limits };
  const of = (points: number): RateLimiterMemory => new RateLimiterMemory({ points, duration: 60 });
  const limiters = {
    key: of(limits.key),
    person: of(limits.person),
    address: of(limits.address),
    signIn: of(limits.signIn),
  };
  const consume = async (c: Context, kind: keyof Limits, name: string, cost: number): Promise<void> => {
    try {
      await limiters[kind].consume(name, cost);
    } catch (result) {
      if (!(result instanceof RateLimiterRes)) throw result;
      const seconds = Math.max(1, Math.ceil(result.msBeforeNext / 1000));
      c.header('Retry-After', String(seconds));
      throw errors.fail('rate_limit_exceeded', `Try again in ${String(seconds)} s.`, {
        retryAfterSeconds: seconds,
      });
    }
  };
  const addressOf = (c: Context): string | null => networkAddress(c, doors.isBehindProxy === true);
  const countAddress: Limiter['countAddress'] = async (c, kind, cost) => {
    const address = addressOf(c);
    if (address !== null) await consume(c, kind, address, cost);
  };
  return {
    addressOf,
    countAddress,
    count: async (c, principal, cost) => {
      if (principal.kind === 'none') await countAddress(c, 'address', cost);
      else if (addressOf(c) === null) return;
      else if (principal.kind === 'apiKey') await consume(c, 'key', principal.keyId, cost);
      else await consume(c, 'person', principal.userId, cost);
    },
  };
}

/**
 * The sender's network address: the last one that the proxy added, or the connection's own. Null for a call
 * from inside this process, which has no connection and is not limited.
 */
function networkAddress(c: Context, isBehindProxy: boolean): string | null {
  const forwarded = isBehindProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
  if (forwarded !== undefined && forwarded !== '') return forwarded;
  try {
    return getConnInfo(c).remote.address ?? null;
  } catch {
    return null;
  }
}
