import type { Context } from 'hono';
import type { Env } from '../mount.ts';
import { layout, type Html, type PageFrame } from '../pages/layout.ts';
import { pageLanguage, wordsOf, type PageWords } from '../pages/words.ts';
import { html } from 'hono/html';

/** The words that a page is read in: `?lang=` decides, else the browser. */
export function readerWords(c: Context<Env>): PageWords {
  return wordsOf(pageLanguage(c));
}

/** Answers with a page; it varies with Accept, and is checked again each time. */
export async function answerPage(
  c: Context<Env>,
  frame: PageFrame,
  content: Html,
  status: 200 | 404 = 200,
): Promise<Response> {
  const isSignedIn = /session_token=/.test(c.req.header('cookie') ?? '');
  const words = readerWords(c);
  return c.html(await layout(frame, content, { words, isSignedIn }), status, {
    Vary: 'Accept, Accept-Language, Cookie',
    'Content-Language': words.language,
    'Cache-Control': 'no-cache',
  });
}

/** Answers with a JSON document that pages of other sites may read. */
export function answerJson(
  c: Context<Env>,
  body: string,
  mediaType: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return c.body(body, 200, {
    'Content-Type': mediaType === 'application/json' ? 'application/json; charset=utf-8' : mediaType,
    Vary: 'Accept',
    'Access-Control-Allow-Origin': '*',
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'Cache-Control': 'no-cache',
    ...headers,
  });
}

type Missing = Parameters<PageWords['nothing']['lead']>[0];

/** The page for what does not exist and for what is not shown: the two look the same. */
export async function answerNothing(c: Context<Env>, publicUrl: string, what: Missing): Promise<Response> {
  const { nothing } = readerWords(c);
  const frame = {
    title: nothing.title,
    description: nothing.lead(what),
    url: `${publicUrl}${c.req.path}`,
  };
  return await answerPage(
    c,
    frame,
    html`<article>
      <h1>${nothing.title}</h1>
      <p class="lead">${frame.description}</p>
      <p>${nothing.hint} <a href="/verify">${nothing.verify}</a></p>
    </article>`,
    404,
  );
}
