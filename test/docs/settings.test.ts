import { describe, expect, it } from 'vitest';
import { settingNames } from '../../platform/src/app/index.ts';
import { pages, type Page } from './pages.ts';

const all = pages();
const ofTheCommandLine = ['RUNGS_URL', 'RUNGS_API_KEY', 'RUNGS_ORG', 'RUNGS_EMAIL', 'RUNGS_PASSWORD'];

function pageOf(path: string): Page {
  const page = all.find((one) => one.path === path);
  if (page === undefined) throw new Error(`there is no ${path}`);
  return page;
}

/** The rows of the table of settings of a page: name and default. */
function settingRows(page: Page): { name: string; standard: string }[] {
  const rows = [...page.prose.matchAll(/^\| `([A-Z_]+)` *\| ([^|]+?) *\|/gm)];
  return rows.map((row) => ({ name: row[1] ?? '', standard: row[2] ?? '' }));
}

describe('the settings', () => {
  it('are in the table one for one', () => {
    const names = settingRows(pageOf('docs/reference/settings.md')).map((row) => row.name);
    expect([...names].sort()).toEqual([...settingNames].sort());
  });

  it('have the same defaults on the front page as in the table', () => {
    const table = settingRows(pageOf('docs/reference/settings.md'));
    const front = settingRows(pageOf('README.md'));
    expect(front.length).toBeGreaterThan(3);
    for (const row of front) expect(table).toContainEqual(row);
  });

  it('are the only variables that any page names', () => {
    // These steer the tests of the engine and nothing that runs.
    const ofTests = [
      'RUNGS_TEST_DEEP',
      'RUNGS_WYCHEPROOF',
      'RUNGS_FUZZ_SEED',
      'RUNGS_FUZZ_RUN',
      'RUNGS_FUZZ_FACTOR',
    ];
    const known = [...settingNames, ...ofTheCommandLine, ...ofTests];
    const named = all
      .filter((page) => !page.path.startsWith('docs/reports/'))
      .flatMap((page) => [...page.text.matchAll(/\bRUNGS_[A-Z_]+\b/g)].map((match) => match[0]));
    expect(named.filter((name) => !known.includes(name))).toEqual([]);
  });
});
