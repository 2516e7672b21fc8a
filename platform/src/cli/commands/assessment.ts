import type { Command } from 'commander';
import { factsOf, print, readJson, tableOf, type Io } from '../io.ts';
import { leaf, moreLine, pageOf, type Options } from '../leaf.ts';
import { take } from '../server.ts';
import { addQueue } from './queue.ts';

/** Evidence and decisions about it. */
export function addSubmissions(program: Command, io: Io): void {
  const submissions = program.command('submissions').description('evidence, and decisions about it');
  leaf<Options & { queue?: boolean; badge?: string }>(
    submissions,
    io,
    { usage: 'list', summary: 'list submissions, newest first', isList: true },
    async (c) => {
      const orgId = await c.server.orgId();
      const { queue, badge } = c.options;
      const query = {
        ...pageOf(c.options),
        ...(queue === true ? { queue: 'true' as const } : {}),
        ...(badge === undefined ? {} : { badgeId: badge }),
      };
      const page = await take(
        c.server.client.GET('/api/v1/orgs/{orgId}/submissions', { params: { path: { orgId }, query } }),
      );
      print(
        c.io,
        c.isJson,
        page,
        () =>
          tableOf(page.items, [
            ['id', (s) => s.submissionId],
            ['person', (s) => s.person?.name ?? s.personId],
            ['badge', (s) => s.badgeId],
            ['state', (s) => s.state],
            ['submitted', (s) => s.submittedAt],
          ]) + moreLine(page.next),
      );
    },
  )
    .option('--queue', 'what waits for a decision, the longest waiting first')
    .option('--badge <id>', 'for one badge');
  leaf(
    submissions,
    io,
    { usage: 'show <submission>', summary: 'show evidence and decision' },
    async (c, submissionId) => {
      const orgId = await c.server.orgId();
      const submission = await take(
        c.server.client.GET('/api/v1/orgs/{orgId}/submissions/{submissionId}', {
          params: { path: { orgId, submissionId } },
        }),
      );
      print(c.io, c.isJson, submission, factsOf);
    },
  );
  addQueue(submissions, io);
  addChanges(submissions, io);
}

function addChanges(submissions: Command, io: Io): void {
  leaf(
    submissions,
    io,
    { usage: 'create <file>', summary: 'hand in evidence from a JSON file' },
    async (c, file) => {
      const orgId = await c.server.orgId();
      const made = await take(
        c.server.client.POST('/api/v1/orgs/{orgId}/submissions', {
          params: { path: { orgId } },
          body: (await readJson(file)) as never,
        }),
      );
      print(c.io, c.isJson, made, (s) => `${s.submissionId}  ${s.state}`);
    },
  );
  leaf<Options & { level: string[] }>(
    submissions,
    io,
    { usage: 'judge <submission>', summary: 'judge by the rubric' },
    async (c, submissionId) => {
      const orgId = await c.server.orgId();
      const scores = c.options.level.map((pair) => {
        const [criterionId = '', levelId = ''] = pair.split('=');
        return { criterionId, levelId };
      });
      const decision = await take(
        c.server.client.POST('/api/v1/orgs/{orgId}/submissions/{submissionId}/judge', {
          params: { path: { orgId, submissionId } },
          body: { scores },
        }),
      );
      print(c.io, c.isJson, decision, (d) => `${d.decisionId}  ${d.outcome}`);
    },
  ).requiredOption('--level <criterion=level...>', 'one for each criterion');
  leaf(
    submissions,
    io,
    { usage: 'decide <submission>', summary: 'let the rubric’s score rules decide' },
    async (c, submissionId) => {
      const orgId = await c.server.orgId();
      const decision = await take(
        c.server.client.POST('/api/v1/orgs/{orgId}/submissions/{submissionId}/decide-by-rule', {
          params: { path: { orgId, submissionId } },
        }),
      );
      print(c.io, c.isJson, decision, (d) => `${d.decisionId}  ${d.outcome}`);
    },
  );
}
