import type { Command } from 'commander';
import { print, readJson, tableOf, type Io } from '../io.ts';
import { leaf, type Options } from '../leaf.ts';
import { take } from '../server.ts';

/** Compares the inventory with a list of wanted skills. */
export function addGap(inventory: Command, io: Io): void {
  leaf<Options & { csv?: boolean }>(
    inventory,
    io,
    { usage: 'gap <file>', summary: 'compare with the wanted skills in a JSON file' },
    async (c, file) => {
      const orgId = await c.server.orgId();
      const init = {
        params: { path: { orgId } },
        body: { wanted: (await readJson(file)) as never },
      };
      if (c.options.csv === true) {
        const text: unknown = await take(
          c.server.client.POST('/api/v1/orgs/{orgId}/inventory/gap.csv', { ...init, parseAs: 'text' }),
        );
        c.io.out(String(text).replace(/\r\n$/, ''));
        return;
      }
      const gap = await take(c.server.client.POST('/api/v1/orgs/{orgId}/inventory/gap', init));
      print(c.io, c.isJson, gap, () =>
        tableOf(gap.items, [
          ['framework', (s) => s.framework],
          ['code', (s) => s.code],
          ['skill', (s) => s.name],
          ['level', (s) => s.level],
          ['wanted', (s) => s.people],
          ['have', (s) => s.have],
          ['short', (s) => s.short],
        ]),
      );
    },
  ).option('--csv', 'print CSV instead');
}
