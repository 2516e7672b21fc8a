import { html, raw } from 'hono/html';
import type { CompositeState } from '#stacks';
import type { Shown } from '#verification';
import type { CredentialFacts } from '../public/credentials.ts';
import { dateText, frameworkText, icon, proseText, type Html, type PageFrame } from './layout.ts';
import { linkedInAddress } from './linked-in.ts';
import { resultsIn } from './results.ts';
import { verdictBox } from './verdict.ts';
import type { PageWords } from './words.ts';

/** The page of one credential. Where its signature does not hold, nothing that it says is on the page. */
export function credentialPage(
  facts: CredentialFacts,
  publicUrl: string,
  now: Date,
  words: PageWords,
): { readonly frame: PageFrame; readonly content: Html } {
  const { credential, verification, org } = facts;
  const { shown } = verification;
  const uuid = credential.credentialId.replace('urn:uuid:', '');
  const url = `${publicUrl}/c/${uuid}`;
  const isFictional = org?.isDemo === true || credential.isSynthetic;
  const frame: PageFrame = {
    title:
      shown === undefined
        ? words.credential.broken
        : words.credential.titleOf(shown.title, shown.recipientName),
    description: verification.verdict.sentence,
    url,
    image: `${publicUrl}/b/${credential.badgeId}/${String(credential.version)}/image`,
    json: `/c/${uuid}.json`,
    jsonType: 'application/vc',
    mark: isFictional ? markText(facts, words) : null,
    brand: org === null ? undefined : { orgId: org.orgId, hasTheme: org.accentColour !== undefined },
  };
  const body =
    shown === undefined
      ? html`<h1>${words.credential.brokenTitle}</h1>
          ${verdictBox(verification.verdict, verification.verdict.sentence, words)}`
      : shownContent({ facts, shown, url, now, words });
  return { frame, content: html`<article>${body}</article>` };
}

function markText({ credential, org }: CredentialFacts, { demo }: PageWords): string {
  if (org?.isDemo !== true) return demo.evidence;
  return credential.isSynthetic ? demo.both : demo.issuerOnly;
}

/** What every part of the page is drawn from. */
interface Drawn {
  readonly facts: CredentialFacts;
  readonly shown: Shown;
  readonly url: string;
  readonly now: Date;
  readonly words: PageWords;
}

function shownContent(drawn: Drawn): Html {
  const { facts, shown, words } = drawn;
  const { credential, verification } = facts;
  const notes = {
    reason: credential.state === 'active' ? null : credential.reason,
    note: partNote(facts, words),
  };
  return html`${head(drawn)} ${verdictBox(verification.verdict, leadOf(drawn), words, notes)}
  ${resultSection(facts, words)} ${aboutSection(shown, words)} ${skillSection(shown, words)}
  ${partSection(facts, words)} ${countSection(facts, words)} ${historySection(drawn)} ${fileSection(drawn)}`;
}

function head({ facts, shown, words }: Drawn): Html {
  const { credential, org } = facts;
  const { issuer } = shown;
  const name = issuer.recognisedAs ?? issuer.claimedName ?? issuer.id;
  return html`<header class="head">
    <div>
      <p class="kind">${words.credential.kind}</p>
      <h1>${shown.title}</h1>
      <p class="lead">${shown.recipientName ?? words.credential.unnamed}</p>
      <p>
        ${words.credential.issuedBy} ${org === null ? name : html`<a href="/i/${org.orgId}">${name}</a>`}
        ${issuer.domain === null ? '' : html`<span class="soft">(${issuer.domain})</span>`}
      </p>
      <p class="tags">
        ${org?.isDemo === true ? html`<span class="tag warn">${words.demo.issuerTag}</span>` : ''}
        ${credential.isSynthetic ? html`<span class="tag warn">${words.demo.evidenceTag}</span>` : ''}
      </p>
    </div>
    ${shown.image === null ? '' : html`<img src="${shown.image.url}" alt="${shown.image.alt}" width="136" height="136" />`}
  </header>`;
}

/** "Issued by … on …, still valid, checked just now." */
function leadOf({ facts, shown, now, words }: Drawn): string {
  const { verdict } = facts.verification;
  if (verdict.word !== 'valid') return verdict.sentence;
  const issuer = shown.issuer.recognisedAs ?? shown.issuer.claimedName ?? shown.issuer.id;
  const date = (iso: string | null): string | null =>
    iso === null ? null : dateText(new Date(iso), now, words);
  return words.credential.lead(issuer, date(shown.validFrom), date(shown.validUntil));
}

/** Says what has become of the parts of a composite. */
function partsSentence({ parts }: CompositeState, words: PageWords): string {
  const states = ['revoked', 'suspended', 'expired', 'broken'] as const;
  const told = states.flatMap((state) => {
    const n = parts.filter((part) => part.state === state).length;
    return n === 0 ? [] : [words.parts[state](n)];
  });
  return told.length === 0 ? words.parts.current : told.join(' ');
}

