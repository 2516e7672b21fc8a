import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { PageWords } from './words.ts';

/** A piece of a page, escaped. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** What surrounds the content of a public page. */
export interface PageFrame {
  readonly title: string;
  /** One sentence for link previews. */
  readonly description: string;
  /** The page's own public address. */
  readonly url: string;
  /** Public address of a picture for link previews. */
  readonly image?: string | undefined;
  /** Where the same document is in JSON. */
  readonly json?: string | undefined;
  readonly jsonType?: string | undefined;
  /** Said at the top when what is shown is made up for the demo. */
  readonly mark?: string | null;
  readonly isIndexed?: boolean;
  /** The organisation whose page it is: its logo and its colours stand in it (`/i/{organisation}/theme.css`). */
  readonly brand?: { readonly orgId: string; readonly hasTheme: boolean } | undefined;
}

/** What the request decides about a page. */
export interface PageReader {
  readonly words: PageWords;
  /** Whether somebody is signed in; it decides where the header leads. */
  readonly isSignedIn: boolean;
}

/** Lays out a public page: one column, no script needed, printable. */
export function layout(frame: PageFrame, content: Html, reader: PageReader): Html {
  const { words } = reader;
  const other = `${new URL(frame.url).pathname}?lang=${words.other.language}`;
  return html`<!doctype html>
    <html lang="${words.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <script src="/page.js"></script>
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
        <meta property="og:locale" content="${words.region.replace('-', '_')}" />
        <meta name="twitter:card" content="summary" />
        <link rel="stylesheet" href="/page.css" />
        ${frame.brand?.hasTheme === true ? html`<link rel="stylesheet" href="/i/${frame.brand.orgId}/theme.css" />` : ''}
      </head>
      <body>
        <a class="skip" href="#content">${words.skip}</a>
        ${header(frame, reader)}
        <main id="content" tabindex="-1">${content}</main>
        <footer>
          <p>
            ${words.footer} <a href="/docs">${words.reference}</a>
            <a
              class="noprint"
              href="${other}"
              hreflang="${words.other.language}"
              lang="${words.other.language}"
              >${words.other.name}</a
            >
          </p>
        </footer>
      </body>
    </html>`;
}

function header({ mark }: PageFrame, { words, isSignedIn }: PageReader): Html {
  return html`<header>
    ${mark == null ? '' : html`<div class="mark" role="note">${mark}</div>`}
    <div class="bar">
      <a class="brand" href="/"><img src="/icon.svg" alt="" width="24" height="24" />Rungs</a>
      <nav aria-label="${words.main}">
        <a href="/verify">${words.verify}</a><a href="/badges">${words.badges}</a>
      </nav>
      <span class="end">
        <button class="scheme" type="button" data-scheme hidden aria-label="${words.scheme}">
          ${raw(schemeIcon)}
        </button>
        ${
          isSignedIn
            ? html`<a href="/record">${words.record}</a>`
            : html`<a href="/sign-in">${words.signIn}</a>`
        }
      </span>
    </div>
  </header>`;
}

const schemeIcon =
  '<svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true"><circle cx="9" cy="9" r="7" fill="none" stroke="currentColor" stroke-width="1.5"/><path d="M9 2a7 7 0 0 1 0 14z" fill="currentColor"/></svg>';

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

/** The name of a framework as its publisher writes it, for a text that begins with its code. */
export function frameworkText(text: string): string {
  return text.replace(/^esco\b/, 'ESCO').replace(/^onet\b/, 'O*NET');
}

/** An absolute date with its distance beside it. */
export function dateText(at: Date, now: Date, words: PageWords): string {
  return `${dayText(at, words)} (${distanceText(at, now, words)})`;
}

/** An absolute date, by the calendar of UTC. */
export function dayText(at: Date, words: PageWords): string {
  return at.toLocaleDateString(words.region, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
}

/** How far away a time is, in one unit. */
export function distanceText(at: Date, now: Date, words: PageWords): string {
  const seconds = (at.getTime() - now.getTime()) / 1000;
  const units: readonly [Intl.RelativeTimeFormatUnit, number][] = [
    ['year', 31_557_600],
    ['month', 2_629_800],
    ['day', 86_400],
    ['hour', 3_600],
    ['minute', 60],
  ];
  const format = new Intl.RelativeTimeFormat(words.language, { numeric: 'auto' });
  for (const [unit, size] of units)
    if (Math.abs(seconds) >= size) return format.format(Math.trunc(seconds / size), unit);
  return words.justNow;
}

/**
 * Writes markdown paragraphs, headings and simple lists as escaped HTML; every other mark stays as it was
 * typed. A list may follow its sentence without an empty line.
 */
export function proseText(text: string): Html {
  return html`${blocksOf(text).map(({ kind, lines }) => {
    if (kind === 'ul')
      return html`<ul>
        ${lines.map((line) => html`<li>${line}</li>`)}
      </ul>`;
    if (kind === 'ol')
      return html`<ol>
        ${lines.map((line) => html`<li>${line}</li>`)}
      </ol>`;
    return kind === 'h3' ? html`<h3>${lines.join(' ')}</h3>` : html`<p>${lines.join(' ')}</p>`;
  })}`;
}

interface Block {
  readonly kind: 'p' | 'ul' | 'ol' | 'h3';
  readonly lines: string[];
}

const marks = [
  ['ul', /^\s*[-*] +/],
  ['ol', /^\s*\d{1,3}[.)] +/],
  ['h3', /^#{1,6} +/],
] as const;

function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let isFresh = true;
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === '') {
      isFresh = true;
      continue;
    }
    const [kind, mark] = marks.find(([, pattern]) => pattern.test(line)) ?? ['p' as const, /^\s*/];
    const last = blocks.at(-1);
    const words = line.replace(mark, '');
    const goesOn = !isFresh && last !== undefined && kind !== 'h3';
    // An indented line below a list item belongs to that item.
    if (goesOn && kind === 'p' && last.kind !== 'p' && last.kind !== 'h3')
      last.lines.push(`${last.lines.pop() ?? ''} ${words}`);
    else if (goesOn && last.kind === kind) last.lines.push(words);
    else blocks.push({ kind, lines: [words] });
    isFresh = false;
  }
  return blocks;
}
