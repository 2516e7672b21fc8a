import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { choiceExample } from './choice.ts';
import { effectsExample } from './effects.ts';
import { equityExample } from './equity.ts';
import { forecastExample } from './forecast.ts';
import { masteryExample } from './mastery.ts';
import { moneyExample } from './money.ts';
import { regressionExample } from './regression.ts';
import { survivalExample } from './survival.ts';

interface Example {
  /** The lines that the README says it prints. */
  printed: readonly string[];
  /** An SVG. */
  picture: string;
}

const examples: Readonly<Record<string, () => Example | Promise<Example>>> = {
  regression: regressionExample,
  survival: survivalExample,
  effects: effectsExample,
  forecast: forecastExample,
  equity: equityExample,
  choice: choiceExample,
  mastery: masteryExample,
  money: moneyExample,
};

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');

/** The part of an example that the README shows, without its indent. */
function shownCode(family: string): string {
  const source = read(`./${family}.ts`);
  const start = source.indexOf(`// README ${family}\n`);
  const body = source.slice(source.indexOf('\n', start) + 1, source.indexOf('  // end', start));
  return body.replace(/^ {2}/gm, '').trimEnd();
}

describe.each(Object.entries(examples))('the example of %s', (family, run) => {
  const readme = read('../../README.md');

  it('stands in the README as it is run', () => {
    expect(readme).toContain(shownCode(family));
    expect(readme).toContain(`(pictures/${family}.svg)`);
  });

  it('prints what the README says, and draws the picture that it shows', async () => {
    const { printed, picture } = await run();
    expect(readme).toContain(`\`\`\`text\n${printed.join('\n')}\n\`\`\``);
    await expect(picture).toMatchFileSnapshot(`../../pictures/${family}.svg`);
  });
});
