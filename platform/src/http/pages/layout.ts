import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

/** A piece of a page, escaped. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** What surrounds the content of a public page. */
export interface PageFrame {
  readonly title: string;
  /** One sentence for link previews. */
  readonly description: string;
  /** The page's own public address. */
  readonly url: string;
  readonly language?: string;
  /** Public address of a picture for link previews. */
  readonly image?: string | undefined;
  /** Where the same document is in JSON. */
  readonly json?: string | undefined;
  readonly jsonType?: string | undefined;
  /** Said at the top when what is shown is made up for the demo. */
  readonly mark?: string | null;
  readonly isIndexed?: boolean;
}

/** Lays out a public page: one column, no script needed, printable. */
export function layout(frame: PageFrame, content: Html): Html {
  return html`<!doctype html>
    <html lang="${frame.language ?? 'en'}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${frame.title}</title>
        <meta name="description" content="${frame.description}" />
        ${frame.isIndexed === true ? '' : html`<meta name="robots" content="noindex" />`}
        <link rel="canonical" href="${frame.url}" />
        ${
          frame.json === undefined
            ? ''
            : html`<link
                rel="alternate"
                type="${frame.jsonType ?? 'application/json'}"
                href="${frame.json}"
              />`
        }
        <meta property="og:type" content="website" />
        <meta property="og:site_name" content="Rungs" />
        <meta property="og:title" content="${frame.title}" />
        <meta property="og:description" content="${frame.description}" />
        <meta property="og:url" content="${frame.url}" />
        ${frame.image === undefined ? '' : html`<meta property="og:image" content="${frame.image}" />`}
        <meta name="twitter:card" content="summary" />
        <link rel="stylesheet" href="/page.css" />
      </head>
      <body>
        <a class="skip" href="#content">Skip to the content</a>
        ${frame.mark === undefined || frame.mark === null ? '' : html`<div class="mark" role="note">${frame.mark}</div>`}
        <header class="bar">
          <a class="brand" href="/">Rungs</a><a href="/verify">Verify a credential</a>
        </header>
        <main id="content">${content}</main>
        <footer>
          <p class="screen">
            Made with Rungs, open software for credentials that anybody can check.
            <a href="/docs">HTTP reference</a>
          </p>
        </footer>
        <script src="/page.js" defer></script>
      </body>
    </html>`;
}

const paths = {
  good: '<path d="M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Zm-1.2 14.2-4-4 1.5-1.5 2.5 2.5 5-5 1.5 1.5-6.5 6.5Z"/>',
  bad: '<path d="M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Zm4 12.6L14.6 16 12 13.4 9.4 16 8 14.6l2.6-2.6L8 9.4 9.4 8l2.6 2.6L14.6 8 16 9.4 13.4 12l2.6 2.6Z"/>',
  warn: '<path d="M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Zm1 15h-2v-2h2v2Zm0-4h-2V7h2v6Z"/>',
  note: '<path d="M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Zm1 15h-2v-6h2v6Zm0-8h-2V7h2v2Z"/>',
  soft: '<path d="M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Zm0 18a8 8 0 1 1 0-16 8 8 0 0 1 0 16ZM7 11h10v2H7z"/>',
} as const;

/** What a mark means: it decides icon and colour together, so that neither stands alone. */
export type Tone = keyof typeof paths;

/** An icon beside a word; screen readers skip it, since the word says the same. */
export function icon(tone: Tone): Html {
  return html`<svg viewBox="0 0 24 24" fill="currentColor" aria-hidden="true">${raw(paths[tone])}</svg>`;
}

/** An absolute date with its distance beside it. */
export function dateText(at: Date, now: Date): string {
  const day = at.toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return `${day} (${distanceText(at, now)})`;
}

/** How far away a time is, in one unit. */
export function distanceText(at: Date, now: Date): string {
  const seconds = (at.getTime() - now.getTime()) / 1000;
  const units: readonly [Intl.RelativeTimeFormatUnit, number][] = [
    ['year', 31_557_600],
    ['month', 2_629_800],
    ['day', 86_400],
    ['hour', 3_600],
    ['minute', 60],
  ];
  const format = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
  for (const [unit, size] of units)
    if (Math.abs(seconds) >= size) return format.format(Math.trunc(seconds / size), unit);
  return 'just now';
}

/** Writes markdown paragraphs and simple lists as escaped HTML; every other mark stays as it was typed. */
export function proseText(text: string): Html {
  const blocks = text.split(/\n{2,}/).map((block) => {
    const lines = block.split('\n').filter((line) => line.trim() !== '');
    const isList = lines.length > 0 && lines.every((line) => /^\s*[-*] /.test(line));
    if (isList)
      return html`<ul>
        ${lines.map((line) => html`<li>${line.replace(/^\s*[-*] /, '')}</li>`)}
      </ul>`;
    const heading = lines.length === 1 ? /^#{1,6} (.+)$/.exec(lines[0] ?? '') : null;
    if (heading !== null) return html`<h3>${heading[1] ?? ''}</h3>`;
    return html`<p>${lines.join(' ')}</p>`;
  });
  return html`${blocks}`;
}