/** A composite stays valid when a part of it is revoked, but it says so beside its verdict. */
function partNote({ composite }: CredentialFacts, words: PageWords): Html | string {
  if (composite === null || composite.isIntact) return '';
  return html`<div class="verdict warn">
    ${icon('warn')}
    <div>
      <p class="word">${words.credential.incomplete}</p>
      <p>${partsSentence(composite, words)} ${words.credential.partsBelow}</p>
    </div>
  </div>`;
}

function resultSection({ verification }: CredentialFacts, words: PageWords): Html | string {
  const results = resultsIn(verification.report.credential);
  if (results.length === 0) return '';
  return html`<section>
    <h2>${words.credential.shown}</h2>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th>${words.credential.criterion}</th>
            <th>${words.credential.reached}</th>
            <th>${words.credential.possible}</th>
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

function aboutSection(shown: Shown, words: PageWords): Html {
  return html`<section>
    ${
      shown.description === null
        ? ''
        : html`<h2>${words.credential.about}</h2>
            ${proseText(shown.description)}`
    }
    ${
      shown.criteria === null
        ? ''
        : html`<h2>${words.credential.assessed}</h2>
            ${proseText(shown.criteria)}`
    }
  </section>`;
}

function skillSection(shown: Shown, words: PageWords): Html | string {
  if (shown.alignments.length === 0) return '';
  return html`<section>
    <h2>${words.credential.skills}</h2>
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

function partSection({ composite }: CredentialFacts, words: PageWords): Html | string {
  if (composite === null) return '';
  return html`<section>
    <h2>${words.credential.parts}</h2>
    <p>${partsSentence(composite, words)}</p>
    <ul class="checks">
      ${composite.parts.map((part) => {
        const tone = partTones[part.state];
        return html`<li>
          <span class="${tone}">${icon(tone)}</span>
          <span
            ><a href="/c/${part.credentialId.replace('urn:uuid:', '')}">${part.title}</a>:
            ${words.credential.partStates[part.state]}</span
          >
        </li>`;
      })}
    </ul>
  </section>`;
}

function countSection({ stacks }: CredentialFacts, words: PageWords): Html | string {
  if (stacks.length === 0) return '';
  return html`<section>
    <h2>${words.countsFor}</h2>
    <ul>
      ${stacks.map((stack) => html`<li><a href="/b/${stack.badgeId}">${stack.name}</a></li>`)}
    </ul>
  </section>`;
}

function historySection({ facts, now, words }: Drawn): Html {
  const { award, history, verification } = facts;
  const { log } = verification.verdict;
  const say = words.credential;
  return html`<section>
    <h2>${say.history}</h2>
    <ul>
      ${award === null ? '' : html`<li>${say.issuedOn(dateText(award.issuedAt, now, words))}</li>`}
      ${history.map((change) => html`<li>${say.changes[change.state](dateText(change.at, now, words))}</li>`)}
    </ul>
    <p class="soft">
      ${log.sentence}
      ${
        log.state === 'logged'
          ? html`${say.entry(log.index)} <a href="/api/v1/log/checkpoint">${say.checkpoint}</a>.`
          : ''
      }
    </p>
  </section>`;
}

function fileSection({ facts, shown, url, now, words }: Drawn): Html {
  const { credential } = facts;
  const say = words.credential;
  const uuid = credential.credentialId.replace('urn:uuid:', '');
  return html`<section class="file">
    <h2>${say.file}</h2>
    <p class="noprint">${say.fileText}</p>
    <div class="act noprint">
      <a class="button" href="/c/${uuid}.json" download="${uuid}.json">${say.download}</a>
      <button class="button quiet" type="button" data-print hidden>${words.print}</button>
      <a class="button quiet" href="${linkedInAddress(facts, shown, url)}" rel="noopener noreferrer nofollow"
        >${say.linkedIn}</a
      >
    </div>
    <div class="proof">
      <dl class="facts small">
        <dt>${say.facts.credential}</dt>
        <dd class="mono">${credential.credentialId}</dd>
        <dt>${say.facts.issuer}</dt>
        <dd class="mono">${shown.issuer.id}</dd>
        <dt>${say.facts.badge}</dt>
        <dd>
          <a href="/b/${credential.badgeId}/${String(credential.version)}"
            >${say.versionOf(credential.version)}</a
          >
        </dd>
        <dt>${say.facts.checked}</dt>
        <dd><time datetime="${now.toISOString()}">${dateText(now, now, words)}</time></dd>
      </dl>
      <figure class="qr">
        <div aria-hidden="true">${raw(facts.qr)}</div>
        <figcaption>${say.scan}<span class="print">${url}</span></figcaption>
      </figure>
    </div>
  </section>`;
}
