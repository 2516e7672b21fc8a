import { beforeAll, describe, expect, it } from 'vitest';
import type { Doing, OrgId } from '#kernel';
import { asInstance, inOrg, sql, type Store } from '#store';
import { ownStore, seededRandom, testId, testNow } from '#testing';
import {
  addMember,
  createOrg,
  ensurePeople,
  listMembers,
  principalOfUser,
  removeMember,
  setRoles,
  type PersonId,
  type UserId,
} from './index.ts';

const doing: Doing = { now: testNow, random: seededRandom(4), actor: 'system' };
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

/** A row as sign-up makes it, without the cost of a password. */
async function newUser(name: string): Promise<UserId> {
  const userId = testId('usr');
  const email = `${userId}@example.org`;
  const personId = await newPerson(email, name);
  await store.pool.query(
    'insert into parties."user" (id, name, email, email_verified, person_id) values ($1, $2, $3, true, $4)',
    [userId, name, email, personId],
  );
  return userId;
}

describe('members', () => {
  it('the last member who manages stays, two managers cannot remove each other at once', async () => {
    const org = await newOrg('Managed');
    const [ann, bob] = [await newUser('Ann'), await newUser('Bob')];
    await inOrg(store.db, org, async (tx) => {
      await addMember(tx, doing, { orgId: org, userId: ann, roles: ['issuer'] });
      await addMember(tx, doing, { orgId: org, userId: bob, roles: ['assessor'] });
    });
    const remove = (userId: UserId): Promise<void> =>
      inOrg(store.db, org, (tx) => removeMember(tx, doing, { orgId: org, userId }));
    await expect(remove(ann)).rejects.toMatchObject({ code: 'manager_last' });
    await expect(
      inOrg(store.db, org, (tx) => setRoles(tx, doing, { orgId: org, userId: ann, roles: ['learner'] })),
    ).rejects.toMatchObject({ code: 'manager_last' });
    await inOrg(store.db, org, (tx) =>
      setRoles(tx, doing, { orgId: org, userId: bob, roles: ['registrar'] }),
    );
    const results = await Promise.allSettled([remove(ann), remove(bob)]);
    expect(results.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
    const members = await inOrg(store.db, org, (tx) => listMembers(tx, { orgId: org }));
    expect(members).toHaveLength(1);
  });

  it('are users that exist, once, in an organisation and never in the space of a person', async () => {
    const org = await newOrg('Strict');
    const user = await newUser('Cleo');
    const personId = await newPerson('space@example.org');
    const add = (orgId: OrgId, userId: string): Promise<void> =>
      inOrg(store.db, orgId, (tx) => addMember(tx, doing, { orgId, userId, roles: ['hr'] }));
    await add(org, user);
    await expect(add(org, user)).rejects.toMatchObject({ code: 'member_exists' });
    await expect(add(org, testId('usr'))).rejects.toMatchObject({ code: 'user_unknown' });
    await expect(add(personId, user)).rejects.toMatchObject({ code: 'person_space_closed' });
  });

  it('carry their memberships of all organisations, and no organisation sees the staff of another', async () => {
    const [one, two] = [await newOrg('One'), await newOrg('Two')];
    const user = await newUser('Dora');
    for (const [orgId, role] of [
      [one, 'hr'],
      [two, 'funder'],
    ] as const)
      await inOrg(store.db, orgId, (tx) => addMember(tx, doing, { orgId, userId: user, roles: [role] }));
    const principal = await principalOfUser(store.db, { userId: user, personId: testId('org') });
    expect(new Map(principal.memberships.map((m) => [m.orgId, m.roles]))).toEqual(
      new Map([
        [one, ['hr']],
        [two, ['funder']],
      ]),
    );
    const [member] = await inOrg(store.db, one, (tx) => listMembers(tx, { orgId: one }));
    expect(member).toMatchObject({ userId: user, name: 'Dora', roles: ['hr'] });
    expect(await inOrg(store.db, one, (tx) => listMembers(tx, { orgId: two }))).toEqual([]);
  });

  it('the role of the application reads no password hash and no session', async () => {
    for (const table of ['account', 'session', '"user"', 'verification'])
      await expect(
        asInstance(store.db, (tx) => sql`select 1 from ${sql.raw(`parties.${table}`)}`.execute(tx)),
      ).rejects.toMatchObject({ code: '42501' });
  });
});
