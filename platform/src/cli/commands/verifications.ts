import type { Command } from 'commander';
import { print, tableOf, type Io } from '../io.ts';
import { leaf, moreLine, pageOf, type Options } from '../leaf.ts';
import { take } from '../server.ts';

/** What an organisation verified. */
export function addVerifications(program: Command, io: Io): void {
  const verifications = program.command('verifications').description('what the organisation verified');
  leaf<Options & { word?: string }>(
    verifications,
    io,
    { usage: 'list', summary: 'list answers, newest first', isList: true },
    async (c) => {
      const orgId = await c.server.orgId();
      const { word } = c.options;
      const query = { ...pageOf(c.options), ...(word === undefined ? {} : { word: word as 'valid' }) };
      const page = await take(
        c.server.client.GET('/api/v1/orgs/{orgId}/verifications', { params: { path: { orgId }, query } }),
      );
      print(
        c.io,
        c.isJson,
        page,
        () =>
          tableOf(page.items, [
            ['when', (v) => v.at],
            ['by', (v) => v.by ?? 'a program'],
            ['answer', (v) => v.word],
            ['issuer', (v) => v.issuerName ?? v.issuerId],
            ['credential', (v) => v.credentialId],
          ]) + moreLine(page.next),
      );
    },
  ).option('--word <answer>', 'valid, inconclusive or not_valid');
}
