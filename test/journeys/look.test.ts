import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { pageStyle } from '../../platform/src/http/pages/style.ts';

const tokens = readFileSync(new URL('../../web/src/look/tokens.css', import.meta.url), 'utf8');

/** Every colour that a text sets, by its name, in the order in which it is set. */
function coloursOf(text: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [, name = '', value = ''] of text.matchAll(/(--[a-z-]+):\s*(#[0-9a-f]{6})/g))
    found.set(name, [...(found.get(name) ?? []), value]);
  return found;
}

it('the public pages wear the colours of the web app, in light and in dark', () => {
  const app = coloursOf(tokens);
  const [screen = ''] = pageStyle.split('@media print');
  const pages = coloursOf(screen);
  expect(pages.size).toBeGreaterThan(12);
  for (const [name, values] of pages)
    expect({ name, colours: new Set(values) }).toEqual({ name, colours: new Set(app.get(name)) });
});
