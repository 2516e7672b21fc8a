import { html } from 'hono/html';
import type { PlainCheck, Verdict, VerdictWord } from '#verification';
import { icon, type Html, type Tone } from './layout.ts';
import type { PageWords } from './words.ts';

const tones: Readonly<Record<VerdictWord, Tone>> = { valid: 'good', inconclusive: 'warn', not_valid: 'bad' };

const marks: Readonly<Record<PlainCheck['status'], Tone>> = {
  pass: 'good',
  fail: 'bad',
  unknown: 'warn',
  skipped: 'soft',
};

/** What the issuer adds to a verdict: a reason inside the box, a note of its own between box and checks. */
export interface VerdictNotes {
  readonly reason?: string | null;
  readonly note?: Html | string;
}

/** The verdict: icon, word and colour together, a sentence, and every check beneath it. */
export function verdictBox(verdict: Verdict, lead: string, words: PageWords, notes: VerdictNotes = {}): Html {
  const tone = tones[verdict.word];
  const say = words.verdict;
  return html`<section aria-label="${say.label}">
    <div class="verdict ${tone}" role="status">
      ${icon(tone)}
      <div>
        <p class="word">${say.words[verdict.word]}</p>
        <p>${lead}</p>
        ${notes.reason == null ? '' : html`<p>${say.reason(notes.reason)}</p>`}
        ${
          verdict.issuerSentence === null
            ? ''
            : html`<p class="small">
                ${verdict.issuerRecognised ? '' : html`<span class="tag note">${say.unrecognised}</span> `}${verdict.issuerSentence}
              </p>`
        }
      </div>
    </div>
    ${notes.note ?? ''}
    <details>
      <summary>${say.checked}</summary>
      <ul class="checks">
        ${verdict.checks.map((check) => {
          const mark = marks[check.status];
          return html`<li>
            <span class="${mark}">${icon(mark)}</span>
            <span><b>${say.marks[check.status]}.</b> ${check.text}</span>
          </li>`;
        })}
      </ul>
    </details>
  </section>`;
}
