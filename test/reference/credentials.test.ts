import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { describe, expect, it } from 'vitest';
import { topics } from './credentials.ts';

const folder = fileURLToPath(new URL('../../packages/credentials/', import.meta.url));
const isBuilt = existsSync(`${folder}dist/index.d.ts`);

describe('the credentials package', () => {
  it('says of every export what it is', () => {
    const silent = topics().flatMap(({ subpath, exported }) =>
      exported.filter(({ says }) => says.length < 10).map(({ name }) => `${subpath} ${name}`),
    );
    expect(silent).toEqual([]);
  });

  it('exports what it lists, and lists what it exports, under every subpath', async () => {
    const all = topics();
    expect(all.map(({ subpath }) => subpath)).toContain('.');
    for (const { subpath, source, exported } of all) {
      const module = (await import(source)) as object;
      const values = exported.filter(({ kind }) => kind !== 'type').map(({ name }) => name);
      expect(Object.keys(module).sort(), subpath).toEqual(values.sort());
      expect(exported.length, subpath).toBeGreaterThan(0);
    }
  });

  // A whole run of the tests builds first; a run of some does not.
  it.skipIf(!isBuilt)(
    'is packed as npm and its users expect',
    async () => {
      const { messages, pkg } = await publint({ pkgDir: folder, strict: true, pack: 'npm' });
      expect(messages.map((message) => formatMessage(message, pkg ?? {}, { color: false }))).toEqual([]);
    },
    60_000,
  );
});
