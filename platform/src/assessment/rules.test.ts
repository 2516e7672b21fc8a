import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Criterion, Result, RubricDraft, ScoreRule } from './model.ts';
import { checkRubric, rubricDigest } from './rubric-rules.ts';
import { checkAssessor, decide, decisionDigest, levelsByRule, nextAttempt } from './rules.ts';
import { testId } from '#testing';

const criterion = (id: string): fc.Arbitrary<Criterion> =>
  fc
    .record({
      weight: fc.integer({ min: 1, max: 50 }),
      points: fc.uniqueArray(fc.integer({ min: 0, max: 1000 }), { minLength: 2, maxLength: 6 }),
      mustPass: fc.option(fc.nat(5), { nil: undefined }),
    })
    .map(({ weight, points, mustPass }) => {
      const levels = points.map((p, i) => ({ id: `l${i}`, name: `Level ${i}`, points: p }));
      const required = mustPass === undefined ? undefined : levels[mustPass % levels.length]?.id;
      return { id, name: id, weight, levels, ...(required === undefined ? {} : { mustPass: required }) };
    });

/** A rubric of one to five criteria with a level for each. */
const judged: fc.Arbitrary<{ rubric: RubricDraft; results: Result[] }> = fc
  .integer({ min: 1, max: 5 })
  .chain((n) =>
    fc.record({
      criteria: fc.tuple(...Array.from({ length: n }, (_, i) => criterion(`c${i}`))),
      threshold: fc.nat(100),
      picks: fc.array(fc.nat(5), { minLength: n, maxLength: n }),
    }),
  )
  .map(({ criteria, threshold, picks }) => ({
    rubric: { criteria, thresholdNumerator: threshold, thresholdDenominator: 100 },
    results: criteria.map((c, i) => ({
      criterionId: c.id,
      levelId: c.levels[(picks[i] ?? 0) % c.levels.length]?.id ?? '',
    })),
  }));

const two: RubricDraft = {
  criteria: [
    {
      id: 'code',
      name: 'Code',
      weight: 2,
      mustPass: 'works',
      levels: [
        { id: 'broken', name: 'Does not run', points: 0 },
        { id: 'works', name: 'Runs', points: 2 },
        { id: 'clean', name: 'Runs and reads well', points: 3 },
      ],
    },
    {
      id: 'words',
      name: 'Words',
      weight: 1,
      levels: [
        { id: 'none', name: 'No explanation', points: 0 },
        { id: 'full', name: 'Explained', points: 1 },
      ],
    },
  ],
  thresholdNumerator: 2,
  thresholdDenominator: 3,
};

