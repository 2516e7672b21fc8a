import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { errorsByRung, settingNames } from '../../platform/src/app/index.ts';
import { documentOf, errors as http, routes } from '../../platform/src/http/index.ts';
import { eventsInCode, eventWords } from './events.ts';
import { generatedFiles } from './files.ts';

interface Operation {
  readonly requestBody?: {
    readonly content: Record<string, { schema: { required?: string[]; additionalProperties?: boolean } }>;
  };
}

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

describe('the reference', () => {
  it('is what tools/make-client.mjs makes of the code today', async () => {
    const stale: string[] = [];
    for (const { path, text } of await generatedFiles()) if (read(path) !== text) stale.push(path);
    expect(stale, 'run node tools/make-client.mjs').toEqual([]);
  });

  it('asks for the same fields as the schemas by which requests are parsed', () => {
    const paths = documentOf(routes, '1')['paths'] as Record<string, Record<string, Operation>>;
    for (const route of routes) {
      if (route.body === undefined) continue;
      const told = paths[route.path]?.[route.method]?.requestBody?.content['application/json']?.schema;
      const parsed = z.toJSONSchema(route.body, { io: 'input', unrepresentable: 'any' });
      expect([...(told?.required ?? [])].sort(), route.path).toEqual([...(parsed.required ?? [])].sort());
      expect(told?.additionalProperties, route.path).toBe(false);
    }
  });

  it('gives each error code to one rung, the HTTP door counted in', () => {
    const owners = new Map<string, string[]>();
    for (const [rung, entries] of Object.entries({ ...errorsByRung, http: http.entries }))
      for (const code of Object.keys(entries)) owners.set(code, [...(owners.get(code) ?? []), rung]);
    expect([...owners].filter(([, rungs]) => rungs.length > 1)).toEqual([]);
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
