import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { regressionExample } from './regression.ts';
import { survivalExample } from './survival.ts';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');

/** The part of an example that the README shows, without its indent. */
function shown(family: string): string {
  const source = read(`./${family}.ts`);
  const start = source.indexOf(`// README ${family}\n`);
  const body = source.slice(source.indexOf('\n', start) + 1, source.indexOf('  // end', start));
  return body.replace(/^ {2}/gm, '').trimEnd();
}

describe('the examples of the README', () => {
  it('show the code that is run', () => {
    const readme = read('../../README.md');
    for (const family of ['regression', 'survival']) expect(readme).toContain(shown(family));
  });
  it('survival: medians 23 and 8 weeks, hazard ratio 0.208 (0.093 to 0.466)', async () => {
    const { medians, effect, proportional, picture } = survivalExample();
    expect(medians).toEqual([
      ['6-MP', 23],
      ['placebo', 8],
    ]);
    expect(effect!.hazardRatio.toFixed(3)).toBe('0.208');
    expect(effect!.hazardRatioInterval.map((v) => v.toFixed(3))).toEqual(['0.093', '0.466']);
    expect(proportional!.passed).toBe(true);
    await expect(picture).toMatchFileSnapshot('../../pictures/survival.svg');
  });
  it('regression: firm effects cover the true 0.10, pooled least squares does not', async () => {
    const { estimates, picture } = regressionExample();
    const covers = estimates.map(({ interval }) => interval[0] <= 0.1 && interval[1] >= 0.1);
    expect(covers).toEqual([false, true]);
    await expect(picture).toMatchFileSnapshot('../../pictures/regression.svg');
  });
});
