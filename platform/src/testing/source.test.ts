import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const src = fileURLToPath(new URL('..', import.meta.url));

describe('what the tests load', () => {
  it('is the source of every rung and package, not a build that may be old', () => {
    const rungs = readdirSync(src).filter((name) => existsSync(`${src}${name}/index.ts`));
    expect(rungs.length).toBeGreaterThan(3);
    for (const rung of rungs)
      expect(import.meta.resolve(`#${rung}`)).toContain(`/platform/src/${rung}/index.ts`);
    expect(import.meta.resolve('@rungs/credentials')).toContain('/packages/credentials/src/index.ts');
  });
});
