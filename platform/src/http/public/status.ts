import { html } from 'hono/html';
import { listTtlMs, statusListCredential } from '#awards';
import type { Doors } from '../doors.ts';
import type { Http } from '../create.ts';
import { dateText } from '../pages/layout.ts';
import { answerJson, answerNothing, answerPage } from './answer.ts';
import { splitJson, wanted } from './negotiate.ts';

/** Serves the signed status lists. Verifiers ask for them, so the document is what is given when in doubt. */
export function statusDocuments(app: Http, doors: Doors): void {
  app.get('/status/:list', async (c) => {
    c.set('route', '/status/{list}');
    const { publicUrl } = doors.ctx;
    const { id, isJson } = splitJson(c.req.param('list'));
    const list = await statusListCredential(doors.ctx, { listId: id });
    if (list === null) return await answerNothing(c, publicUrl, 'status list');
    const kind = isJson ? 'application/vc' : wanted(c, 'application/vc');
    const tag = `"${String(list.version)}-${String(list.signedAt.getTime())}"`;
    const seconds = String(Math.floor(listTtlMs / 1000));
    if (kind !== 'page') {
      const headers = { ETag: tag, 'Cache-Control': `public, max-age=${seconds}` };
      if (c.req.header('if-none-match') === tag) return c.body(null, 304, headers);
      return answerJson(c, list.text, kind, headers);
    }
    const now = doors.ctx.clock();
    const frame = {
      title: 'A status list',
      description: 'Says by one bit each which credentials are revoked or suspended.',
      url: `${publicUrl}/status/${id}`,
      json: `/status/${id}.json`,
    };
    return await answerPage(
      c,
      frame,
      html`<article>
        <p class="kind">Status list</p>
        <h1>A list of bits</h1>
        <p class="lead">
          Verifiers fetch this list to see whether a credential was revoked or suspended. It holds one bit for
          each of many credentials, so that whoever serves it does not learn which one was looked up.
        </p>
        <dl class="facts">
          <dt>Signed</dt>
          <dd>${dateText(list.signedAt, now)}</dd>
          <dt>Good until</dt>
          <dd>${dateText(list.validUntil, now)}</dd>
          <dt>Changes so far</dt>
          <dd>${String(list.version)}</dd>
        </dl>
        <p class="act"><a class="button quiet" href="/status/${id}.json" download>Download the list</a></p>
      </article>`,
    );
  });
}