describe('a rubric', () => {
  it('explains why somebody has mastered a badge, and why not yet', () => {
    const enough = decide(two, [
      { criterionId: 'words', levelId: 'none' },
      { criterionId: 'code', levelId: 'clean' },
    ]);
    expect(enough).toMatchObject({
      outcome: 'mastered',
      total: { numerator: '2', denominator: '3' },
      threshold: { numerator: '2', denominator: '3' },
      isThresholdMet: true,
      missedCriteria: [],
    });
    const missed = decide({ ...two, thresholdNumerator: 0 }, [
      { criterionId: 'code', levelId: 'broken' },
      { criterionId: 'words', levelId: 'full' },
    ]);
    expect(missed).toMatchObject({ outcome: 'not_yet', isThresholdMet: true, missedCriteria: ['code'] });
    expect(missed.criteria[0]).toEqual({
      criterionId: 'code',
      name: 'Code',
      levelId: 'broken',
      levelName: 'Does not run',
      points: 0,
      maxPoints: 3,
      weight: 2,
      share: { numerator: '0', denominator: '1', ratio: 0 },
      mustPass: { levelId: 'works', levelName: 'Runs', isMet: false },
    });
  });

  it('never turns "mastered" into "not yet" when one level gets better', () => {
    fc.assert(
      fc.property(judged, fc.nat(4), fc.nat(5), ({ rubric, results }, at, to) => {
        const i = at % results.length;
        const levels = rubric.criteria[i]?.levels ?? [];
        const old = levels.find((l) => l.id === results[i]?.levelId);
        const fresh = levels[to % levels.length];
        fc.pre(old !== undefined && fresh !== undefined && fresh.points >= old.points);
        const better = results.map((r, j) => (j === i ? { ...r, levelId: fresh.id } : r));
        const [before, after] = [decide(rubric, results), decide(rubric, better)];
        if (before.outcome === 'mastered') expect(after.outcome).toBe('mastered');
        expect(after.total.ratio).toBeGreaterThanOrEqual(before.total.ratio);
      }),
    );
  });

  it('decides the same, down to the digest, in whatever order the scores come', () => {
    fc.assert(
      fc.property(
        judged.chain((j) =>
          fc.record({
            j: fc.constant(j),
            other: fc.shuffledSubarray(j.results, { minLength: j.results.length }),
          }),
        ),
        ({ j, other }) => {
          const [a, b] = [decide(j.rubric, j.results), decide(j.rubric, other)];
          expect(b).toEqual(a);
          const digest = rubricDigest(j.rubric);
          expect(decisionDigest(digest, b)).toBe(decisionDigest(digest, a));
        },
      ),
    );
  });

  it('is reached exactly at its threshold and missed by the smallest share below it', () => {
    fc.assert(
      fc.property(judged, ({ rubric, results }) => {
        const free = {
          ...rubric,
          criteria: rubric.criteria.map((c) => {
            const { mustPass, ...rest } = c;
            expect(mustPass === undefined || typeof mustPass === 'string').toBe(true);
            return rest;
          }),
        };
        const { total } = decide(free, results);
        const at = {
          thresholdNumerator: Number(total.numerator),
          thresholdDenominator: Number(total.denominator),
        };
        fc.pre(Number.isSafeInteger(at.thresholdDenominator * 1000) && at.thresholdDenominator > 0);
        expect(decide({ ...free, ...at }, results).outcome).toBe('mastered');
        const above = {
          thresholdNumerator: at.thresholdNumerator * 1000 + 1,
          thresholdDenominator: at.thresholdDenominator * 1000,
        };
        expect(decide({ ...free, ...above }, results).outcome).toBe('not_yet');
      }),
    );
  });

  it('adds thirds to a whole, which floating point would not', () => {
    const third = (id: string): Criterion => ({
      id,
      name: id,
      weight: 1,
      levels: [
        { id: 'no', name: 'No', points: 0 },
        { id: 'some', name: 'Some', points: 1 },
        { id: 'all', name: 'All', points: 10 },
      ],
    });
    // Three times 1/10 is 3/10, although 0.1 + 0.1 + 0.1 > 0.3 in doubles.
    const rubric = {
      criteria: ['a', 'b', 'c'].map(third),
      thresholdNumerator: 1,
      thresholdDenominator: 10,
    };
    const some = rubric.criteria.map((c) => ({ criterionId: c.id, levelId: 'some' }));
    expect(decide(rubric, some)).toMatchObject({
      outcome: 'mastered',
      total: { numerator: '1', denominator: '10' },
    });
  });

  it('does not change its decisions when all weights are multiplied alike', () => {
    fc.assert(
      fc.property(judged, fc.integer({ min: 2, max: 100 }), ({ rubric, results }, k) => {
        const scaled = {
          ...rubric,
          criteria: rubric.criteria.map((c) => ({ ...c, weight: c.weight * k })),
        };
        const [a, b] = [decide(rubric, results), decide(scaled, results)];
        expect([b.outcome, b.total]).toEqual([a.outcome, a.total]);
      }),
    );
  });

  it('does not change its decisions when the points of one criterion are multiplied alike', () => {
    fc.assert(
      fc.property(judged, fc.integer({ min: 2, max: 9 }), ({ rubric, results }, k) => {
        const scaled = {
          ...rubric,
          criteria: rubric.criteria.map((c, i) =>
            i === 0 ? { ...c, levels: c.levels.map((l) => ({ ...l, points: l.points * k })) } : c,
          ),
        };
        const [a, b] = [decide(rubric, results), decide(scaled, results)];
        expect([b.outcome, b.total]).toEqual([a.outcome, a.total]);
      }),
    );
  });

  it('agrees with the arithmetic of whole numbers done another way', () => {
    fc.assert(
      fc.property(judged, ({ rubric, results }) => {
        const parts = rubric.criteria.map((c) => ({
          weight: BigInt(c.weight),
          points: BigInt(
            c.levels.find((l) => results.some((r) => r.criterionId === c.id && r.levelId === l.id))?.points ??
              0,
          ),
          max: BigInt(Math.max(...c.levels.map((l) => l.points))),
        }));
        const product = parts.reduce((all, p) => all * p.max, 1n);
        const sum = parts.reduce((all, p) => all + (p.weight * p.points * product) / p.max, 0n);
        const weights = parts.reduce((all, p) => all + p.weight, 0n);
        const reached = sum * 100n >= BigInt(rubric.thresholdNumerator) * product * weights;
        expect(decide(rubric, results).isThresholdMet).toBe(reached);
      }),
    );
  });

  it('needs every criterion scored once, with a level of its own', () => {
    const [a, b] = [
      { criterionId: 'code', levelId: 'works' },
      { criterionId: 'words', levelId: 'full' },
    ];
    for (const wrong of [
      [],
      [a],
      [a, b, b],
      [a, b, { criterionId: 'style', levelId: 'full' }],
      [a, { criterionId: 'words', levelId: 'works' }],
    ])
      expect(() => decide(two, wrong)).toThrow('score_invalid');
  });

  it('is refused when it contradicts itself', () => {
    const [code, words] = two.criteria as [Criterion, Criterion];
    const rule = (bands: [number, string][], criterionId = 'words'): RubricDraft => ({
      ...two,
      scoreRules: [
        {
          criterionId,
          bands: bands.map(([n, levelId]) => ({ atLeast: { numerator: n, denominator: 10 }, levelId })),
        },
      ],
    });
    const wrong: [string, RubricDraft][] = [
      ['more than the whole', { ...two, thresholdNumerator: 4 }],
      ['there are two: criterion code', { ...two, criteria: [code, code] }],
      ['which is none of its levels', { ...two, criteria: [{ ...words, mustPass: 'works' }] }],
      [
        'with points 0',
        { ...two, criteria: [{ ...words, levels: words.levels.map((l) => ({ ...l, points: 0 })) }] },
      ],
      ['unknown criterion', rule([[0, 'none']], 'style')],
      ['unknown level', rule([[0, 'works']])],
      ['begins at zero', rule([[1, 'full']])],
      [
        'begin alike',
        rule([
          [0, 'none'],
          [0, 'full'],
        ]),
      ],
      [
        'no better level',
        rule([
          [0, 'full'],
          [5, 'none'],
        ]),
      ],
    ];
    for (const [why, rubric] of wrong) expect(() => checkRubric(rubric)).toThrow(why);
    expect(() =>
      checkRubric(
        rule([
          [5, 'full'],
          [0, 'none'],
        ]),
      ),
    ).not.toThrow();
  });
});

