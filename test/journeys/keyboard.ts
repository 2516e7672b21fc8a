import type { Page } from 'playwright-core';

/** What the focused element is called: its label, or the text that it shows. */
export async function focused(page: Page): Promise<string> {
  return await page.evaluate(() => {
    const at = document.activeElement;
    if (at === null) return '';
    const label =
      at instanceof HTMLInputElement || at instanceof HTMLSelectElement || at instanceof HTMLTextAreaElement
        ? at.labels?.[0]?.textContent
        : null;
    return (at.getAttribute('aria-label') ?? label ?? at.textContent).trim();
  });
}

/** Presses Tab until the element that is called so has the focus; fails after 80. */
export async function tabTo(page: Page, name: string): Promise<void> {
  for (let i = 0; i < 80; i++) {
    await page.keyboard.press('Tab');
    if ((await focused(page)) === name) return;
  }
  throw new Error(`Tab never reaches "${name}".`);
}
