import { beforeAll, describe, expect, it } from 'vitest';
import type { Doing, OrgId } from '#kernel';
import { asInstance, inOrg, type Store } from '#store';
import { guardedTables, ownStore, seededRandom, testId, testNow, tryWall } from '#testing';
import {
  addMember,
  createApiKey,
  createDepartment,
  createOrg,
  ensurePeople,
  listAudit,
  listDepartments,
  listEmployments,
  rememberContacts,
  rightsOf,
  roles,
  startEmployment,
  type PersonId,
  type UserId,
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

describe('the wall', () => {
  async function furnished(name: string): Promise<OrgId> {
    const org = await newOrg(name);
    const personId = await newPerson(`${org}@example.org`);
    const user = await newUser('Member');
    await inOrg(store.db, org, async (tx) => {
      await rememberContacts(tx, doing, {
        orgId: org,
        people: [{ personId, name: 'P', email: 'p@example.org' }],
      });
      await addMember(tx, doing, { orgId: org, userId: user, roles: [...roles] });
      const { departmentId } = await createDepartment(tx, doing, { orgId: org, name: 'D' });
      await createDepartment(tx, doing, { orgId: org, name: 'E', parentId: departmentId });
      await startEmployment(tx, doing, { orgId: org, personId });
      await createApiKey(tx, doing, {
        orgId: org,
        name: 'K',
        scopes: ['verify'],
        makerRights: rightsOf(roles),
      });
    });
    return org;
  }

  it('stands in every table: the rows of another tenant are not seen, added, changed or removed', async () => {
    const [mine, theirs] = [await furnished('Mine'), await furnished('Theirs')];
    const [employment] = (await inOrg(store.db, theirs, (tx) => listEmployments(tx, { orgId: theirs, page })))
      .items;
    const personId = employment?.personId as PersonId;
    const tables = await guardedTables(store.db, 'parties');
    expect(tables).toEqual(
      ['api_key', 'audit', 'contact', 'department', 'employer_link', 'employment', 'member', 'org'].map(
        (table) => `parties.${table}`,
      ),
    );
    for (const table of tables) {
      const owner = table === 'parties.employer_link' || table === 'parties.org' ? personId : theirs;
      const report = await tryWall(store.db, table, owner, mine);
      const changes = table === 'parties.audit' ? 'refused' : '0';
      expect([table, report.own > 0, report.seen, report.insert, report.update, report.remove]).toEqual([
        table,
        true,
        0,
        'refused',
        changes,
        changes,
      ]);
    }
  });

  it('a policy dropped on purpose makes the same test see the rows', async () => {
    const owner = await furnished('Open');
    const stranger = await newOrg('Watching');
    await store.pool.query('alter policy tenant on parties.contact using (true) with check (true)');
    try {
      const report = await tryWall(store.db, 'parties.contact', owner, stranger);
      expect(report.seen).toBe(1);
      expect(report.insert).not.toBe('refused');
      expect(report.update).toBe('1');
    } finally {
      await store.pool.query(`alter policy tenant on parties.contact
        using (org_id = nullif(current_setting('app.org_id', true), ''))
        with check (org_id = nullif(current_setting('app.org_id', true), ''))`);
    }
  });

  it('departments and the trail of what was done are read by their organisation', async () => {
    const org = await furnished('Readable');
    await inOrg(store.db, org, async (tx) => {
      const [first, second] = await listDepartments(tx, { orgId: org });
      expect(second?.parentId).toBe(first?.departmentId);
      const trail = await listAudit(tx, { orgId: org, page: { limit: 3 } });
      expect(trail.items.map((entry) => entry.action)).toHaveLength(3);
      const rest = await listAudit(tx, { orgId: org, page: { limit: 50, after: trail.next ?? '' } });
      const all = [...trail.items, ...rest.items].map((entry) => entry.action).sort();
      expect(all).toEqual([
        'api_key.created',
        'department.created',
        'department.created',
        'employment.invited',
        'member.added',
        'org.created',
      ]);
    });
  });
});
