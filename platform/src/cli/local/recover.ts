import type { Command } from 'commander';
import { createRecoveryLink } from '#parties';
import { factsOf, print, type Io } from '../io.ts';
import { openHere } from './operate.ts';

/** The way back in for somebody who lost password and mailbox, from the machine itself. */
export function addRecover(program: Command, io: Io): void {
  program
    .command('recover <email>')
    .description(
      'make a one-time link that signs somebody in; stop the server first, open it when it runs again',
    )
    .option('--json', 'print JSON for programs')
    .option('--without-two-factor', 'end their two-factor sign-in as well')
    .action(async (email: string, options: { json?: boolean; withoutTwoFactor?: boolean }) => {
      const running = await openHere(io);
      try {
        const { ctx, identity } = running;
        const doing = { now: ctx.clock(), random: ctx.random, actor: 'system' };
        const dropsTwoFactor = options.withoutTwoFactor === true;
        const made = await createRecoveryLink(ctx, identity, doing, { email, dropsTwoFactor });
        const facts = { url: made.url, userId: made.userId, expiresAt: made.expiresAt.toISOString() };
        print(io, options.json === true, facts, () => factsOf(facts));
      } finally {
        await running.close();
      }
    });
}
