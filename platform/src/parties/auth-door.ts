import type { BetterAuthPlugin } from 'better-auth';
import type { createAuthEndpoint } from 'better-auth/api';
import type { setSessionCookie } from 'better-auth/cookies';
import { z } from 'zod';
import type { Clock } from '#kernel';

/** The functions of the library that the door is made with; it is loaded late, so they are handed in. */
export interface DoorParts {
  readonly createAuthEndpoint: typeof createAuthEndpoint;
  readonly setSessionCookie: typeof setSessionCookie;
  /** The wall clock: the library compares with its own. */
  readonly clock: Clock;
}

/** The path of the door, below the base path; the outside never reaches it. */
export const doorPath = '/rungs/open-session';

/** How long a second factor may be waited for, in seconds. */
const challengeSeconds = 600;

const bodySchema = z.object({ pass: z.string(), userId: z.string(), skipsSecondFactor: z.boolean() });

/**
 * Opens a session for somebody who has proven who they are in another way than by password: by a link.
 * Where two-factor sign-in is on it begins the same challenge that a password begins. `pass` is known
 * inside this process alone.
 */
export function sessionDoor(parts: DoorParts, pass: string): BetterAuthPlugin {
  return {
    id: 'rungs-door',
    endpoints: {
      openSession: parts.createAuthEndpoint(doorPath, { method: 'POST', body: bodySchema }, async (ctx) => {
        const { internalAdapter } = ctx.context;
        if (ctx.body.pass !== pass) return await ctx.json({ state: 'refused' });
        const user = await internalAdapter.findUserById(ctx.body.userId);
        if (user === null) return await ctx.json({ state: 'refused' });
        const hasTwoFactor = (user as { twoFactorEnabled?: unknown }).twoFactorEnabled === true;
        if (!hasTwoFactor || ctx.body.skipsSecondFactor) {
          const session = await internalAdapter.createSession(user.id);
          await parts.setSessionCookie(ctx, { session, user });
          return await ctx.json({ state: 'open' });
        }
        // The names and values are those of the library's own challenge, which then checks the code.
        const cookie = ctx.context.createAuthCookie('two_factor', { maxAge: challengeSeconds });
        const challenge = `2fa-${Buffer.from(crypto.getRandomValues(new Uint8Array(20))).toString('hex')}`;
        const expiresAt = new Date(parts.clock().getTime() + challengeSeconds * 1000);
        await internalAdapter.createVerificationValue({ value: user.id, identifier: challenge, expiresAt });
        await internalAdapter.createVerificationValue({
          value: '0',
          identifier: `2fa-attempts-${challenge}`,
          expiresAt,
        });
        await ctx.setSignedCookie(cookie.name, challenge, ctx.context.secret, cookie.attributes);
        return await ctx.json({ state: 'challenge' });
      }),
    },
  };
}
