import { CREDENTIALS_V2, OPEN_BADGES_V3 } from '@rungs/credentials/contexts';
import { html } from 'hono/html';
import { listPublished, type BadgeSummary } from '#badges';
import { isId, type OrgId } from '#kernel';
import { didDocument, didWebOf, listIssuerKeys, type IssuerKey } from '#keys';
import { findOrg, themeOf, type Org } from '#parties';
import { asInstance } from '#store';
import type { Doors } from '../doors.ts';
import type { Http } from '../create.ts';
import { dateText, proseText, type Html } from '../pages/layout.ts';
import type { PageWords } from '../pages/words.ts';
import { answerJson, answerNothing, answerPage, readerWords } from './answer.ts';
import { splitJson, wanted } from './negotiate.ts';

interface IssuerFacts {
  readonly org: Org;
  readonly keys: readonly IssuerKey[];
  readonly badges: readonly BadgeSummary[];
}

/** Serves issuers: the profile that credentials name, and the DID document that their keys are in. */
export function issuerDocuments(app: Http, doors: Doors): void {
  const { ctx } = doors;
  app.get('/i/:org/did.json', async (c) => {
    c.set('route', '/i/{organisation}/did.json');
    const orgId = c.req.param('org');
    const document = isId('org', orgId)
      ? await asInstance(ctx.db, (tx) => didDocument(tx, ctx, { orgId }))
      : null;
    if (document === null) return await answerNothing(c, ctx.publicUrl, 'DID document');
    return answerJson(c, JSON.stringify(document, null, 2), 'application/json', {
      'Cache-Control': 'public, max-age=60',
    });
  });
  app.get('/i/:org/theme.css', async (c) => {
    c.set('route', '/i/{organisation}/theme.css');
    const orgId = c.req.param('org');
    const org = isId('org', orgId) ? await asInstance(ctx.db, (tx) => findOrg(tx, { orgId })) : null;
    return c.body(org?.accentColour === undefined ? '' : themeStyle(org.accentColour), 200, {
      'Content-Type': 'text/css; charset=utf-8',
      'Cache-Control': 'public, max-age=60',
    });
  });
  app.get('/i/:org', async (c) => {
    c.set('route', '/i/{organisation}');
    const { id, isJson } = splitJson(c.req.param('org'));
    const facts = isId('org', id) ? await loadIssuer(doors, id) : null;
    if (facts === null) return await answerNothing(c, ctx.publicUrl, 'issuer');
    const kind = isJson ? 'application/json' : wanted(c, 'page');
    if (kind !== 'page') return answerJson(c, JSON.stringify(profile(facts, ctx.publicUrl), null, 2), kind);
    const words = readerWords(c);
    const { org } = facts;
    const frame = {
      title: words.issuer.titleOf(org.name),
      description: org.description ?? words.issuer.description(org.name),
      url: `${ctx.publicUrl}/i/${id}`,
      json: `/i/${id}.json`,
      mark: org.isDemo ? words.demo.issuer(org.name) : null,
      isIndexed: !org.isDemo,
      brand: { orgId: org.orgId, hasTheme: org.accentColour !== undefined },
    };
    return await answerPage(c, frame, page(facts, ctx.publicUrl, ctx.clock(), words));
  });
}

/** The accent of an organisation in light and dark, as the tokens of the page's style sheet. */
function themeStyle(accent: string): string {
  const { light, dark } = themeOf(accent);
  const of = (palette: typeof light): string =>
    `--accent:${palette.accent};--accent-text:${palette.onAccent}`;
  return `:root{${of(light)}}
:root[data-mantine-color-scheme='dark']{${of(dark)}}
@media (prefers-color-scheme:dark){:root:not([data-mantine-color-scheme]){${of(dark)}}}
@media print{:root{--accent:#000}}
`;
}

async function loadIssuer(doors: Doors, orgId: OrgId): Promise<IssuerFacts | null> {
  return await asInstance(doors.ctx.db, async (tx) => {
    const org = await findOrg(tx, { orgId });
    if (org?.kind !== 'organisation') return null;
    const keys = await listIssuerKeys(tx, { orgId });
    const { items } = await listPublished(tx, { orgId, limit: 100 });
    return { org, keys, badges: items };
  });
}

function profile({ org, keys }: IssuerFacts, publicUrl: string): object {
  const active = keys.find((key) => key.retiredAt === undefined && key.revokedAt === undefined);
  const byKey = active === undefined ? undefined : `did:key:${active.publicKeyMultibase}`;
  return {
    '@context': [CREDENTIALS_V2, OPEN_BADGES_V3],
    id: didWebOf(publicUrl, org.orgId) ?? byKey ?? `${publicUrl}/i/${org.orgId}`,
    type: ['Profile'],
    name: org.name,
    url: org.url ?? `${publicUrl}/i/${org.orgId}`,
    ...(org.email === undefined ? {} : { email: org.email }),
    ...(org.description === undefined ? {} : { description: org.description }),
    ...(org.image === undefined ? {} : { image: { id: org.image, type: 'Image' } }),
  };
}

function page({ org, keys, badges }: IssuerFacts, publicUrl: string, now: Date, words: PageWords): Html {
  const say = words.issuer;
  const did = didWebOf(publicUrl, org.orgId);
  return html`<article>
    <header class="head">
      <div>
        <p class="kind">${say.kind}</p>
        <h1>${org.name}</h1>
        ${org.isDemo ? html`<p><span class="tag warn">${words.demo.orgTag}</span></p>` : ''}
        ${org.url === undefined ? '' : html`<p><a href="${org.url}" rel="noopener nofollow">${org.url}</a></p>`}
      </div>
      ${
        org.image?.startsWith('data:') === true
          ? html`<img src="${org.image}" alt="${say.logo(org.name)}" width="136" height="136" />`
          : ''
      }
    </header>
    ${org.description === undefined ? '' : proseText(org.description)}
    <section>
      <h2>${say.badges}</h2>
      ${
        badges.length === 0
          ? html`<p class="soft">${say.noBadges}</p>`
          : html`<ul class="badges">
              ${badges.map(
                (badge) =>
                  html`<li>
                    <a href="/b/${badge.badgeId}">
                      <img
                        src="/b/${badge.badgeId}/${String(badge.version)}/image"
                        alt=""
                        width="64"
                        height="64"
                        loading="lazy"
                      />
                      <span><b>${badge.name}</b><span>${badge.objective}</span></span>
                    </a>
                  </li>`,
              )}
            </ul>`
      }
    </section>
    ${keySection(keys, did, now, words)}
  </article>`;
}

function keySection(keys: readonly IssuerKey[], did: string | null, now: Date, words: PageWords): Html {
  const say = words.issuer;
  return html`<section>
    <h2>${say.keys}</h2>
    <p class="soft">
      ${say.keysText} ${did === null ? say.keyItself : html`${say.keyNamed} <code>${did}</code>.`}
    </p>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th>${say.publicKey}</th>
            <th>${say.since}</th>
            <th>${say.state}</th>
          </tr>
        </thead>
        <tbody>
          ${keys.map(
            (key) =>
              html`<tr>
                <td class="mono">${key.publicKeyMultibase}</td>
                <td>${dateText(key.createdAt, now, words)}</td>
                <td>${keyState(key, now, words)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}

function keyState(key: IssuerKey, now: Date, words: PageWords): string {
  const say = words.issuer;
  if (key.revokedAt !== undefined) return say.revoked(dateText(key.revokedAt, now, words));
  return key.retiredAt === undefined ? say.active : say.retired(dateText(key.retiredAt, now, words));
}
