import type { Command } from 'commander';
import { newIdempotencyKey } from '@rungs/client';
import { factsOf, print, tableOf, type Io } from '../io.ts';
import { leaf, moreLine, pageOf, type Call, type Options } from '../leaf.ts';
import { take } from '../server.ts';
import { addActions } from './award-actions.ts';

interface Order {
  readonly sort?: string;
  readonly direction?: string;
}

interface IssueOptions extends Options {
  readonly email: string;
  readonly name: string;
  readonly version?: string;
  readonly note?: string;
  readonly until?: string;
}

/** Awards, one by one. */
export function addAwards(program: Command, io: Io): void {
  const awards = program.command('awards').description('awards: issue, list, revoke, suspend, reinstate');
  leaf<IssueOptions>(awards, io, { usage: 'issue <badge>', summary: 'award a badge to a person' }, issue)
    .requiredOption('--email <address>', 'mail address of the recipient')
    .requiredOption('--name <name>', 'name of the recipient')
    .option('--version <n>', 'a version; else the open one')
    .option('--note <text>', 'what the award rests on')
    .option('--until <time>', 'when it ends, ISO 8601');
  leaf<Options & { badge?: string; state?: string; person?: string; words?: string; claim?: string } & Order>(
    awards,
    io,
    { usage: 'list', summary: 'list awards, sorted and narrowed', isList: true },
    async (c) => {
      const orgId = await c.server.orgId();
      const { badge, state, person, words, claim, sort, direction } = c.options;
      const query = {
        ...pageOf(c.options),
        ...(badge === undefined ? {} : { badgeId: badge }),
        ...(person === undefined ? {} : { personId: person }),
        ...(state === undefined ? {} : { state: state as 'active' }),
        ...(words === undefined ? {} : { words }),
        ...(claim === undefined ? {} : { claim: claim as 'claimed' }),
        ...(sort === undefined ? {} : { sort: sort as 'issued' }),
        ...(direction === undefined ? {} : { direction: direction as 'asc' }),
      };
      const page = await take(
        c.server.client.GET('/api/v1/orgs/{orgId}/awards', { params: { path: { orgId }, query } }),
      );
      print(
        c.io,
        c.isJson,
        page,
        () =>
          tableOf(page.items, [
            ['id', (a) => a.awardId],
            ['badge', (a) => a.title],
            ['recipient', (a) => a.recipient?.name],
            ['state', (a) => a.state],
            ['claim', (a) => a.claim.state],
            ['issued', (a) => a.issuedAt],
          ]) + moreLine(page.next),
      );
    },
  )
    .option('--badge <id>', 'of one badge')
    .option('--person <id>', 'of one person')
    .option('--state <state>', 'active, suspended or revoked')
    .option('--words <text>', 'a part of the holder’s name or address')
    .option('--claim <state>', 'none, sent, viewed, claimed or unclaimed')
    .option('--sort <column>', 'issued, holder, badge, state or expiry')
    .option('--direction <way>', 'asc or desc');
  addOneAward(awards, io);
  addActions(awards, io);
}

function addOneAward(awards: Command, io: Io): void {
  leaf(
    awards,
    io,
    { usage: 'show <award>', summary: 'show an award and its history' },
    async (c, awardId) => {
      const orgId = await c.server.orgId();
      const award = await take(
        c.server.client.GET('/api/v1/orgs/{orgId}/awards/{awardId}', {
          params: { path: { orgId, awardId } },
        }),
      );
      print(c.io, c.isJson, award, factsOf);
    },
  );
  leaf(awards, io, { usage: 'file <award>', summary: 'print the signed credential' }, async (c, awardId) => {
    const orgId = await c.server.orgId();
    const text = await take(
      c.server.client.GET('/api/v1/orgs/{orgId}/awards/{awardId}/credential', {
        params: { path: { orgId, awardId } },
        parseAs: 'text',
      }),
    );
    c.io.out(text);
  });
  for (const verb of ['revoke', 'suspend', 'reinstate'] as const)
    leaf<Options & { reason: string }>(
      awards,
      io,
      { usage: `${verb} <award>`, summary: `${verb} an award` },
      async (c, awardId) => {
        await change(c, verb, awardId);
      },
    ).requiredOption('--reason <text>', 'why; the holder reads it');
}

async function issue(c: Call<IssueOptions>, badgeId: string): Promise<void> {
  const orgId = await c.server.orgId();
  const { email, name, version, note, until } = c.options;
  const award = await take(
    c.server.client.POST('/api/v1/orgs/{orgId}/awards', {
      params: { path: { orgId } },
      headers: { 'Idempotency-Key': newIdempotencyKey() },
      body: {
        badgeId,
        recipient: { email, name },
        ...(version === undefined ? {} : { version: Number(version) }),
        ...(note === undefined ? {} : { evidenceNote: note }),
        ...(until === undefined ? {} : { validUntil: until }),
      },
    }),
  );
  print(c.io, c.isJson, award, (a) => `${a.awardId}  ${a.credentialId}`);
}

async function change(
  c: Call<Options & { reason: string }>,
  verb: 'revoke' | 'suspend' | 'reinstate',
  awardId: string,
): Promise<void> {
  const orgId = await c.server.orgId();
  const init = { params: { path: { orgId, awardId } }, body: { reason: c.options.reason } };
  const { client } = c.server;
  const award = await take(
    verb === 'revoke'
      ? client.POST('/api/v1/orgs/{orgId}/awards/{awardId}/revoke', init)
      : verb === 'suspend'
        ? client.POST('/api/v1/orgs/{orgId}/awards/{awardId}/suspend', init)
        : client.POST('/api/v1/orgs/{orgId}/awards/{awardId}/reinstate', init),
  );
  print(c.io, c.isJson, award, (a) => `${a.awardId} is ${a.state}.`);
}
