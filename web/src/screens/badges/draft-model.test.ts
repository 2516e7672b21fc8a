import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changedFields, faultsOf, merged, numberOf, patchOf, valuesOf, type Badge } from './draft-model.ts';

const badge: Badge = {
  orgId: 'org_1',
  badgeId: 'bdg_1',
  version: 2,
  status: 'draft',
  revision: 4,
  name: 'Data Visualisation',
  objective: 'Makes charts that do not mislead.',
  description: '',
  criteria: 'Hand in three charts.',
  achievementType: 'MicroCredential',
  language: 'en',
  tags: ['charts', 'data'],
  image: { mediaType: 'image/svg+xml', digest: 'a', alt: 'Rungs', isGenerated: true },
  alignments: [],
  quality: { country: 'DE', qualityAssurance: { name: 'Own review', url: 'https://example.org/qa' } },
};
const base = valuesOf(badge);

describe('a draft in its fields', () => {
  it('that nobody touched sends nothing', () => {
    expect(patchOf(base, valuesOf(structuredClone(badge)))).toEqual({ changes: {}, sent: [] });
    expect(faultsOf(base)).toEqual({});
  });

  it('sends what changed and nothing else, and takes an emptied member away', () => {
    const now = { ...base, name: ' Charts ', tags: 'charts, , new', humanCode: '', expiresAfterDays: '730' };
    expect(patchOf({ ...base, humanCode: 'DV-1' }, now).changes).toEqual({
      name: 'Charts',
      tags: ['charts', 'new'],
      humanCode: null,
      expiresAfterDays: 730,
    });
  });

  it('keeps the elements of the European standard together', () => {
    expect(patchOf(base, { ...base, workloadHours: '25', isGraded: 'no' }).changes).toEqual({
      quality: {
        country: 'DE',
        workloadHours: 25,
        isGraded: false,
        qualityAssurance: { name: 'Own review', url: 'https://example.org/qa' },
      },
    });
    expect(patchOf(base, { ...base, country: '', qualityName: '', qualityUrl: '' }).changes).toEqual({
      quality: null,
    });
  });

  it('holds back what cannot be saved, and still sends the rest', () => {
    const now = { ...base, name: ' ', eqfLevel: '4.5', creditsAvailable: '2,5', criteria: 'Hand in four.' };
    expect(faultsOf(now)).toEqual({ name: 'missing', eqfLevel: 'whole' });
    expect(patchOf(base, now).changes).toEqual({ criteria: 'Hand in four.', creditsAvailable: 2.5 });
  });

  it.each([
    ['2,5', 2.5],
    ['30', 30],
    ['-1', Number.NaN],
    ['1e3', Number.NaN],
    ['', Number.NaN],
  ])('reads %s as a number', (text, value) => {
    expect(numberOf(text)).toBe(value);
  });
});

describe('two people at one draft', () => {
  const texts = ['name', 'objective', 'criteria', 'tags'] as const;
  const edit = fc.record(
    Object.fromEntries(texts.map((field) => [field, fc.constantFrom('one', 'two', 'three')])),
    { requiredKeys: [] },
  );

  it('keep what only one of them changed, and are asked about what both did', () => {
    fc.assert(
      fc.property(edit, edit, (a, b) => {
        const mine = { ...base, ...a };
        const theirs = { ...base, ...b };
        const { values, clashes } = merged(base, mine, theirs);
        for (const field of texts) {
          const both = a[field] !== undefined && b[field] !== undefined && a[field] !== b[field];
          expect(clashes.includes(field)).toBe(both);
          expect(values[field]).toBe(a[field] ?? b[field] ?? base[field]);
        }
      }),
    );
  });

  it('end with the same whoever is asked, where they do not clash', () => {
    fc.assert(
      fc.property(edit, edit, (a, b) => {
        const [mine, theirs] = [
          { ...base, ...a },
          { ...base, ...b },
        ];
        const one = merged(base, mine, theirs);
        fc.pre(one.clashes.length === 0);
        expect(changedFields(one.values, merged(base, theirs, mine).values)).toEqual([]);
      }),
    );
  });
});
