import { html } from 'hono/html';
import { listTtlMs, statusListCredential } from '#awards';
import type { Doors } from '../doors.ts';
import type { Http } from '../create.ts';
import { dateText } from '../pages/layout.ts';
import { answerJson, answerNothing, answerPage, readerWords } from './answer.ts';
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
    const words = readerWords(c);
    const say = words.list;
    const frame = {
      title: say.title,
      description: say.description,
      url: `${publicUrl}/status/${id}`,
      json: `/status/${id}.json`,
    };
    return await answerPage(
      c,
      frame,
      html`<article>
        <p class="kind">${say.kind}</p>
        <h1>${say.heading}</h1>
        <p class="lead">${say.lead}</p>
        <dl class="facts">
          <dt>${say.signed}</dt>
          <dd>${dateText(list.signedAt, now, words)}</dd>
          <dt>${say.until}</dt>
          <dd>${dateText(list.validUntil, now, words)}</dd>
          <dt>${say.changes}</dt>
          <dd>${String(list.version)}</dd>
        </dl>
        <p class="act"><a class="button quiet" href="/status/${id}.json" download>${say.download}</a></p>
      </article>`,
    );
  });
}
