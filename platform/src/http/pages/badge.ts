import { html } from 'hono/html';
import type { BadgeFacts } from '../public/badges.ts';
import { dateText, frameworkText, icon, proseText, type Html, type PageFrame } from './layout.ts';

const statusWords = {
  draft: ['note', 'Draft', 'This version is not published yet.'],
  published: ['good', 'Open', 'It can be earned now.'],
  superseded: ['note', 'Superseded', 'A newer version can be earned; credentials of this one stay valid.'],
  retired: ['warn', 'Retired', 'It can no longer be earned; credentials of it stay valid.'],
} as const;

/** The page of one badge version. */
export function badgePage(
  facts: BadgeFacts,
  publicUrl: string,
  now: Date,
): { readonly frame: PageFrame; readonly content: Html } {
  const { badge, org } = facts;
  const url = `${publicUrl}/b/${badge.badgeId}/${String(badge.version)}`;
  const frame: PageFrame = {
    title: `${badge.name} · ${org.name}`,
    description: badge.objective,
    url,
    language: 'en',
    image: badge.image.mediaType === 'image/png' ? `${url}/image` : undefined,
    json: `/b/${badge.badgeId}/${String(badge.version)}.json`,
    mark: org.isDemo
      ? `Demo: ${org.name} is part of a demonstration and awards nothing in the real world.`
      : null,
    isIndexed: !org.isDemo,
  };
  return { frame, content: content(facts, now) };
}

function content(facts: BadgeFacts, now: Date): Html {
  const { badge, org, versions } = facts;
  const [tone, word, sentence] = statusWords[badge.status];
  return html`<article lang="${badge.language}">
    <header class="head">
      <div>
        <p class="kind">Badge · version ${String(badge.version)}</p>
        <h1>${badge.name}</h1>
        <p class="lead">${badge.objective}</p>
        <p>From <a href="/i/${org.orgId}">${org.name}</a></p>
      </div>
      <img
        src="/b/${badge.badgeId}/${String(badge.version)}/image"
        alt="${badge.image.alt}"
        width="136"
        height="136"
      />
    </header>
    <div class="verdict ${tone}">
      ${icon(tone)}
      <div>
        <p class="word">${word}</p>
        <p>
          ${sentence}
          ${badge.publishedAt === undefined ? '' : html`Published on ${dateText(badge.publishedAt, now)}.`}
        </p>
      </div>
    </div>
    ${
      badge.description === ''
        ? ''
        : html`<section>
            <h2>What it is about</h2>
            ${proseText(badge.description)}
          </section>`
    }
    <section>
      <h2>How to earn it</h2>
      ${proseText(badge.criteria)}
    </section>
    ${rubricSection(facts)} ${alignmentSection(facts)} ${stackSection(facts)}
    <section>
      <h2>Versions</h2>
      <ul>
        ${versions.map(
          (v) =>
            html`<li>
              <a href="/b/${badge.badgeId}/${String(v.version)}">Version ${String(v.version)}</a>: ${v.status}
            </li>`,
        )}
      </ul>
      <p class="act noprint">
        <a class="button quiet" href="/b/${badge.badgeId}/${String(badge.version)}.json" download>
          Download as Open Badges 3.0
        </a>
      </p>
    </section>
  </article>`;
}

function rubricSection({ rubric }: BadgeFacts): Html | string {
  if (rubric === null) return '';
  const { thresholdNumerator, thresholdDenominator } = rubric;
  return html`<section>
    <h2>How it is assessed</h2>
    <p>
      Mastery needs at least ${String(thresholdNumerator)} of ${String(thresholdDenominator)} of the weighted
      points.
    </p>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th>Criterion</th>
            <th>Levels</th>
            <th class="n">Weight</th>
          </tr>
        </thead>
        <tbody>
          ${rubric.criteria.map((criterion) => {
            const must = criterion.levels.find((level) => level.id === criterion.mustPass);
            return html`<tr>
              <td>
                ${criterion.name}
                ${must === undefined ? '' : html`<br /><span class="soft">At least: ${must.name}</span>`}
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

function alignmentSection({ badge }: BadgeFacts): Html | string {
  if (badge.alignments.length === 0) return '';
  return html`<section>
    <h2>Skills it stands for</h2>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th>Skill</th>
            <th>Framework</th>
            <th class="n">Level of 10</th>
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

function stackSection({ stacks }: BadgeFacts): Html | string {
  if (stacks.length === 0) return '';
  return html`<section>
    <h2>What it counts for</h2>
    <ul>
      ${stacks.map((stack) => html`<li><a href="/b/${stack.badgeId}">${stack.name}</a></li>`)}
    </ul>
  </section>`;
}