const bands: ScoreRule = {
  criterionId: 'words',
  bands: [
    { atLeast: { numerator: 0, denominator: 1 }, levelId: 'none' },
    { atLeast: { numerator: 40, denominator: 100 }, levelId: 'full' },
  ],
};
const oneScore: RubricDraft = {
  criteria: two.criteria.slice(1),
  thresholdNumerator: 1,
  thresholdDenominator: 1,
  scoreRules: [bands],
};

describe('a rule over scores', () => {
  it('gives the best band that is reached, exactly at its edge', () => {
    const level = (value: number, max: number): string | undefined =>
      levelsByRule(oneScore, [{ source: 'quiz', value, max }]).results[0]?.levelId;
    expect(level(40, 100)).toBe('full');
    expect(level(39.999999, 100)).toBe('none');
    expect(level(0.4, 1)).toBe('full');
    expect(level(1.2, 3)).toBe('full');
    expect(level(0, 7)).toBe('none');
    expect(level(110, 100)).toBe('full');
  });

  it('decides as an assessor who read the same levels off the scores', () => {
    const percent = fc.integer({ min: 0, max: 10_000 }).map((n) => n / 100);
    fc.assert(
      fc.property(percent, percent, fc.boolean(), (code, words, isSwapped) => {
        const rubric: RubricDraft = {
          ...two,
          scoreRules: [
            { ...bands, source: 'essay' },
            {
              criterionId: 'code',
              source: 'tests',
              bands: [
                { atLeast: { numerator: 9, denominator: 10 }, levelId: 'clean' },
                { atLeast: { numerator: 0, denominator: 1 }, levelId: 'broken' },
                { atLeast: { numerator: 1, denominator: 2 }, levelId: 'works' },
              ],
            },
          ],
        };
        const scores = [
          { source: 'tests', value: code, max: 100 },
          { source: 'essay', value: words, max: 100 },
        ];
        const read = levelsByRule(rubric, isSwapped ? [...scores].reverse() : scores);
        expect(read.missing).toEqual([]);
        const byHand: Result[] = [
          { criterionId: 'words', levelId: words >= 40 ? 'full' : 'none' },
          { criterionId: 'code', levelId: code >= 90 ? 'clean' : code >= 50 ? 'works' : 'broken' },
        ];
        expect(decide(rubric, read.results)).toEqual(decide(rubric, byHand));
      }),
    );
  });

  it('names the criteria that no score decides', () => {
    expect(levelsByRule(two, [{ source: 'a', value: 1, max: 1 }]).missing).toEqual(['code', 'words']);
    expect(levelsByRule(oneScore, []).missing).toEqual(['words']);
    const unclear = [
      { source: 'a', value: 1, max: 1 },
      { source: 'b', value: 0, max: 1 },
    ];
    expect(levelsByRule(oneScore, unclear).missing).toEqual(['words']);
  });
});

describe('an attempt', () => {
  it('follows the ones before it, when none is open and mastery was not decided', () => {
    const notYet = { attempt: 1, state: 'decided', outcome: 'not_yet' } as const;
    const mastered = { attempt: 2, state: 'decided', outcome: 'mastered' } as const;
    expect(nextAttempt([], false)).toBe(1);
    expect(nextAttempt([notYet], false)).toBe(2);
    expect(() => nextAttempt([{ attempt: 1, state: 'returned', outcome: null }], false)).toThrow(
      'submission_open',
    );
    expect(() => nextAttempt([notYet, mastered], false)).toThrow('submission_needless');
    expect(nextAttempt([notYet, mastered], true)).toBe(3);
  });

  it('is judged by somebody else', () => {
    const [a, b] = [testId('org'), testId('org')];
    expect(() => checkAssessor({ id: 'usr_1', personId: a }, a)).toThrow('assessor_conflict');
    expect(() => checkAssessor({ id: 'usr_1', personId: b }, a)).not.toThrow();
    expect(() => checkAssessor({ id: 'key_1', personId: null }, a)).not.toThrow();
  });
});
