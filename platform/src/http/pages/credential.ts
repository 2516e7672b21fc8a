import { html, raw } from 'hono/html';
import type { Shown } from '#verification';
import type { CredentialFacts } from '../public/credentials.ts';
import { dateText, frameworkText, icon, proseText, type Html, type PageFrame } from './layout.ts';
import { resultsIn } from './results.ts';
import { verdictBox } from './verdict.ts';

/** The page of one credential. Where its signature does not hold, nothing that it says is on the page. */
export function credentialPage(
  facts: CredentialFacts,
  publicUrl: string,
  now: Date,
): { readonly frame: PageFrame; readonly content: Html } {
  const { credential, verification, org } = facts;
  const { shown } = verification;
  const uuid = credential.credentialId.replace('urn:uuid:', '');
  const url = `${publicUrl}/c/${uuid}`;
  const isFictional = org?.isDemo === true || credential.isSynthetic;
  const frame: PageFrame = {
    title:
      shown === undefined
        ? 'A credential that does not hold'
        : `${shown.title} · ${shown.recipientName ?? 'credential'}`,
    description: verification.verdict.sentence,
    url,
    image: `${publicUrl}/b/${credential.badgeId}/${String(credential.version)}/image`,
    json: `/c/${uuid}.json`,
    jsonType: 'application/vc',
    mark: isFictional ? markText(facts) : null,
  };
  const body =
    shown === undefined
      ? html`<h1>This document does not hold</h1>
          ${verdictBox(verification.verdict, verification.verdict.sentence)}`
      : shownContent(facts, shown, uuid, now);
  return { frame, content: html`<article>${body}</article>` };
}

function markText({ credential, org }: CredentialFacts): string {
  if (org?.isDemo !== true) return 'The evidence behind this credential is synthetic.';
  return credential.isSynthetic
    ? 'Demo: issuer and holder are fictional, and the evidence is synthetic.'
    : 'Demo: the issuer is part of a demonstration and awards nothing in the real world.';
}

function shownContent(facts: CredentialFacts, shown: Shown, uuid: string, now: Date): Html {
  const { credential } = facts;
  const notes = { reason: credential.state === 'active' ? null : credential.reason, note: partNote(facts) };
  return html`${head(facts, shown)}
  ${verdictBox(facts.verification.verdict, leadOf(facts, shown, now), notes)} ${resultSection(facts)}
  ${aboutSection(shown)} ${skillSection(shown)} ${partSection(facts)} ${countSection(facts)}
  ${historySection(facts, now)} ${fileSection(facts, shown, uuid, now)}`;
}

function head(facts: CredentialFacts, shown: Shown): Html {
  const { credential, org } = facts;
  const { issuer } = shown;
  const name = issuer.recognisedAs ?? issuer.claimedName ?? issuer.id;
  return html`<header class="head">
    <div>
      <p class="kind">Credential</p>
      <h1>${shown.title}</h1>
      <p class="lead">${shown.recipientName ?? 'The holder is not named in it.'}</p>
      <p>
        Issued by ${org === null ? name : html`<a href="/i/${org.orgId}">${name}</a>`}
        ${issuer.domain === null ? '' : html`<span class="soft">(${issuer.domain})</span>`}
      </p>
      <p class="tags">
        ${org?.isDemo === true ? html`<span class="tag warn">Demo issuer</span>` : ''}
        ${credential.isSynthetic ? html`<span class="tag warn">Synthetic evidence</span>` : ''}
      </p>
    </div>
    ${shown.image === null ? '' : html`<img src="${shown.image.url}" alt="${shown.image.alt}" width="136" height="136" />`}
  </header>`;
}

/** "Issued by … on …, still valid, checked just now." */
function leadOf(facts: CredentialFacts, shown: Shown, now: Date): string {
  const { verdict } = facts.verification;
  const issuer = shown.issuer.recognisedAs ?? shown.issuer.claimedName ?? shown.issuer.id;
  if (verdict.word !== 'valid') return verdict.sentence;
  const since = shown.validFrom === null ? '' : ` on ${dateText(new Date(shown.validFrom), now)}`;
  const until = shown.validUntil === null ? '' : ` until ${dateText(new Date(shown.validUntil), now)}`;
  return `Issued by ${issuer}${since}, still valid${until}, checked just now.`;
}

/** A composite stays valid when a part of it is revoked, but it says so beside its verdict. */
function partNote({ composite }: CredentialFacts): Html | string {
  if (composite === null || composite.isIntact) return '';
  return html`<div class="verdict warn">
    ${icon('warn')}
    <div>
      <p class="word">Incomplete</p>
      <p>${composite.sentence} Its parts are listed below.</p>
    </div>
  </div>`;
}

