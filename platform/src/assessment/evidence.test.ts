import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { copyJson } from '@rungs/credentials/json';
import { achievement } from '@rungs/credentials/openbadges';
import { prepareEvidence } from './evidence.ts';
import { evidenceLimits, evidenceSchema, type EvidenceInput, type RubricDraft } from './model.ts';
import { resultDescriptionsOf, resultsOf } from './results.ts';

const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');
const one = (item: EvidenceInput): ReturnType<typeof prepareEvidence>[number] | undefined =>
  prepareEvidence([item])[0];
const file = { kind: 'file', name: 'a.txt', mediaType: 'text/plain' } as const;

describe('an item of evidence', () => {
  it('is known by the SHA-256 of what it is, not of how it is called', () => {
    const base64 = Buffer.from('hello').toString('base64');
    expect(one({ kind: 'text', text: 'hello' })?.sha256).toBe(sha256('hello'));
    expect(one({ ...file, base64 })?.sha256).toBe(sha256('hello'));
    expect(one({ ...file, name: 'b.txt', base64 })?.sha256).toBe(sha256('hello'));
    expect(one({ kind: 'link', url: 'https://Example.org', title: 'x' })?.sha256).toBe(
      one({ kind: 'link', url: 'https://example.org/' })?.sha256,
    );
  });

  it('may be a file of which only the hash is handed in', () => {
    const hash = sha256('hello');
    expect(one({ ...file, sha256: hash })).toMatchObject({
      sha256: hash,
      bytes: null,
      content: { size: null },
    });
    const base64 = Buffer.from('hello').toString('base64');
    expect(one({ ...file, base64, sha256: hash })).toMatchObject({ content: { size: 5 } });
    expect(() => one({ ...file, base64, sha256: sha256('other') })).toThrow('evidence_invalid');
    expect(() => one(file)).toThrow('evidence_invalid');
  });

  it('is refused when it is too large, no https address, or not an exact score', () => {
    const wrong: EvidenceInput[] = [
      { kind: 'text', text: 'ü'.repeat(evidenceLimits.text / 2 + 1) },
      { ...file, base64: Buffer.alloc(evidenceLimits.file + 1).toString('base64') },
      { kind: 'link', url: 'https://user:secret@example.org/' },
      { kind: 'link', url: 'https://' },
      { kind: 'link', url: 'http://example.org/' },
      { kind: 'score', source: 'quiz', value: 0.1234567, max: 1 },
      { kind: 'score', source: 'quiz', value: 1e-7, max: 1 },
    ];
    for (const item of wrong) expect(() => one(item)).toThrow('evidence_invalid');
    const score = { kind: 'score', source: 'quiz', value: 1, max: 1 } as const;
    expect(() => prepareEvidence([score, score])).toThrow(
      'Item 1 cannot be taken: there are two scores of quiz',
    );
  });

  it('is refused at the door with unknown members or another scheme', () => {
    const accepts = (item: unknown): boolean => evidenceSchema.safeParse(item).success;
    expect(accepts({ kind: 'link', url: 'https://example.org/a' })).toBe(true);
    expect(accepts({ kind: 'link', url: 'javascript:alert(1)' })).toBe(false);
    expect(accepts({ kind: 'link', url: 'http://example.org' })).toBe(false);
    expect(accepts({ kind: 'text', text: 'x', html: true })).toBe(false);
    expect(accepts({ kind: 'score', source: 's', value: -1, max: 1 })).toBe(false);
    expect(accepts({ kind: 'score', source: 's', value: 0, max: 0 })).toBe(false);
    expect(accepts({ kind: 'video', url: 'https://example.org' })).toBe(false);
  });
});

describe('a rubric in Open Badges 3.0', () => {
  const id = 'https://rungs.example/b/bdg_1/2';
  const rubric: RubricDraft = {
    criteria: [
      {
        id: 'code',
        name: 'Code',
        weight: 1,
        mustPass: 'works',
        levels: [
          { id: 'broken', name: 'Does not run', points: 0 },
          { id: 'works', name: 'Runs', points: 2, description: 'All tests pass.' },
        ],
      },
    ],
    thresholdNumerator: 1,
    thresholdDenominator: 2,
  };

  it('is a result description a criterion, in the shape of the standard', () => {
    const resultDescription = resultDescriptionsOf(rubric, id);
    const document = {
      id,
      type: ['Achievement'],
      name: 'n',
      description: 'd',
      criteria: { narrative: 'c' },
      resultDescription,
    };
    expect(achievement(copyJson(document), '')).toBeUndefined();
  });

  it('has results that point to its descriptions and levels', () => {
    const [description] = resultDescriptionsOf(rubric, id);
    const [result] = resultsOf([{ criterionId: 'code', levelId: 'works' }], id);
    expect(result).toEqual({
      type: ['Result'],
      resultDescription: description?.['id'],
      achievedLevel: description?.['requiredLevel'],
    });
  });
});
