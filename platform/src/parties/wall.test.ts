import { beforeAll, describe, expect, it } from 'vitest';
import type { Doing, OrgId } from '#kernel';
import { asInstance, inOrg, type Store } from '#store';
import { guardedTables, ownStore, seededRandom, testId, testNow, tryWall } from '#testing';
import {
  addMember,
  createApiKey,
  createDepartment,
  createOauthClient,
  createOrg,
  ensurePeople,
  giveStaffRight,
  grantToken,
  invite,
  listAudit,
  listDepartments,
  listEmployments,
  noteUse,
  placeBadge,
  rememberContacts,
  rightsOf,
  roles,
  startEmployment,
  startReview,
  type PersonId,
  type UserId,
} from './index.ts';

const doing: Doing = { now: testNow, random: seededRandom(4), actor: 'system' };
const page = { limit: 50 };
const app = { keyEncryptionKey: new Uint8Array(32).fill(7), publicUrl: 'http://localhost' };
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
      const later = { ...doing, now: new Date(testNow.getTime() + 1) };
      await createDepartment(tx, later, { orgId: org, name: 'E', parentId: departmentId });
      await placeBadge(tx, doing, { orgId: org, badgeId: testId('bdg'), departmentId });
      const permissions = ['read'] as const;
      const giver = new Set(permissions);
      const given = { orgId: org, userId: user, permissions, giver };
      await giveStaffRight(tx, doing, { ...given, level: 'department', subjectId: departmentId });
      await noteUse(tx, doing, { orgId: org, userId: user, right: 'org:read' });
      const invited = { email: 'guest@example.org', name: 'Guest', roles: ['hr'] as const };
      await invite(tx, doing, app, { orgId: org, ...invited });
      await startEmployment(tx, doing, { orgId: org, personId });
      await createApiKey(tx, doing, {
        orgId: org,
        name: 'K',
        scopes: ['verify'],
        makerRights: rightsOf(roles),
      });
      await startReview(tx, doing, { orgId: org, dueAt: new Date(testNow.getTime() + 86_400_000) });
    });
    const { client, secret } = await inOrg(store.db, org, (tx) =>
      createOauthClient(tx, doing, {
        orgId: org,
        name: 'C',
        scopes: ['verify'],
        makerRights: rightsOf(roles),
      }),
    );
    await grantToken(store.db, doing, { clientId: client.clientId, secret, scopes: null });
    return org;
  }

  it('stands in every table: the rows of another tenant are not seen, added, changed or removed', async () => {
    const [mine, theirs] = [await furnished('Mine'), await furnished('Theirs')];
    const [employment] = (await inOrg(store.db, theirs, (tx) => listEmployments(tx, { orgId: theirs, page })))
      .items;
    const personId = employment?.personId as PersonId;
    const tables = await guardedTables(store.db, 'parties');
    expect(tables).toEqual(
      [
        ...['access_token', 'api_key', 'audit', 'badge_place', 'contact', 'department', 'employer_link'],
        ...['employment', 'invitation', 'member', 'oauth_client', 'org', 'review', 'review_item'],
        ...['right_use', 'staff_right'],
      ].map((table) => `parties.${table}`),
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
        'badge.placed',
        'department.created',
        'department.created',
        'employment.invited',
        'invitation.sent',
        'member.added',
        'oauth_client.created',
        'org.created',
        'review.started',
        'staff_right.given',
      ]);
    });
  });
});
