import type { FetchLike } from '@rungs/credentials';
import { statusListCredential } from '#awards';
import type { OrgId } from '#kernel';
import { didDocument } from '#keys';
import { asInstance, sql, type AppContext } from '#store';

/** How long a foreign document is used without asking again, in milliseconds, where it names no shorter time. */
export const freshMs = 300_000;
/** How long a foreign document that names its end may stand in for a server that cannot be reached. */
const usableMs = 30 * 86_400_000;
/** Larger answers are passed on and not kept. */
const maxKeptBytes = 262_144;
/** How many documents are kept; the ones fetched longest ago go first. */
const maxKept = 2_000;

/**
 * The way out of a verification. What this instance published itself is answered from its store, and its own
 * address is never asked; the rest goes through the guarded fetch and is kept for a while.
 */
export function documentsOf(app: AppContext): FetchLike {
  return async (url, init) => {
    const { origin } = new URL(app.publicUrl);
    if (new URL(url).origin === origin) return await ownDocument(app, url);
    const kept = await findKept(app, url);
    const now = app.clock();
    if (kept !== null && kept.fresh_until > now) return answerOf(kept);
    let response: Response;
    try {
      response = await app.net(url, init);
    } catch (error) {
      if (kept !== null && kept.usable_until > now) return answerOf(kept);
      throw error;
    }
    if (response.status >= 500 && kept !== null && kept.usable_until > now) return answerOf(kept);
    if (response.status !== 200) return response;
    return await keep(app, url, response);
  };
}

async function ownDocument(app: AppContext, url: string): Promise<Response> {
  const base = `${app.publicUrl}/`;
  const path = url.startsWith(base) ? url.slice(base.length) : '';
  const list = /^status\/(sls_[0-9a-z]+)$/.exec(path)?.[1];
  if (list !== undefined) {
    const signed = await statusListCredential(app, { listId: list });
    return signed === null ? missing() : json(signed.text, 'application/vc');
  }
  const orgId = /^i\/(org_[0-9a-z]+)\/did\.json$/.exec(path)?.[1];
  if (orgId === undefined) return missing();
  const document = await asInstance(app.db, (tx) => didDocument(tx, app, { orgId: orgId as OrgId }));
  return document === null ? missing() : json(JSON.stringify(document), 'application/did+json');
}

function missing(): Response {
  return new Response('', { status: 404 });
}

function json(text: string, type: string): Response {
  return new Response(text, { headers: { 'content-type': type } });
}

interface Kept {
  body: Buffer;
  content_type: string;
  fresh_until: Date;
  usable_until: Date;
}

function answerOf(kept: Kept): Response {
  return new Response(new Uint8Array(kept.body), { headers: { 'content-type': kept.content_type } });
}

async function findKept(app: AppContext, url: string): Promise<Kept | null> {
  const rows = await asInstance(app.db, (tx) =>
    sql<Kept>`select body, content_type, fresh_until, usable_until from verification.document
      where url = ${url}`.execute(tx),
  );
  return rows.rows[0] ?? null;
}

async function keep(app: AppContext, url: string, response: Response): Promise<Response> {
  const body = Buffer.from(await response.arrayBuffer());
  const type = response.headers.get('content-type') ?? 'application/json';
  const answer: Response = new Response(new Uint8Array(body), { headers: { 'content-type': type } });
  if (body.length > maxKeptBytes || url.length > 2_048) return answer;
  const text = body.toString('utf8');
  if (isAboutSomebody(text)) return answer;
  const now = app.clock();
  const { freshUntil, usableUntil } = timesOf(text, now);
  await asInstance(app.db, async (tx) => {
    await sql`insert into verification.document (url, body, content_type, fetched_at, fresh_until, usable_until)
      values (${url}, ${body}, ${type.slice(0, 200)}, ${now}, ${freshUntil}, ${usableUntil})
      on conflict (url) do update set body = excluded.body, content_type = excluded.content_type,
        fetched_at = excluded.fetched_at, fresh_until = excluded.fresh_until, usable_until = excluded.usable_until`.execute(
      tx,
    );
    await sql`delete from verification.document where url in (
      select url from verification.document order by fetched_at desc, url offset ${maxKept})`.execute(tx);
  });
  return answer;
}

/** A hosted badge (Open Badges 1 and 2) says whom it is about and whether it was revoked: it is never kept. */
function isAboutSomebody(text: string): boolean {
  try {
    const document: unknown = JSON.parse(text);
    return typeof document === 'object' && document !== null && 'recipient' in document;
  } catch {
    return false;
  }
}

/**
 * Until when a document is used as it is, and until when in place of a server that does not answer. A document
 * can only shorten the first time (`ttl`); it gets the second one only if it names its own end (`validUntil`).
 */
export function timesOf(text: string, now: Date): { readonly freshUntil: Date; readonly usableUntil: Date } {
  let ttl = freshMs;
  let end = 0;
  try {
    const document = JSON.parse(text) as { validUntil?: unknown; credentialSubject?: { ttl?: unknown } };
    const named = document.credentialSubject?.ttl;
    if (typeof named === 'number' && named >= 0) ttl = Math.min(ttl, named);
    if (typeof document.validUntil === 'string') end = Date.parse(document.validUntil) || 0;
  } catch {
    // Not JSON: a list inside a JWS, say. It is kept for the usual time and not longer.
  }
  const fresh = now.getTime() + ttl;
  const freshUntil = end > 0 ? Math.min(fresh, end) : fresh;
  const usableUntil = end > 0 ? Math.min(end, now.getTime() + usableMs) : freshUntil;
  return { freshUntil: new Date(freshUntil), usableUntil: new Date(Math.max(usableUntil, freshUntil)) };
}
