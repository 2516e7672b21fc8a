import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repositoryFiles, root } from './pages.ts';

/** Words that tell of a machine or of a way of working, not of the project. Written so that they do not find themselves. */
const foreign: readonly RegExp[] = [
  /\bhelper[s]?\b/i,
  /\bcoordinato[r]s?\b/i,
  /\bsub-?agent[s]?\b/i,
  /\bchat ?bo[t]\b/i,
  /\blanguage mode[l]s?\b/i,
  /\bcontext windo[w]/i,
  /\/wor[k]\//,
  /\/tmp\/pla[n]/,
  /\/root\/[a-z]/,
  /\bTO[D]O\b|\bFIXM[E]\b/,
  /lorem ipsu[m]/i,
];

// Text of other people, which says what it says.
const ofOthers =
  /^(package-lock\.json|LICENSE|examples\/(esco|onet|oulad)|packages\/credentials\/src\/contexts\/pinned\/)/;
const isText = /\.(md|ts|tsx|mjs|js|json|sql|css|html|svg|txt|csv|sh)$|^(\.ci\/|\.npmrc|\.gitignore)/;

describe('the repository', () => {
  it('speaks of the project alone', () => {
    const files = repositoryFiles().filter((path) => isText.test(path) && !ofOthers.test(path));
    expect(files.length).toBeGreaterThan(300);
    const found: string[] = [];
    for (const path of files)
      readFileSync(join(root, path), 'utf8')
        .split('\n')
        .forEach((line, index) => {
          for (const word of foreign)
            if (word.test(line)) found.push(`${path}:${String(index + 1)}: ${line.trim().slice(0, 120)}`);
        });
    expect(found).toEqual([]);
  });

  it('installs from the public registry and from no other', () => {
    const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
    const hosts = new Set([...lock.matchAll(/"resolved": "(\w+:\/\/[^/"]+)/g)].map((match) => match[1]));
    expect([...hosts].filter((host) => host !== 'https://registry.npmjs.org')).toEqual([]);
    const npmrc = readFileSync(join(root, '.npmrc'), 'utf8');
    expect(npmrc).not.toMatch(/^\s*(registry|@[\w-]+:registry|\/\/)/m);
  });
});
