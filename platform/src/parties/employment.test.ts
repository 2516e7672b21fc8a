import { beforeAll, describe, expect, it } from 'vitest';
import type { Doing, OrgId } from '#kernel';
import { asInstance, inOrg, sql, type Store } from '#store';
import { ownStore, seededRandom, testId, testNow } from '#testing';
import {
  confirmEmployment,
  createDepartment,
  createOrg,
  endEmployment,
  ensurePeople,
  isLinked,
  listEmployers,
  listEmployments,
  startEmployment,
  type PersonId,
} from './index.ts';

const doing: Doing = { now: testNow, random: seededRandom(4), actor: 'system' };
const page = { limit: 50 };
let store: Store;

beforeAll(async () => {
  store = await ownStore();
});

async function newOrg(name: string): Promise<OrgId> {
  return (await asInstance(store.db, (tx) => createOrg(tx, doing, { name }))).orgId;
}

async function newPerson(email: string, name = 'Ada Example'): Promise<PersonId> {
  const [id] = await asInstance(store.db, (tx) => ensurePeople(tx, doing, { people: [{ email, name }] }));
  return id as PersonId;
}

describe('employment', () => {
  async function toldOf(orgId: OrgId): Promise<unknown[]> {
    const rows = await asInstance(store.db, (tx) =>
      sql<{ name: string; key: string }>`select name, key from store.event
        where org_id = ${orgId} order by id`.execute(tx),
    );
    return rows.rows;
  }

  it('needs both sides: invited by the employer, confirmed by the person, ended by either', async () => {
    const employer = await newOrg('Employer');
    const personId = await newPerson('worker@example.org');
    const department = await inOrg(store.db, employer, (tx) =>
      createDepartment(tx, doing, { orgId: employer, name: 'Analysis' }),
    );
    const invited = await inOrg(store.db, employer, (tx) =>
      startEmployment(tx, doing, {
        orgId: employer,
        personId,
        jobTitle: 'Analyst',
        departmentId: department.departmentId,
      }),
    );
    const { employmentId } = invited;
    const linked = (): Promise<boolean> =>
      inOrg(store.db, employer, (tx) => isLinked(tx, { orgId: employer, personId }));
    expect(invited.state).toBe('invited');
    expect(await linked()).toBe(false);
    await expect(
      inOrg(store.db, employer, (tx) => startEmployment(tx, doing, { orgId: employer, personId })),
    ).rejects.toMatchObject({ code: 'employment_exists' });
    await expect(
      inOrg(store.db, employer, (tx) => confirmEmployment(tx, doing, { personId: employer, employmentId })),
    ).rejects.toMatchObject({ code: 'employment_unknown' });

    const [offered] = await inOrg(store.db, personId, (tx) => listEmployers(tx, { personId }));
    expect(offered).toMatchObject({ employerId: employer, state: 'invited', jobTitle: 'Analyst' });
    const confirmed = await inOrg(store.db, personId, async (tx) => {
      const result = await confirmEmployment(tx, doing, { personId, employmentId });
      expect(await listEmployers(tx, { personId })).toEqual([result]);
      return result;
    });
    expect(confirmed.state).toBe('active');
    expect(await linked()).toBe(true);
    await expect(
      inOrg(store.db, personId, (tx) => confirmEmployment(tx, doing, { personId, employmentId })),
    ).rejects.toMatchObject({ code: 'employment_closed' });

    const ended = await inOrg(store.db, personId, (tx) =>
      endEmployment(tx, doing, { orgId: personId, employmentId }),
    );
    expect(ended.state).toBe('ended');
    expect(await linked()).toBe(false);
    await expect(
      inOrg(store.db, employer, (tx) => endEmployment(tx, doing, { orgId: employer, employmentId })),
    ).rejects.toMatchObject({ code: 'employment_closed' });
    expect(await toldOf(employer)).toEqual([
      { name: 'employment.started', key: personId },
      { name: 'employment.ended', key: personId },
    ]);
  });

  it('an invitation that is withdrawn tells nobody, and the employer can invite again', async () => {
    const employer = await newOrg('Second thoughts');
    const personId = await newPerson('asked@example.org');
    const invite = (minutes: number): Promise<{ employmentId: string }> => {
      const then = { ...doing, now: new Date(testNow.getTime() + minutes * 60_000) };
      return inOrg(store.db, employer, (tx) => startEmployment(tx, then, { orgId: employer, personId }));
    };
    const { employmentId } = await invite(0);
    await inOrg(store.db, employer, (tx) => endEmployment(tx, doing, { orgId: employer, employmentId }));
    await invite(1);
    expect(await toldOf(employer)).toEqual([]);
    const all = await inOrg(store.db, employer, (tx) => listEmployments(tx, { orgId: employer, page }));
    expect(all.items.map((link) => link.state)).toEqual(['invited', 'ended']);
    const open = await inOrg(store.db, employer, (tx) =>
      listEmployments(tx, { orgId: employer, page, state: 'invited' }),
    );
    expect(open.items).toHaveLength(1);
    const theirs = await inOrg(store.db, personId, (tx) => listEmployers(tx, { personId }));
    expect(theirs.map((link) => link.state)).toEqual(['invited', 'ended']);
  });

  it('only a person who exists can be invited, and only into a department that exists', async () => {
    const employer = await newOrg('Careful');
    const other = await newOrg('Not a person');
    const personId = await newPerson('real@example.org');
    const invite = (id: OrgId, departmentId?: string): Promise<unknown> =>
      inOrg(store.db, employer, (tx) =>
        startEmployment(tx, doing, { orgId: employer, personId: id, departmentId }),
      );
    await expect(invite(testId('org'))).rejects.toMatchObject({ code: 'person_unknown' });
    await expect(invite(other)).rejects.toMatchObject({ code: 'person_unknown' });
    await expect(invite(personId, testId('dep'))).rejects.toMatchObject({ code: 'department_unknown' });
  });

  it('confirming and ending at the same moment ends in one of the two, without a deadlock', async () => {
    const employer = await newOrg('Hurried');
    for (let round = 0; round < 10; round++) {
      const personId = await newPerson(`hurry-${String(round)}@example.org`);
      const { employmentId } = await inOrg(store.db, employer, (tx) =>
        startEmployment(tx, doing, { orgId: employer, personId }),
      );
      const results = await Promise.allSettled([
        inOrg(store.db, personId, (tx) => confirmEmployment(tx, doing, { personId, employmentId })),
        inOrg(store.db, employer, (tx) => endEmployment(tx, doing, { orgId: employer, employmentId })),
      ]);
      expect(results[1].status).toBe('fulfilled');
      const [mirror] = await inOrg(store.db, personId, (tx) => listEmployers(tx, { personId }));
      expect(mirror?.state).toBe('ended');
    }
  });
});
