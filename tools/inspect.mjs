// Looks at one screen as the law and the translators would: contrast, names and roles, reflow, motion, words.
/* global document, window, getComputedStyle, NodeFilter */
import axe from 'axe-core';

/** Runs axe in the page, whole or by single rules; evaluated, since the content policy lets no foreign script in. */
export async function findBarriers(page, rules) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate(
    async (only) =>
      await window.axe.run(document, {
        resultTypes: ['violations'],
        ...(only === undefined ? {} : { runOnly: only }),
      }),
    rules,
  );
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`,
  );
  return [...found, ...(await findFaintLabels(page))];
}

/** Says which texts of a drawing are too faint on their ground (WCAG 2.2, 1.4.3): axe does not look into drawings. */
async function findFaintLabels(page) {
  return await page.evaluate(() => {
    const numbers = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
    const luminance = ([red, green, blue]) => {
      const [r, g, b] = [red, green, blue].map((value) => {
        const share = value / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const groundOf = (element) => {
      for (let at = element.closest('svg')?.parentElement; at; at = at.parentElement) {
        const ground = numbers(getComputedStyle(at).backgroundColor);
        if (ground.length === 3) return ground;
      }
      return [255, 255, 255];
    };
    return [...document.querySelectorAll('svg text')]
      .map((text) => {
        const [one, other] = [numbers(getComputedStyle(text).fill), groundOf(text)].map(luminance);
        const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
        return { words: text.textContent, ratio };
      })
      .filter(({ ratio }) => ratio < 4.5)
      .map(({ words, ratio }) => `drawing: "${words}" has a contrast of ${ratio.toFixed(1)}`);
  });
}

/** Says where a page has to be scrolled sideways: at 320 pixels, and at 200 % zoom of a desktop. */
export async function findOverflow(page) {
  const before = page.viewportSize();
  const found = [];
  for (const width of [320, 640]) {
    await page.setViewportSize({ width, height: 640 });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    if (wide > width) found.push(`${wide} pixels wide at ${width}`);
  }
  if (before !== null) await page.setViewportSize(before);
  return found;
}

/** Says what moves although reduced motion is asked for. */
export async function findMotion(page) {
  return await page.evaluate(() =>
    document
      .getAnimations()
      .filter((one) => Number(one.effect?.getComputedTiming().duration ?? 0) > 1)
      .map((one) => `moves: ${one.effect?.target?.outerHTML.slice(0, 120) ?? 'something'}`),
  );
}

/** Collects every text that a page gets from the server: data, which nobody translates. */
export function listenForData(page) {
  const data = new Set();
  const collect = (value) => {
    if (typeof value === 'string') data.add(value.replace(/\s+/g, ' ').trim());
    else if (value !== null && typeof value === 'object') Object.values(value).forEach(collect);
  };
  page.on('response', async (response) => {
    if (!/\/api\//.test(response.url())) return;
    try {
      collect(JSON.parse(await response.text()));
    } catch {
      // Not JSON, or the page has gone on.
    }
  });
  return data;
}

/** Collects every address of another origin that a page asks. */
export function listenForStrangers(page, own) {
  const strangers = new Set();
  const { origin } = new URL(own);
  page.on('request', (request) => {
    const asked = new URL(request.url());
    if (/^(https?|wss?):$/.test(asked.protocol) && asked.origin !== origin) strangers.add(request.url());
  });
  return strangers;
}

/** A translated text may hold another one, so the innermost go first. */
function withoutBrackets(text) {
  const shorter = text.replace(/⟦[^⟦⟧]*⟧/g, ' ');
  return shorter === text ? text : withoutBrackets(shorter);
}

/** Texts that a page in the pseudo-language shows without its brackets, or cuts off. */
export async function findUntranslated(page, data) {
  const { texts, clipped } = await page.evaluate(() => {
    const texts = [];
    const clipped = [];
    const isSkipped = (element) =>
      element.closest(
        'script, style, noscript, textarea, code, pre, kbd, option[lang], [data-untranslated]',
      ) !== null;
    const isShown = (element) => element.checkVisibility({ visibilityProperty: true });
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const element = node.parentElement;
      const text = node.data.replace(/\s+/g, ' ').trim();
      if (element === null || text === '' || isSkipped(element) || !isShown(element)) continue;
      // A drawing breaks a label into lines, each a text of its own: what opens in one closes in a later one.
      const opened = texts.at(-1) ?? '';
      if (element.closest('svg') !== null && opened.lastIndexOf('⟦') > opened.lastIndexOf('⟧'))
        texts[texts.length - 1] = `${opened} ${text}`;
      else texts.push(text);
      for (let box = element; box !== null && box !== document.body; box = box.parentElement) {
        const style = getComputedStyle(box);
        if (style.clipPath !== 'none') break;
        const hides = style.overflowX === 'hidden' || style.overflowX === 'clip';
        if (hides && box.scrollWidth > box.clientWidth + 1 && text.includes('⟧')) clipped.push(text);
      }
    }
    for (const element of document.body.querySelectorAll(
      '[aria-label], [placeholder], [title], input[value]',
    )) {
      if (isSkipped(element) || !isShown(element)) continue;
      for (const name of ['aria-label', 'placeholder', 'title']) {
        const value = element.getAttribute(name);
        if (value !== null && value.trim() !== '') texts.push(value.replace(/\s+/g, ' ').trim());
      }
    }
    return { texts, clipped };
  });
  const known = [...data];
  const months = 'Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec';
  const time = new RegExp(
    `\\d{1,2} (${months}) \\d{4}(, \\d{2}:\\d{2})?|\\d+ (second|minute|hour|day|month|year)s? ago|` +
      'in \\d+ (minute|hour|day|month|year)s?|yesterday|tomorrow|(last|next) (month|year)',
    'g',
  );
  const isWords = (text) => /\p{L}{2}/u.test(text);
  const isData = (text) => known.some((one) => one !== '' && (one === text || one.includes(text)));
  // What stands in brackets was translated; what is left has to be data, a number or a time.
  const rest = (text) => withoutBrackets(text).replace(time, ' ').replace(/\s+/g, ' ').trim();
  const left = texts.map(rest).filter((text) => isWords(text) && !isData(text) && !isData(trimmed(text)));
  return [
    ...[...new Set(left)].map((text) => `not translated: ${text.slice(0, 120)}`),
    ...[...new Set(clipped)].map((text) => `cut off: ${text.slice(0, 120)}`),
  ];
}

/** Without the marks that a screen puts around data: "(fictional)", ", by". */
function trimmed(text) {
  return text.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N})]+$/gu, '');
}
