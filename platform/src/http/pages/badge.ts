import { html } from 'hono/html';
import type { BadgeFacts } from '../public/badges.ts';
import { dateText, frameworkText, icon, proseText, type Html, type PageFrame } from './layout.ts';
import type { PageWords } from './words.ts';

const tones = { draft: 'note', published: 'good', superseded: 'note', retired: 'warn' } as const;

/** The page of one badge version. */
export function badgePage(
  facts: BadgeFacts,
  publicUrl: string,
  now: Date,
  words: PageWords,
): { readonly frame: PageFrame; readonly content: Html } {
  const { badge, org } = facts;
  const url = `${publicUrl}/b/${badge.badgeId}/${String(badge.version)}`;
  const frame: PageFrame = {
    title: `${badge.name} · ${org.name}`,
    description: badge.objective,
    url,
    image: badge.image.mediaType === 'image/png' ? `${url}/image` : undefined,
    json: `/b/${badge.badgeId}/${String(badge.version)}.json`,
    mark: org.isDemo ? words.demo.issuer(org.name) : null,
    brand: { orgId: org.orgId, hasTheme: org.accentColour !== undefined },
    isIndexed: !org.isDemo,
  };
  return { frame, content: content(facts, now, words) };
}

function content(facts: BadgeFacts, now: Date, words: PageWords): Html {
  const { badge, org, versions } = facts;
  const say = words.badge;
  const spoken = badge.language;
  return html`<article>
    <header class="head">
      <div>
        <p class="kind">${say.kind(badge.version)}</p>
        <h1 lang="${spoken}">${badge.name}</h1>
        <p class="lead" lang="${spoken}">${badge.objective}</p>
        <p>${say.from} <a href="/i/${org.orgId}">${org.name}</a></p>
      </div>
      <img
        src="/b/${badge.badgeId}/${String(badge.version)}/image"
        alt="${badge.image.alt}"
        width="136"
        height="136"
      />
    </header>
    ${stateBox(facts, now, words)}
    ${
      badge.description === ''
        ? ''
        : html`<section>
            <h2>${say.about}</h2>
            <div lang="${spoken}">${proseText(badge.description)}</div>
          </section>`
    }
    <section>
      <h2>${say.earn}</h2>
      <div lang="${spoken}">${proseText(badge.criteria)}</div>
      ${
        badge.status === 'published' && facts.rubric !== null
          ? html`<p class="act noprint">
              <a class="button" href="/hand-in/${org.orgId}/${badge.badgeId}">${say.handIn}</a>
            </p>`
          : ''
      }
    </section>
    ${rubricSection(facts, words)} ${alignmentSection(facts, words)} ${stackSection(facts, words)}
    <section>
      <h2>${say.versions}</h2>
      <ul>
        ${versions.map(
          (v) =>
            html`<li>
              <a href="/b/${badge.badgeId}/${String(v.version)}">${words.credential.versionOf(v.version)}</a>:
              ${say.statuses[v.status][0]}
            </li>`,
        )}
      </ul>
      <p class="act noprint">
        <a class="button quiet" href="/b/${badge.badgeId}/${String(badge.version)}.json" download>
          ${say.download}
        </a>
      </p>
    </section>
  </article>`;
}

function stateBox({ badge }: BadgeFacts, now: Date, words: PageWords): Html {
  const tone = tones[badge.status];
  const [word, sentence] = words.badge.statuses[badge.status];
  return html`<div class="verdict ${tone}">
    ${icon(tone)}
    <div>
      <p class="word">${word}</p>
      <p>
        ${sentence}
        ${
          badge.publishedAt === undefined
            ? ''
            : words.badge.published(dateText(badge.publishedAt, now, words))
        }
      </p>
    </div>
  </div>`;
}

function rubricSection({ rubric }: BadgeFacts, words: PageWords): Html | string {
  if (rubric === null) return '';
  const { thresholdNumerator, thresholdDenominator } = rubric;
  return html`<section>
    <h2>${words.badge.assessed}</h2>
    <p>${words.badge.threshold(thresholdNumerator, thresholdDenominator)}</p>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th>${words.badge.criterion}</th>
            <th>${words.badge.levels}</th>
            <th class="n">${words.badge.weight}</th>
          </tr>
        </thead>
        <tbody>
          ${rubric.criteria.map((criterion) => {
            const must = criterion.levels.find((level) => level.id === criterion.mustPass);
            return html`<tr>
              <td>
                ${criterion.name}
                ${must === undefined ? '' : html`<br /><span class="soft">${words.badge.least(must.name)}</span>`}
              </td>
              <td>${criterion.levels.map((level) => level.name).join(' · ')}</td>
              <td class="n">${String(criterion.weight)}</td>
            </tr>`;
          })}
        </tbody>
      </table>
    </div>
  </section>`;
}

function alignmentSection({ badge }: BadgeFacts, words: PageWords): Html | string {
  if (badge.alignments.length === 0) return '';
  return html`<section>
    <h2>${words.badge.skills}</h2>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th>${words.badge.skill}</th>
            <th>${words.badge.framework}</th>
            <th class="n">${words.badge.level}</th>
          </tr>
        </thead>
        <tbody>
          ${badge.alignments.map(
            (a) =>
              html`<tr>
                <td><a href="${a.url}" rel="noopener">${a.name}</a></td>
                <td>${frameworkText(a.framework)} ${a.frameworkVersion}</td>
                <td class="n">${String(a.level)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}

function stackSection({ stacks }: BadgeFacts, words: PageWords): Html | string {
  if (stacks.length === 0) return '';
  return html`<section>
    <h2>${words.countsFor}</h2>
    <ul>
      ${stacks.map((stack) => html`<li><a href="/b/${stack.badgeId}">${stack.name}</a></li>`)}
    </ul>
  </section>`;
}
