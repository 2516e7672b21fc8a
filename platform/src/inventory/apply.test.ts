import { beforeAll, describe, expect, it } from 'vitest';
import type { OrgId } from '#kernel';
import { readEvents, sql, type Delivered, type Store, type Tx } from '#store';
import { ownStore, rolledBack, seededRandom, testId, testNow } from '#testing';
import { apply, applyMany, findPersonSkills, listPeopleWith, listSkills, sweep, topSkills } from './index.ts';
import { hired, issued, person, told } from './told.fixture.ts';

const at = (days: number) => new Date(testNow.getTime() + days * 86_400_000);
const doingAt = (days: number) => ({ now: at(days), random: seededRandom(1), actor: 'system' });
const doing = doingAt(0);

describe('the inventory', () => {
  let store: Store;
  beforeAll(async () => {
    store = await ownStore();
  });
  const scenario = (work: (tx: Tx, orgId: OrgId) => Promise<void>) => {
    const orgId = testId('org');
    return rolledBack(store.db, orgId, (tx) => work(tx, orgId));
  };
  const counts = async (tx: Tx, orgId: OrgId, days = 0) =>
    (await listSkills(tx, { orgId, at: at(days), limit: 100 })).items.map((s) => [s.code, s.level, s.people]);

  it('counts a person once, however many credentials say the same', () =>
    scenario(async (tx, orgId) => {
      for (const e of await told(tx, orgId, [hired, issued('awd_1'), issued('awd_2')]))
        await apply(tx, doing, e);
      expect(await counts(tx, orgId)).toEqual([['S1', 3, 1]]);
    }));

  it('counts people with an employment link only, and takes them out when it ends', () =>
    scenario(async (tx, orgId) => {
      const [award, start, end] = await told(tx, orgId, [
        issued('awd_1'),
        hired,
        { name: 'employment.ended', payload: { personId: person } },
      ]);
      if (award === undefined || start === undefined || end === undefined) throw new Error('three were told');
      await apply(tx, doing, award);
      expect(await counts(tx, orgId)).toEqual([]);
      await apply(tx, doing, start);
      expect(await findPersonSkills(tx, { orgId, personId: person, at: at(0) })).toHaveLength(1);
      await apply(tx, doing, end);
      expect(await counts(tx, orgId)).toEqual([]);
    }));

  it('takes a suspended credential out and a reinstated one in again, whatever arrives first', () =>
    scenario(async (tx, orgId) => {
      const change = (state: string, sequence: number) => ({
        name: 'award.status_changed',
        payload: { awardId: 'awd_1', personId: person, state, sequence },
      });
      const all = await told(tx, orgId, [
        hired,
        issued('awd_1'),
        change('suspended', 1),
        change('active', 2),
      ]);
      for (const i of [3, 0, 1]) await apply(tx, doing, all[i] as Delivered);
      expect(await counts(tx, orgId)).toEqual([['S1', 3, 1]]);
      await apply(tx, doing, all[2] as Delivered);
      expect(await counts(tx, orgId)).toEqual([['S1', 3, 1]]);
    }));

  it('takes a shared credential out when its consent ends, for good', () =>
    scenario(async (tx, orgId) => {
      const shared = { consentId: 'cns_1', awardId: 'awd_x', personId: person };
      const first = {
        ...shared,
        alignments: [{ framework: 'onet', code: 'K', level: 1 }],
        state: 'active',
        sequence: 0,
        until: at(9).toISOString(),
      };
      const all = await told(tx, orgId, [
        hired,
        { name: 'credential.shared', payload: first },
        { name: 'consent.ended', payload: { consentId: 'cns_1', personId: person, awardIds: ['awd_x'] } },
      ]);
      for (const i of [0, 1]) await apply(tx, doing, all[i] as Delivered);
      expect(await counts(tx, orgId)).toEqual([['K', 1, 1]]);
      for (const i of [2, 1]) await apply(tx, doing, all[i] as Delivered);
      expect(await counts(tx, orgId)).toEqual([]);
    }));

  it('leaves an expired credential out from the very moment it ends, before and after the sweep', () =>
    scenario(async (tx, orgId) => {
      const all = await told(tx, orgId, [
        hired,
        issued('awd_1', { validUntil: at(1).toISOString() }),
        issued('awd_2', { alignments: [{ framework: 'esco', code: 'S2', level: 0 }] }),
      ]);
      for (const e of all) await apply(tx, doing, e);
      const read = async (days: number) => ({
        listed: await counts(tx, orgId, days),
        top: (await topSkills(tx, { orgId, at: at(days), limit: 5 })).map((s) => s.code),
        people: (await listPeopleWith(tx, { orgId, at: at(days), framework: 'esco', code: 'S1', limit: 5 }))
          .items.length,
      });
      expect(await read(0.9)).toEqual({
        listed: [
          ['S1', 3, 1],
          ['S2', 0, 1],
        ],
        top: ['S1', 'S2'],
        people: 1,
      });
      const gone = { listed: [['S2', 0, 1]], top: ['S2'], people: 0 };
      expect(await read(1)).toEqual(gone);
      expect(await sweep(tx, doingAt(2), { orgId })).toBe(1);
      expect(await sweep(tx, doingAt(1), { orgId })).toBe(0);
      expect(await read(2)).toEqual(gone);
    }));

  it('tells that a skill changed only when a count moved', () =>
    scenario(async (tx, orgId) => {
      for (const e of await told(tx, orgId, [hired, issued('awd_1'), issued('awd_2'), issued('awd_2')]))
        await apply(tx, doing, e);
      const events = await readEvents(tx, { orgId, names: ['skill.changed'], afterId: 0, limit: 10 });
      expect(events.map((e) => e.payload)).toEqual([
        { skills: [{ framework: 'esco', code: 'S1', level: 3, basis: 'verified', people: 1 }] },
      ]);
    }));

  it('lists the most widely held skills of each framework, ended ones left out exactly', () =>
    scenario(async (tx, orgId) => {
      const facts = Array.from({ length: 40 }, (_, i) => ({
        name: 'award.issued',
        payload: {
          awardId: `awd_${String(i)}`,
          personId: `org_${String(i % 7)}`,
          validUntil: i % 3 === 0 ? at(1).toISOString() : null,
          alignments: [{ framework: i % 2 === 0 ? 'esco' : 'onet', code: `S${String(i % 5)}`, level: i % 3 }],
        },
      }));
      const links = Array.from({ length: 7 }, (_, i) => ({
        name: 'employment.started',
        payload: { personId: `org_${String(i)}` },
      }));
      await applyMany(tx, doing, await told(tx, orgId, [...links, ...facts]));
      const unswept = await topSkills(tx, { orgId, at: at(1), limit: 2 });
      await sweep(tx, doingAt(1), { orgId });
      expect(unswept).toEqual(await topSkills(tx, { orgId, at: at(1), limit: 2 }));
      expect(new Set(unswept.map((s) => s.framework))).toEqual(new Set(['esco', 'onet']));
    }));

  it('pages through skills and people without losing or repeating one', () =>
    scenario(async (tx, orgId) => {
      const alignments = Array.from({ length: 5 }, (_, i) => ({
        framework: 'esco',
        code: `S${String(i)}`,
        level: i,
      }));
      const people = ['org_1', 'org_2', 'org_3'];
      const all = people.flatMap((personId, i) => [
        { name: 'employment.started', payload: { personId } },
        { name: 'award.issued', payload: { awardId: `awd_${String(i)}`, personId, alignments } },
      ]);
      await applyMany(tx, doing, await told(tx, orgId, all));
      const codes: string[] = [];
      for (let after: string | undefined; ;) {
        const page = await listSkills(tx, { orgId, at: at(0), limit: 2, after });
        codes.push(...page.items.map((s) => s.code));
        if (page.next === null) break;
        after = page.next;
      }
      expect(codes).toEqual(['S0', 'S1', 'S2', 'S3', 'S4']);
      const first = await listPeopleWith(tx, { orgId, at: at(0), framework: 'esco', code: 'S4', limit: 2 });
      const second = await listPeopleWith(tx, {
        orgId,
        at: at(0),
        framework: 'esco',
        code: 'S4',
        limit: 2,
        after: first.next ?? '',
      });
      expect([...first.items, ...second.items].map((h) => h.personId)).toEqual(people);
    }));

  it('plans one sweep for the day after a credential ends', () =>
    scenario(async (tx, orgId) => {
      const ends = { validUntil: at(1).toISOString() };
      await applyMany(
        tx,
        doing,
        await told(tx, orgId, [hired, issued('awd_1', ends), issued('awd_2', ends)]),
      );
      await sql`select set_config('role', 'none', true)`.execute(tx);
      const jobs = await sql<{
        run_at: Date;
      }>`select run_at from jobs.jobs where task_identifier = 'inventory.sweep' and key like ${'%' + orgId + '%'}`.execute(
        tx,
      );
      expect(jobs.rows.map((j) => j.run_at.toISOString())).toEqual(['2026-11-26T00:00:00.000Z']);
    }));
});
