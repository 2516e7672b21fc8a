import type { Context } from 'hono';
import type { Env } from '../mount.ts';
import { layout, type Html, type PageFrame } from '../pages/layout.ts';
import { html } from 'hono/html';

/** Answers with a page; it varies with Accept, and is checked again each time. */
export async function answerPage(
  c: Context<Env>,
  frame: PageFrame,
  content: Html,
  status: 200 | 404 = 200,
): Promise<Response> {
  const isSignedIn = /session_token=/.test(c.req.header('cookie') ?? '');
  return c.html(await layout({ ...frame, isSignedIn }, content), status, {
    Vary: 'Accept, Cookie',
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

/** The page for what does not exist and for what is not shown: the two look the same. */
export async function answerNothing(c: Context<Env>, publicUrl: string, what: string): Promise<Response> {
  const frame = {
    title: 'Nothing to see here',
    description: `There is no ${what} at this address, or it is not public.`,
    url: `${publicUrl}${c.req.path}`,
  };
  return await answerPage(
    c,
    frame,
    html`<article>
      <h1>Nothing to see here</h1>
      <p class="lead">${frame.description}</p>
      <p>
        If somebody gave you this address, ask them for the file itself: it can be checked at
        <a href="/verify">Verify a credential</a> whether or not its page is public.
      </p>
    </article>`,
    404,
  );
}