function resultSection({ verification }: CredentialFacts): Html | string {
  const results = resultsIn(verification.report.credential);
  if (results.length === 0) return '';
  return html`<section>
    <h2>What the person showed</h2>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th>Criterion</th>
            <th>Level reached</th>
            <th>Possible levels</th>
          </tr>
        </thead>
        <tbody>
          ${results.map(
            (r) =>
              html`<tr>
                <td>${r.criterion}</td>
                <td>
                  <b>${r.level}</b
                  >${r.description === '' ? '' : html`<br /><span class="soft">${r.description}</span>`}
                </td>
                <td class="soft">${r.levels.join(' · ')}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}

function aboutSection(shown: Shown): Html {
  return html`<section>
    ${
      shown.description === null
        ? ''
        : html`<h2>What it stands for</h2>
            ${proseText(shown.description)}`
    }
    ${
      shown.criteria === null
        ? ''
        : html`<h2>How it was assessed</h2>
            ${proseText(shown.criteria)}`
    }
  </section>`;
}

function skillSection(shown: Shown): Html | string {
  if (shown.alignments.length === 0) return '';
  return html`<section>
    <h2>Skills</h2>
    <ul>
      ${shown.alignments.map(
        (a) =>
          html`<li>
            ${
              a.url?.startsWith('http') === true
                ? html`<a href="${a.url}" rel="noopener nofollow">${a.name}</a>`
                : a.name
            }
            ${a.framework === null ? '' : html`<span class="soft small" title="${a.code ?? ''}">${frameworkText(a.framework)}</span>`}
          </li>`,
      )}
    </ul>
  </section>`;
}

const partTones = {
  active: 'good',
  revoked: 'bad',
  suspended: 'warn',
  expired: 'warn',
  broken: 'warn',
} as const;

const partWords = {
  active: 'valid',
  revoked: 'revoked',
  suspended: 'suspended',
  expired: 'expired',
  broken: 'incomplete',
} as const;

function partSection({ composite }: CredentialFacts): Html | string {
  if (composite === null) return '';
  return html`<section>
    <h2>What it is made of</h2>
    <p>${composite.sentence}</p>
    <ul class="checks">
      ${composite.parts.map((part) => {
        const tone = partTones[part.state];
        return html`<li>
          <span class="${tone}">${icon(tone)}</span>
          <span
            ><a href="/c/${part.credentialId.replace('urn:uuid:', '')}">${part.title}</a>:
            ${partWords[part.state]}</span
          >
        </li>`;
      })}
    </ul>
  </section>`;
}

function countSection({ stacks }: CredentialFacts): Html | string {
  if (stacks.length === 0) return '';
  return html`<section>
    <h2>What it counts for</h2>
    <ul>
      ${stacks.map((stack) => html`<li><a href="/b/${stack.badgeId}">${stack.name}</a></li>`)}
    </ul>
  </section>`;
}

function historySection({ award, history, verification }: CredentialFacts, now: Date): Html {
  const { log } = verification.verdict;
  const changes = { active: 'Reinstated', suspended: 'Suspended', revoked: 'Revoked' } as const;
  return html`<section>
    <h2>Its history</h2>
    <ul>
      ${award === null ? '' : html`<li>Issued on ${dateText(award.issuedAt, now)}.</li>`}
      ${history.map((change) => html`<li>${changes[change.state]} on ${dateText(change.at, now)}.</li>`)}
    </ul>
    <p class="soft">
      ${log.sentence}
      ${
        log.state === 'logged'
          ? html`It is entry ${String(log.index)}; the
              <a href="/api/v1/log/checkpoint">signed checkpoint</a> covers it.`
          : ''
      }
    </p>
  </section>`;
}

function fileSection(facts: CredentialFacts, shown: Shown, uuid: string, now: Date): Html {
  return html`<section>
    <h2>The file itself</h2>
    <p>
      This page is a view of a signed file. The file can be checked anywhere, also without this site; keep a
      copy.
    </p>
    <div class="act noprint">
      <a class="button" href="/c/${uuid}.json" download="${uuid}.json">Download the credential</a>
      <button class="button quiet" type="button" data-print hidden>Print as a certificate</button>
    </div>
    <dl class="facts small">
      <dt>Credential</dt>
      <dd class="mono">${facts.credential.credentialId}</dd>
      <dt>Issuer</dt>
      <dd class="mono">${shown.issuer.id}</dd>
      <dt>Badge</dt>
      <dd>
        <a href="/b/${facts.credential.badgeId}/${String(facts.credential.version)}"
          >Version ${String(facts.credential.version)}</a
        >
      </dd>
      <dt>Checked</dt>
      <dd>${now.toISOString()}</dd>
    </dl>
    <div class="qr" aria-hidden="true">${raw(facts.qr)}</div>
  </section>`;
}
