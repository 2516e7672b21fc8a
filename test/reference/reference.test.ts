import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { settingNames } from '../../platform/src/app/index.ts';
import { eventsInCode, eventWords } from './events.ts';
import { generatedFiles } from './files.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

describe('the reference', () => {
  it('is what tools/make-client.mjs makes of the code today', async () => {
    const stale: string[] = [];
    for (const { path, text } of await generatedFiles()) if (read(path) !== text) stale.push(path);
    expect(stale, 'run node tools/make-client.mjs').toEqual([]);
  });

  it('names every event that a rung tells, under the rung that tells it, and no other', () => {
    const inCode = eventsInCode();
    expect(Object.keys(eventWords).sort()).toEqual([...inCode.keys()].sort());
    for (const [name, { rung }] of Object.entries(eventWords))
      expect([...(inCode.get(name) ?? [])]).toContain(rung);
  });

  it('names every setting, and no setting that does not exist', () => {
    const page = read('docs/reference/settings.md');
    const named = new Set([...page.matchAll(/`((?:RUNGS_[A-Z_]+|PORT|DATABASE_URL))`/g)].map((m) => m[1]));
    for (const name of settingNames) expect([...named]).toContain(name);
    const client = ['RUNGS_URL', 'RUNGS_API_KEY', 'RUNGS_ORG'];
    expect(
      [...named].filter((n) => n !== undefined && !settingNames.includes(n) && !client.includes(n)),
    ).toEqual([]);
  });
});
