import { beforeAll, describe, expect, it } from 'vitest';
import type { Doing, OrgId } from '#kernel';
import { asInstance, byLookup, inOrg, sql, type Store } from '#store';
import { ownStore, seededRandom, testId, testNow } from '#testing';
import {
  createOrg,
  ensurePeople,
  findContacts,
  findOrg,
  findOrgBySlug,
  findPerson,
  listContacts,
  listOrgs,
  rememberContacts,
  updateOrg,
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

describe('organisations', () => {
  it('are public, keep their readable name apart from others, and are changed only by themselves', async () => {
    const first = await asInstance(store.db, (tx) => createOrg(tx, doing, { name: 'Open College' }));
    const second = await asInstance(store.db, (tx) => createOrg(tx, doing, { name: 'Open College' }));
    expect(first.slug).toBe('open-college');
    expect(second.slug).not.toBe(first.slug);
    const found = await inOrg(store.db, second.orgId, (tx) => findOrgBySlug(tx, { slug: 'open-college' }));
    expect(found).toEqual(first);
    const changed = await inOrg(store.db, first.orgId, (tx) =>
      updateOrg(tx, doing, { orgId: first.orgId, patch: { url: 'https://example.org', description: null } }),
    );
    expect(changed).toMatchObject({ name: 'Open College', url: 'https://example.org' });
    await expect(
      inOrg(store.db, second.orgId, (tx) =>
        updateOrg(tx, doing, { orgId: first.orgId, patch: { name: 'Stolen' } }),
      ),
    ).rejects.toMatchObject({ code: 'org_unknown' });
    expect(await asInstance(store.db, (tx) => findOrg(tx, { orgId: 'org_nonsense' }))).toBeNull();
  });

  it('are listed in pages without a person among them', async () => {
    const person = await newPerson('listed@example.org');
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const part = await asInstance(store.db, (tx) => listOrgs(tx, { page: { limit: 1, after } }));
      seen.push(...part.items.map((org) => org.orgId));
      after = part.next ?? undefined;
    } while (after !== undefined);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).not.toContain(person);
  });
});

describe('people', () => {
  it('are one person for all organisations, found by any spelling of the mail address', async () => {
    const id = await newPerson('Grace@Example.org', 'Grace');
    const org = await newOrg('Finder');
    const again = await inOrg(store.db, org, (tx) =>
      ensurePeople(tx, doing, {
        people: [
          { email: 'new@example.org', name: 'New' },
          { email: 'grace@example.ORG', name: 'Somebody else' },
          { email: 'NEW@example.org', name: 'New' },
        ],
      }),
    );
    expect(again[1]).toBe(id);
    expect(again[0]).toBe(again[2]);
    expect(await asInstance(store.db, (tx) => findPerson(tx, { email: 'GRACE@example.org' }))).toBe(id);
    const own = await inOrg(store.db, id, (tx) => findOrg(tx, { orgId: id }));
    expect(own).toMatchObject({ kind: 'person', name: 'Grace', email: 'grace@example.org', slug: id });
  });

  it('are seen in their own space only, and no mail address lies in an instance table', async () => {
    const id = await newPerson('private@example.org');
    const org = await newOrg('Curious');
    expect(await inOrg(store.db, org, (tx) => findOrg(tx, { orgId: id }))).toBeNull();
    expect(await byLookup(store.db, id, (tx) => findOrg(tx, { orgId: id }))).toBeNull();
    const keys = await asInstance(store.db, (tx) =>
      sql<{ text: string }>`select k::text as text from parties.person_key k`.execute(tx),
    );
    expect(keys.rows.some((row) => row.text.includes('example.org'))).toBe(false);
  });

  it('ten thousand are made at once, the caller stays in its tenant, and a second time makes nobody', async () => {
    const org = await newOrg('Large');
    const people = Array.from({ length: 10_000 }, (_, i) => ({
      email: `person-${String(i)}@large.example`,
      name: `Person ${String(i)}`,
    }));
    const started = performance.now();
    const first = await inOrg(store.db, org, async (tx) => {
      const ids = await ensurePeople(tx, doing, { people });
      await rememberContacts(tx, doing, {
        orgId: org,
        people: people.map((p, i) => ({ ...p, personId: ids[i] as PersonId })),
      });
      return ids;
    });
    const middle = performance.now();
    const second = await inOrg(store.db, org, (tx) => ensurePeople(tx, doing, { people }));
    console.log(
      `10,000 people with contacts: ${(middle - started).toFixed(0)} ms, again: ${(performance.now() - middle).toFixed(0)} ms`,
    );
    expect(second).toEqual(first);
    expect(new Set(first).size).toBe(10_000);
    const contacts = await inOrg(store.db, org, (tx) => listContacts(tx, { orgId: org, page }));
    expect(contacts.items).toHaveLength(50);
    const last = first[9_999] as PersonId;
    expect(await inOrg(store.db, last, (tx) => findOrg(tx, { orgId: last }))).toMatchObject({
      name: 'Person 9999',
    });
  });

  it('two batches with the same people at the same moment agree on who they are', async () => {
    const people = Array.from({ length: 200 }, (_, i) => ({
      email: `both-${String(i)}@x.example`,
      name: 'B',
    }));
    const [a, b] = await Promise.all([
      asInstance(store.db, (tx) => ensurePeople(tx, doing, { people })),
      asInstance(store.db, (tx) => ensurePeople(tx, doing, { people: [...people].reverse() })),
    ]);
    expect(a).toEqual([...b].reverse());
  });

  it('an organisation keeps the latest name of whom it dealt with, and finds them by words', async () => {
    const org = await newOrg('Keeper');
    const personId = await newPerson('kept@example.org');
    const remember = (name: string): Promise<void> =>
      inOrg(store.db, org, (tx) =>
        rememberContacts(tx, doing, { orgId: org, people: [{ personId, name, email: 'Kept@example.org' }] }),
      );
    await remember('Old Name');
    await remember('New Name');
    const expected = [{ personId, name: 'New Name', email: 'kept@example.org' }];
    await inOrg(store.db, org, async (tx) => {
      expect(await findContacts(tx, { orgId: org, personIds: [personId, testId('org')] })).toEqual(expected);
      expect((await listContacts(tx, { orgId: org, page, words: 'new n' })).items).toEqual(expected);
      expect((await listContacts(tx, { orgId: org, page, words: '%' })).items).toEqual([]);
    });
  });
});
