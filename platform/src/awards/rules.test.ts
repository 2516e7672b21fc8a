import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newId } from '#kernel';
import { seededRandom, testNow } from '#testing';
import type { AwardState, Grant, StatusChange } from './model.ts';
import {
  checkRows,
  chunksOf,
  decideChange,
  decideIntent,
  distinctGrants,
  drawIndexes,
  endOf,
  hasRoom,
  identityOf,
  isSignedFormOf,
  mayAward,
} from './rules.ts';

const change = fc.constantFrom<StatusChange>('revoke', 'suspend', 'reinstate');
const state = fc.constantFrom<AwardState>('active', 'suspended', 'revoked');

function after(start: AwardState, changes: readonly StatusChange[]): AwardState {
  return changes.reduce<AwardState>((now, next) => {
    const decision = decideChange(now, next);
    return decision.kind === 'change' ? decision.to : now;
  }, start);
}

describe('the state of an award', () => {
  it('stays revoked whatever is done to it', () => {
    fc.assert(fc.property(fc.array(change), (changes) => after('revoked', changes) === 'revoked'));
  });

  it('is not changed by doing the same thing twice', () => {
    fc.assert(
      fc.property(state, change, (start, next) => {
        const once = after(start, [next]);
        expect(after(once, [next])).toBe(once);
        expect(decideChange(once, next).kind).toBe(
          once === 'revoked' && next !== 'revoke' ? 'final' : 'none',
        );
      }),
    );
  });

  it('is active again after a suspension was lifted', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom<StatusChange>('suspend', 'reinstate')), (changes) => {
        expect(after('active', [...changes, 'reinstate'])).toBe('active');
        expect(after('active', [...changes, 'suspend'])).toBe('suspended');
      }),
    );
  });
});

describe('status indexes', () => {
  it('are different numbers of the list, as many as were asked for', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 3_000 }), fc.nat(), (seed, size, wanted) => {
        const count = wanted % (size + 1);
        const drawn = drawIndexes(seededRandom(seed), size, count);
        expect(new Set(drawn).size).toBe(count);
        expect(drawn.every((i) => Number.isInteger(i) && i >= 0 && i < size)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('come from every part of the list alike', () => {
    const size = 131_072;
    const bins = new Array<number>(8).fill(0);
    const random = seededRandom(7);
    for (let i = 0; i < 40; i++)
      for (const index of drawIndexes(random, size, 200)) bins[Math.floor((index * 8) / size)]! += 1;
    for (const count of bins) expect(Math.abs(count - 1_000)).toBeLessThan(150);
  });

  it('are taken from a new list once the old one is three quarters full', () => {
    expect(hasRoom({ used: 98_303, size: 131_072 }, 1)).toBe(true);
    expect(hasRoom({ used: 98_304, size: 131_072 }, 1)).toBe(false);
  });
});

const grant = (personId: string, grantKey: string): Grant => ({
  badgeId: newId('bdg', testNow, seededRandom(1)),
  version: 1,
  personId: personId as Grant['personId'],
  grantKey,
  source: 'direct',
});

describe('grants', () => {
  it('of the same badge version, person and key are one award, and the first of them counts', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('x', 'y'))), (pairs) => {
        const grants = pairs.map(([person, key]) => grant(person, key));
        const kept = distinctGrants(grants);
        expect(kept.map(identityOf)).toEqual([...new Set(grants.map(identityOf))]);
      }),
    );
  });

  it('keep their order and number when they are cut into chunks', () => {
    fc.assert(
      fc.property(fc.array(fc.nat()), fc.integer({ min: 1, max: 9 }), (items, size) => {
        const chunks = chunksOf(items, size);
        expect(chunks.flat()).toEqual(items);
        expect(chunks.every((chunk) => chunk.length > 0 && chunk.length <= size)).toBe(true);
      }),
    );
  });

  it('are made of a superseded version only by what was begun before', () => {
    expect(mayAward('published', 'direct')).toBe(true);
    expect(mayAward('superseded', 'direct')).toBe(false);
    expect(mayAward('superseded', 'mastery')).toBe(true);
    for (const source of ['direct', 'mastery', 'batch', 'stack'] as const) {
      expect(mayAward('draft', source)).toBe(false);
      expect(mayAward('retired', source)).toBe(false);
    }
  });

  it('end as they say, else as the badge says, else never', () => {
    const until = new Date('2030-01-01T00:00:00Z');
    expect(endOf({ validUntil: until }, 5, testNow)).toEqual(until);
    expect(endOf({}, 5, testNow)).toEqual(new Date('2026-11-29T09:00:00Z'));
    expect(endOf({}, undefined, testNow)).toBeNull();
  });
});

describe('an attempt', () => {
  it('is finished by the key that it names and given up when another is active', () => {
    expect(decideIntent({ keyId: 'sgk_a' }, 'sgk_a')).toBe('finish');
    expect(decideIntent({ keyId: 'sgk_a' }, 'sgk_b')).toBe('abandon');
  });

  it('is the signed document without its signature, and nothing else', () => {
    const prepared = JSON.stringify({ a: 1, proof: { type: 'P' } });
    expect(isSignedFormOf(JSON.stringify({ proof: { type: 'P', proofValue: 'z1' }, a: 1 }), prepared)).toBe(
      true,
    );
    expect(isSignedFormOf(JSON.stringify({ a: 2, proof: { type: 'P', proofValue: 'z1' } }), prepared)).toBe(
      false,
    );
    expect(isSignedFormOf(JSON.stringify({ a: 1, proof: { type: 'Q', proofValue: 'z1' } }), prepared)).toBe(
      false,
    );
    expect(isSignedFormOf(prepared, prepared)).toBe(false);
    expect(isSignedFormOf(JSON.stringify({ a: 1 }), prepared)).toBe(false);
  });
});

describe('the rows of a batch', () => {
  it('are each accepted or reported, never both and never neither', () => {
    const row = fc.oneof(
      fc.record({ email: fc.emailAddress(), name: fc.string() }),
      fc.record({ email: fc.string(), name: fc.string({ minLength: 1 }) }),
      fc.record({ email: fc.emailAddress(), name: fc.constant('Ann'), rank: fc.nat() }),
      fc.anything(),
    );
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const { accepted, problems } = checkRows(rows);
        const seen = [...accepted, ...problems].map((r) => r.row).sort((a, b) => a - b);
        expect(seen).toEqual(rows.map((_, i) => i + 1));
        expect(problems.every((r) => r.problems.length > 0)).toBe(true);
      }),
    );
  });

  it('say which field is wrong and why', () => {
    const { accepted, problems } = checkRows([
      { email: 'ann@example.org', name: 'Ann' },
      { email: 'nobody', name: '' },
      { email: 'ANN@example.org', name: 'Ann again' },
      { email: 'bo@example.org', name: 'Bo', grade: 'A' },
      { email: 'cy@example.org', name: 'Cy', evidenceNote: 'half a character \ud800' },
    ]);
    expect(accepted.map((r) => r.row)).toEqual([1]);
    expect(problems.map((r) => [r.row, r.problems.map((p) => p.field)])).toEqual([
      [2, ['email', 'name']],
      [3, ['email']],
      [4, ['grade']],
      [5, ['evidenceNote']],
    ]);
  });
});
