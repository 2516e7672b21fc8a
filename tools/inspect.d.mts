import type { Page } from 'playwright-core';

/** Runs axe in the page, whole or by single rules; one line a barrier. */
export function findBarriers(page: Page, rules?: readonly string[]): Promise<string[]>;
/** Says where a page has to be scrolled sideways: at 320 pixels, and at 200 % zoom of a desktop. */
export function findOverflow(page: Page): Promise<string[]>;
/** Says what moves although reduced motion is asked for. */
export function findMotion(page: Page): Promise<string[]>;
/** Collects every text that a page gets from the server: data, which nobody translates. */
export function listenForData(page: Page): Set<string>;
/** Collects every address of another origin that a page asks. */
export function listenForStrangers(page: Page, own: string): Set<string>;
/** Texts that a page in the pseudo-language shows without its brackets, or cuts off. */
export function findUntranslated(page: Page, data: ReadonlySet<string>): Promise<string[]>;
