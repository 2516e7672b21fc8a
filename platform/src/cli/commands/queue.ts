import type { Command } from 'commander';
import { print, tableOf, type Io } from '../io.ts';
import { leaf, moreLine, pageOf, type Options } from '../leaf.ts';
import { take } from '../server.ts';

/** What waits for an assessor, and who is at it. */
export function addQueue(submissions: Command, io: Io): void {
  leaf<Options & { badge?: string; holder?: string; state?: string }>(
    submissions,
    io,
    { usage: 'queue', summary: 'what waits for a decision, and who is at it', isList: true },
    async (c) => {
      const orgId = await c.server.orgId();
      const { badge, holder, state } = c.options;
      const query = {
        ...pageOf(c.options),
        ...(badge === undefined ? {} : { badgeId: badge }),
        ...(holder === undefined ? {} : { holder: holder as 'mine' }),
        ...(state === undefined ? {} : { state: state as 'submitted' }),
      };
      const page = await take(
        c.server.client.GET('/api/v1/orgs/{orgId}/queue', { params: { path: { orgId }, query } }),
      );
      print(
        c.io,
        c.isJson,
        page,
        () =>
          tableOf(page.items, [
            ['id', (s) => s.submissionId],
            ['person', (s) => s.person?.name ?? s.personId],
            ['badge', (s) => s.badgeName],
            ['waiting since', (s) => s.submittedAt],
            ['judged by', (s) => (s.lock === null ? '' : (s.lock.assessor ?? 'a program'))],
          ]) + moreLine(page.next),
      );
    },
  )
    .option('--badge <id>', 'for one badge')
    .option('--holder <whose>', 'mine or free')
    .option('--state <state>', 'submitted or returned', 'submitted');
  addTaking(submissions, io);
}

function addTaking(submissions: Command, io: Io): void {
  leaf<Options & { badge?: string }>(
    submissions,
    io,
    { usage: 'take', summary: 'take the next submission for half an hour' },
    async (c) => {
      const orgId = await c.server.orgId();
      const { badge } = c.options;
      const { submission } = await take(
        c.server.client.POST('/api/v1/orgs/{orgId}/queue/next', {
          params: { path: { orgId } },
          body: badge === undefined ? {} : { badgeId: badge },
        }),
      );
      print(c.io, c.isJson, { submission }, () =>
        submission === null
          ? 'Nothing waits.'
          : `${submission.submissionId}  ${submission.badgeName}  until ${submission.lock?.endsAt ?? ''}`,
      );
    },
  ).option('--badge <id>', 'for one badge');
  leaf(
    submissions,
    io,
    { usage: 'release <submission>', summary: 'let a submission go before its time' },
    async (c, submissionId) => {
      const orgId = await c.server.orgId();
      await take(
        c.server.client.DELETE('/api/v1/orgs/{orgId}/submissions/{submissionId}/lock', {
          params: { path: { orgId, submissionId } },
        }),
      );
      print(c.io, c.isJson, { submissionId }, (s) => `${s.submissionId} is free.`);
    },
  );
}
