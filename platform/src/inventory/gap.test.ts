import { beforeAll, describe, expect, it } from 'vitest';
import type { OrgId } from '#kernel';
import { type Store, type Tx } from '#store';
import { ownStore, rolledBack, seededRandom, testId, testNow } from '#testing';
import { applyMany, findGap, wantedSkillsSchema } from './index.ts';
import { hired, issued, told } from './told.fixture.ts';

const doing = { now: testNow, random: seededRandom(2), actor: 'system' };
const at = (days: number) => new Date(testNow.getTime() + days * 86_400_000);
const employee = (personId: string) => [
  { ...hired, payload: { personId } },
  ...['awd_1', 'awd_2'].map((awardId) => issued(`${awardId}${personId}`, { personId })),
];

describe('the gap between what people can do and what is wanted', () => {
  let store: Store;
  beforeAll(async () => {
    store = await ownStore();
  });
  const scenario = (work: (tx: Tx, orgId: OrgId) => Promise<void>) => {
    const orgId = testId('org');
    return rolledBack(store.db, orgId, (tx) => work(tx, orgId));
  };

  it('counts people once, at the level or above, and says how many are short', () =>
    scenario(async (tx, orgId) => {
      const events = await told(tx, orgId, [...employee('org_a'), ...employee('org_b')]);
      await applyMany(tx, doing, events);
      const want = (level: number, people: number, code = 'S1') => ({
        framework: 'esco',
        code,
        level,
        people,
      });
      const wanted = [want(3, 5), want(1, 1), want(4, 2), want(0, 3, 'unknown')];
      const gaps = await findGap(tx, { orgId, at: at(0), wanted });
      expect(gaps.map((gap) => [gap.have, gap.short])).toEqual([
        [2, 3],
        [2, 0],
        [0, 2],
        [0, 3],
      ]);
      expect(gaps.map(({ framework, code, level, people }) => ({ framework, code, level, people }))).toEqual(
        wanted,
      );
    }));

  it('leaves out credentials that have ended, and people without an employment link', () =>
    scenario(async (tx, orgId) => {
      const ends = issued('awd_9', { personId: 'org_c', validUntil: at(10).toISOString() });
      const events = await told(tx, orgId, [
        { ...hired, payload: { personId: 'org_c' } },
        ends,
        issued('awd_8', { personId: 'org_stranger' }),
      ]);
      await applyMany(tx, doing, events);
      const wanted = [{ framework: 'esco', code: 'S1', level: 3, people: 1 }];
      const haveAt = async (days: number) => (await findGap(tx, { orgId, at: at(days), wanted }))[0]?.have;
      expect([await haveAt(0), await haveAt(11)]).toEqual([1, 0]);
    }));

  it('refuses a list that is empty, too long, or asks for nobody', () => {
    const one = { framework: 'esco', code: 'S1', level: 3, people: 1 };
    for (const list of [[], Array.from({ length: 201 }, () => one), [{ ...one, people: 0 }]])
      expect(wantedSkillsSchema.safeParse(list).success).toBe(false);
    expect(wantedSkillsSchema.safeParse([one]).success).toBe(true);
  });
});
