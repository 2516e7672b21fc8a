import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkLadder, cyclesOf, type Sources } from './check.ts';
import { globalFetches, importsOf } from './imports.ts';
import { rungs } from './rungs.ts';
import { readSources, root } from './sources.ts';

const sources = readSources();

function planted(path: string, text: string): readonly string[] {
  const before = sources.get(path);
  const changed: Sources = new Map([...sources, [path, (before ?? '') + '\n' + text]]);
  return checkLadder(changed).faults.filter((fault) => fault.startsWith(`${path}:`));
}

describe('the ladder', () => {
  it('is kept by every import', () => {
    expect(checkLadder(sources).faults).toEqual([]);
  });

  it('was looked at as a whole', () => {
    const { files, imports } = checkLadder(sources);
    expect(files).toBeGreaterThan(70);
    expect(imports).toBeGreaterThan(250);
    for (const rung of rungs)
      if (existsSync(join(root, 'platform/src', rung, 'index.ts')))
        expect(
          [...sources.keys()].filter((p) => p.startsWith(`platform/src/${rung}/`)).length,
        ).toBeGreaterThan(1);
  });

  it.each([
    ['platform/src/store/tx.ts', `import { x } from '#net';`, 'climbs the ladder'],
    ['platform/src/kernel/ids.ts', `export type { Tx } from '#store';`, 'climbs the ladder'],
    ['platform/src/store/tx.ts', `import { x } from '#store';`, 'climbs the ladder'],
    ['platform/src/net/index.ts', `const x = await import('#http');`, 'climbs the ladder'],
    ['platform/src/net/index.ts', `import x from '#store/tx.ts';`, 'no rung'],
    ['platform/src/net/index.ts', `import x from '#nowhere';`, 'no rung'],
    ['platform/src/net/index.ts', `import x from '#testing';`, 'for tests'],
    ['platform/src/net/index.ts', `import { x } from '../store/tx.ts';`, 'by a path'],
    ['platform/src/net/index.ts', `import { x } from './gone.ts';`, 'not there'],
    ['platform/src/net/index.ts', `import {\n  x,\n  y,\n} from "pg";`, 'belongs to store'],
    ['platform/src/net/index.ts', `import 'kysely';`, 'belongs to store'],
    ['platform/src/store/tx.ts', `import { get } from 'node:https';`, 'belongs to net'],
    ['platform/src/store/tx.ts', `import { fetch } from 'undici';`, 'belongs to net'],
    ['platform/src/store/tx.ts', `const x = await fetch('https://a.example');`, 'opens a connection'],
    ['platform/src/store/tx.ts', `const x = globalThis.fetch(y);`, 'opens a connection'],
    ['platform/src/net/index.ts', `import { Hono } from 'hono/tiny';`, 'belongs to http'],
    ['platform/src/net/index.ts', `import { z } from '@hono/zod-openapi';`, 'belongs to http'],
    ['platform/src/net/index.ts', `import { Command } from 'commander';`, 'belongs to cli'],
    ['platform/src/net/index.ts', `import * as jose from 'jose';`, 'belongs to a package'],
    ['platform/src/net/index.ts', `import { x } from '@rungs/client';`, 'not for the server'],
    ['platform/src/net/index.ts', `import(name)`, 'computed'],
    ['platform/src/utils/index.ts', `import { x } from 'zod';`, 'no rung'],
    ['packages/credentials/src/index.ts', `import { x } from 'node:fs';`, 'does without'],
    ['packages/credentials/src/index.ts', `import { x } from 'node:https';`, 'does without'],
    ['packages/credentials/src/index.ts', `import { x } from '#kernel';`, 'does without'],
    ['packages/credentials/src/index.ts', `const x = await fetch(url);`, 'opens a connection'],
    ['packages/science/src/index.ts', `import { x } from '@rungs/credentials';`, 'does without'],
    ['packages/science/src/index.ts', `import { x } from 'rungs';`, 'does without'],
    ['web/src/main.tsx', `import { x } from '#badges';`, 'imports a rung'],
    ['web/src/main.tsx', `import { x } from '../../platform/src/kernel/ids.ts';`, 'by a path'],
    ['web/src/main.tsx', `import { x } from '@rungs/science';`, 'not for the browser'],
  ])('catches in %s: %s', (path, text, words) => {
    expect(planted(path, text).join('\n')).toContain(words);
  });

  it('lets pass what is allowed', () => {
    expect(
      planted('platform/src/net/index.ts', `import { type Tx } from '#store'; // import '#http'`),
    ).toEqual([]);
    expect(planted('platform/src/http/planted.ts', `import { Hono } from 'hono';`)).toEqual([]);
    expect(planted('platform/src/net/index.ts', `const text = "import x from '#http'";`)).toEqual([]);
  });

  it('finds a cycle, and none where only types point back', () => {
    const a = 'platform/src/net/a.ts';
    const b = 'platform/src/net/b.ts';
    const cycle = new Map([
      [a, `import { b } from './b.ts';`],
      [b, `export { a } from './a.ts';`],
    ]);
    expect(cyclesOf(cycle)).toHaveLength(1);
    expect(cyclesOf(new Map([...cycle, [b, `import type { A } from './a.ts';`]]))).toEqual([]);
  });

  it('reads imports of every form', () => {
    const text = `import a from 'a';\nimport * as b from "b";\nexport * from 'c';\nimport 'd';\nimport type { E }\n  from 'e';\nawait import('f');\nrequire('g');`;
    expect(
      importsOf(text)
        .map((i) => i.specifier)
        .sort(),
    ).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
    expect(
      globalFetches(`budget.fetch(url); ctx.net(url); async fetch(url) {}; function fetch(x) {}`),
    ).toEqual([]);
  });
});
