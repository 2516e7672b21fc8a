import type { Command } from 'commander';
import { print, tableOf, type Io } from '../io.ts';
import { leaf } from '../leaf.ts';
import { take } from '../server.ts';

/** What a signed-in person can earn next. */
export function addProgress(program: Command, io: Io): void {
  leaf(
    program,
    io,
    { usage: 'progress', summary: 'what I can earn next, and what is missing', isOfOrg: false },
    async (c) => {
      const found = await take(c.server.client.GET('/api/v1/me/progress'));
      const rows = [
        ...found.badges.map((badge) => ({
          kind: 'badge',
          name: badge.badgeName,
          issuer: badge.issuerName,
          met: `${String(badge.metCount)} of ${String(badge.criteria.length)} criteria`,
          missing: badge.criteria.filter((x) => x.state !== 'met').map((x) => `${x.name}: ${x.needed}`),
        })),
        ...found.stacks.map((stack) => ({
          kind: 'stack',
          name: stack.name,
          issuer: stack.issuerName,
          met: `${String(stack.held.length)} of ${String(stack.held.length + stack.missing.length)} parts`,
          missing: stack.missing.map((part) => part.badgeName),
        })),
      ];
      print(c.io, c.isJson, found, () =>
        tableOf(rows, [
          ['kind', (row) => row.kind],
          ['name', (row) => row.name],
          ['issuer', (row) => row.issuer],
          ['met', (row) => row.met],
          ['missing', (row) => row.missing.join('; ')],
        ]),
      );
    },
  );
}
