import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { testId } from '#testing';
import type { BadgeContent } from './model.ts';
import {
  checkAlignments,
  completeness,
  contentDigest,
  contentOf,
  diffContent,
  isAwardable,
} from './rules.ts';

const word = fc.string({ minLength: 1, maxLength: 12 }).filter((s) => s.trim() !== '');
const content: fc.Arbitrary<BadgeContent> = fc.record(
  {
    name: word,
    objective: word,
    description: fc.string({ maxLength: 20 }),
    criteria: word,
    achievementType: fc.constantFrom('MicroCredential', 'Course'),
    language: fc.constantFrom('en', 'de-AT'),
    tags: fc.array(word, { maxLength: 3 }),
    image: fc.record({
      mediaType: fc.constantFrom('image/png' as const, 'image/svg+xml' as const),
      digest: fc.constantFrom('a'.repeat(64), 'b'.repeat(64)),
      alt: word,
      isGenerated: fc.boolean(),
    }),
    alignments: fc.array(
      fc.record({
        framework: fc.constantFrom('esco', 'onet'),
        frameworkVersion: fc.constant('1'),
        code: word,
        name: word,
        url: fc.constant('https://example.org/skill'),
        level: fc.integer({ min: 0, max: 10 }),
      }),
      { maxLength: 2 },
    ),
    expiresAfterDays: fc.integer({ min: 1, max: 400 }),
    creditsAvailable: fc.constantFrom(0, 0.5, 6),
    quality: fc.record({ eqfLevel: fc.integer({ min: 1, max: 8 }) }, { requiredKeys: [] }),
  },
  {
    requiredKeys: [
      'name',
      'objective',
      'description',
      'criteria',
      'achievementType',
      'language',
      'tags',
      'image',
      'alignments',
    ],
  },
);

/** The same data with its members written in another order, as a database may give them back. */
function reordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, reordered(item)]),
  );
}

describe('the content of a badge version', () => {
  const badgeId = testId('bdg');

  it('has one digest, however its members are ordered, and another for any other content', () => {
    fc.assert(
      fc.property(content, content, (a, b) => {
        const digest = contentDigest({ badgeId, version: 1, content: a });
        expect(contentDigest({ badgeId, version: 1, content: reordered(a) as BadgeContent })).toBe(digest);
        expect(contentDigest({ badgeId, version: 2, content: a })).not.toBe(digest);
        const same = contentDigest({ badgeId, version: 1, content: b }) === digest;
        expect(same).toBe(diffContent(a, b).length === 0);
      }),
    );
  });

  it('differs from another exactly in the members that are listed with their old and new value', () => {
    fc.assert(
      fc.property(content, content, (a, b) => {
        const changes = diffContent(a, b);
        const mended: Record<string, unknown> = { ...a };
        for (const { field, after } of changes) mended[field] = after;
        expect(diffContent(mended as unknown as BadgeContent, b)).toEqual([]);
        expect(diffContent(b, a).map((c) => [c.field, c.after, c.before])).toEqual(
          changes.map((c) => [c.field, c.before, c.after]),
        );
        expect(diffContent(a, a)).toEqual([]);
      }),
    );
  });

  it('gets the defaults of what its author left out', () => {
    const image = { mediaType: 'image/png', digest: 'a'.repeat(64), alt: 'A', isGenerated: false } as const;
    const made = contentOf({ name: 'N', objective: 'O', criteria: 'C', tags: ['x', 'x', 'y'] }, image, []);
    expect(made).toEqual({
      name: 'N',
      objective: 'O',
      description: '',
      criteria: 'C',
      achievementType: 'MicroCredential',
      language: 'en',
      tags: ['x', 'y'],
      image,
      alignments: [],
    });
  });

  it('says which elements of the European profile it lacks', () => {
    fc.assert(
      fc.property(content, (c) => {
        const { present, missing } = completeness(c);
        expect(new Set([...present, ...missing]).size).toBe(8);
        expect(present.includes('level')).toBe(c.quality?.eqfLevel !== undefined);
      }),
    );
  });

  it('names one competency once', () => {
    const esco = { framework: 'esco', code: 'S1' };
    expect(() => checkAlignments([esco, { framework: 'onet', code: 'S1' }])).not.toThrow();
    expect(() => checkAlignments([esco, esco])).toThrow('badge_alignment_repeated');
  });

  it('can be awarded when it is published or superseded, never as a draft or retired', () => {
    const statuses = ['draft', 'published', 'superseded', 'retired'] as const;
    expect(statuses.map(isAwardable)).toEqual([false, true, true, false]);
  });
});
