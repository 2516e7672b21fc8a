import type { Command } from 'commander';
import { newIdempotencyKey } from '@rungs/client';
import { CommandFailed, exitCodes } from '../exit.ts';
import { factsOf, print, type Io } from '../io.ts';
import { leaf, type Call, type Options } from '../leaf.ts';
import { take } from '../server.ts';

interface ActOptions extends Options {
  readonly filter: string;
  readonly reason?: string;
  readonly delay?: string;
  readonly dryRun?: boolean;
}

/** Changes of many awards at once: `act`, and what becomes of it. */
export function addActions(awards: Command, io: Io): void {
  leaf<ActOptions>(
    awards,
    io,
    { usage: 'act <kind>', summary: 'revoke, suspend, reinstate or resend all awards that a filter leaves' },
    act,
  )
    .requiredOption('--filter <json>', 'which awards, as the HTTP reference writes a filter; {} for all')
    .option('--reason <text>', 'why; the holder reads it')
    .option('--delay <seconds>', 'how long it can be called off; 60 for revoke, else 0')
    .option('--dry-run', 'say what would happen, and do nothing');
  leaf(
    awards,
    io,
    { usage: 'action <action>', summary: 'show how far an action has come' },
    async (c, id) => {
      await follow(c, id, 'show');
    },
  );
  leaf(awards, io, { usage: 'cancel <action>', summary: 'call an action off' }, async (c, id) => {
    await follow(c, id, 'cancel');
  });
  leaf<Options & { reason: string }>(
    awards,
    io,
    { usage: 'undo <action>', summary: 'take a suspension or its lifting back' },
    async (c, id) => {
      const orgId = await c.server.orgId();
      const action = await take(
        c.server.client.POST('/api/v1/orgs/{orgId}/award-actions/{actionId}/undo', {
          params: { path: { orgId, actionId: id } },
          body: { reason: c.options.reason },
        }),
      );
      print(c.io, c.isJson, action, factsOf);
    },
  ).requiredOption('--reason <text>', 'why; the holder reads it');
}

async function act(c: Call<ActOptions>, kind: string): Promise<void> {
  const orgId = await c.server.orgId();
  const { filter, reason, delay, dryRun = false } = c.options;
  const selection = { filter: parsed(filter), asOf: new Date().toISOString() };
  const init = { params: { path: { orgId } }, headers: { 'Idempotency-Key': newIdempotencyKey() } };
  const { client } = c.server;
  const answer =
    kind === 'resend'
      ? await take(
          client.POST('/api/v1/orgs/{orgId}/award-resends', {
            ...init,
            body: { selection, dryRun } as never,
          }),
        )
      : await take(
          client.POST('/api/v1/orgs/{orgId}/award-actions', {
            ...init,
            body: {
              kind,
              selection,
              dryRun,
              ...(reason === undefined ? {} : { reason }),
              ...(delay === undefined ? {} : { delaySeconds: Number(delay) }),
            } as never,
          }),
        );
  print(c.io, c.isJson, answer, ({ action, preview }) => {
    const of = preview ?? action;
    if (of === null) return '';
    const counts = `${String(of.changedCount)} changed, ${String(of.unchangedCount)} unchanged, ${String(of.refusedCount)} refused`;
    return action === null
      ? `Of ${String(of.itemCount)} awards: ${counts}. Nothing was done.`
      : `${action.actionId} is ${action.state} for ${String(action.itemCount)} awards, at ${action.runAt}.`;
  });
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch {
    // Said below, as for every other text that is no filter.
  }
  throw new CommandFailed(exitCodes.usage, `${text} is no JSON object.`);
}

async function follow(c: Call<Options>, actionId: string, verb: 'show' | 'cancel'): Promise<void> {
  const orgId = await c.server.orgId();
  const init = { params: { path: { orgId, actionId } } };
  const { client } = c.server;
  const action = await take(
    verb === 'show'
      ? client.GET('/api/v1/orgs/{orgId}/award-actions/{actionId}', init)
      : client.POST('/api/v1/orgs/{orgId}/award-actions/{actionId}/cancel', init),
  );
  print(c.io, c.isJson, action, factsOf);
}
