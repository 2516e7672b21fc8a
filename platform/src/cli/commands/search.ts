import type { Command } from 'commander';
import { print, tableOf, type Io } from '../io.ts';
import { leaf } from '../leaf.ts';
import { take } from '../server.ts';

/** One search over people, badges, awards and organisations. */
export function addSearch(program: Command, io: Io): void {
  leaf(
    program,
    io,
    { usage: 'search <words>', summary: 'search people, badges, awards and organisations' },
    async (c, q) => {
      const orgId = await c.server.orgId();
      const found = await take(c.server.client.GET('/api/v1/search', { params: { query: { q, orgId } } }));
      const rows = [
        ...found.people.map((x) => ({ kind: 'person', id: x.personId, name: `${x.name} <${x.email}>` })),
        ...found.badges.map((x) => ({ kind: 'badge', id: x.badgeId, name: x.name })),
        ...found.awards.map((x) => ({ kind: 'award', id: x.awardId, name: `${x.title}, ${x.holder ?? ''}` })),
        ...found.organisations.map((x) => ({ kind: 'organisation', id: x.orgId, name: x.name })),
      ];
      print(c.io, c.isJson, found, () =>
        tableOf(rows, [
          ['kind', (row) => row.kind],
          ['id', (row) => row.id],
          ['name', (row) => row.name],
        ]),
      );
    },
  );
}
