import { describe, expect, it } from 'vitest';
import { dateText, distanceText, proseText } from './layout.ts';
import { resultsIn } from './results.ts';
import { acceptedLanguage, wordsOf } from './words.ts';

describe('the words of a page', () => {
  const now = new Date('2026-11-24T09:00:00Z');

  it('a text of the issuer is shown as typed and never run', async () => {
    const shown = String(
      await proseText('# Title\n<script>alert(1)</script>\n\nDo:\n1. one\n2. two & more\n- a'),
    );
    const flat = shown.replace(/\s*\n\s*/g, '');
    expect(shown).not.toContain('<script>');
    expect(shown).toContain('&lt;script&gt;');
    expect(flat).toContain('<h3>Title</h3>');
    expect(flat).toContain('<ol><li>one</li><li>two &amp; more</li></ol>');
    expect(flat).toContain('<p>Do:</p>');
    expect(flat).toContain('<ul><li>a</li></ul>');
  });

  it('a date is absolute, with the distance beside it', () => {
    const [en, de] = [wordsOf('en'), wordsOf('de')];
    expect(dateText(new Date('2026-11-21T09:00:00Z'), now, en)).toBe('21 November 2026 (3 days ago)');
    expect(dateText(new Date('2027-11-25T09:00:00Z'), now, en)).toBe('25 November 2027 (next year)');
    expect(dateText(new Date('2026-11-21T09:00:00Z'), now, de)).toBe('21. November 2026 (vor 3 Tagen)');
    expect(distanceText(new Date('2026-11-24T09:00:30Z'), now, en)).toBe('just now');
  });

  it('the language is the best of ours that a browser asks for, else English', () => {
    expect(acceptedLanguage('de-AT, en;q=0.5')).toBe('de');
    expect(acceptedLanguage('fr, de;q=0.4, en;q=0.7')).toBe('en');
    expect(acceptedLanguage('de;q=0, fr')).toBe('en');
    expect(acceptedLanguage('*')).toBe('en');
    expect(acceptedLanguage(undefined)).toBe('en');
  });

  it('results that point to nothing are left out', () => {
    const level = { id: 'a#c/yes', name: 'Fluent', description: 'All of it.' };
    const credential = {
      credentialSubject: {
        achievement: {
          resultDescription: [
            { id: 'a#c', name: 'Form', rubricCriterionLevel: [{ name: 'Not shown' }, level] },
          ],
        },
        result: [
          { resultDescription: 'a#c', achievedLevel: 'a#c/yes' },
          { resultDescription: 'a#other', achievedLevel: 'a#c/yes' },
          { resultDescription: 'a#c', achievedLevel: 'a#c/unknown' },
        ],
      },
    };
    expect(resultsIn(credential)).toEqual([
      { criterion: 'Form', level: 'Fluent', description: 'All of it.', levels: ['Not shown', 'Fluent'] },
    ]);
    expect(resultsIn(null)).toEqual([]);
    expect(resultsIn({ credentialSubject: 'x' })).toEqual([]);
  });
});
