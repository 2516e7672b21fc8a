import { html } from 'hono/html';
import type { PlainCheck, Verdict, VerdictWord } from '#verification';
import { icon, type Html, type Tone } from './layout.ts';

const words: Readonly<Record<VerdictWord, readonly [Tone, string]>> = {
  valid: ['good', 'Valid'],
  inconclusive: ['warn', 'Inconclusive'],
  not_valid: ['bad', 'Not valid'],
};

const marks: Readonly<Record<PlainCheck['status'], readonly [Tone, string]>> = {
  pass: ['good', 'Holds'],
  fail: ['bad', 'Fails'],
  unknown: ['warn', 'Not known'],
  skipped: ['soft', 'Not needed'],
};

/** What the issuer adds to a verdict: a reason inside the box, a note of its own between box and checks. */
export interface VerdictNotes {
  readonly reason?: string | null;
  readonly note?: Html | string;
}

/** The verdict: icon, word and colour together, a sentence, and every check beneath it. */
export function verdictBox(verdict: Verdict, lead: string, notes: VerdictNotes = {}): Html {
  const [tone, word] = words[verdict.word];
  return html`<section aria-label="Verdict">
    <div class="verdict ${tone}" role="status">
      ${icon(tone)}
      <div>
        <p class="word">${word}</p>
        <p>${lead}</p>
        ${notes.reason == null ? '' : html`<p>The issuer’s reason: ${notes.reason}</p>`}
        ${
          verdict.issuerSentence === null
            ? ''
            : html`<p class="small">
                ${verdict.issuerRecognised ? '' : html`<span class="tag note">Issuer unrecognised</span> `}${verdict.issuerSentence}
              </p>`
        }
      </div>
    </div>
    ${notes.note ?? ''}
    <details>
      <summary>What was checked</summary>
      <ul class="checks">
        ${verdict.checks.map((check) => {
          const [mark, name] = marks[check.status];
          return html`<li>
            <span class="${mark}">${icon(mark)}</span>
            <span><b>${name}.</b> ${check.text}</span>
          </li>`;
        })}
      </ul>
    </details>
  </section>`;
}
