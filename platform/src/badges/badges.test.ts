import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Doing, OrgId } from '#kernel';
import { asInstance, inOrg, readEvents, sql, switchOrg, type Store, type Tx } from '#store';
import { listAudit } from '#parties';
import { loadExampleFrameworks, searchCompetencies } from '#frameworks';
import { ownStore, rolledBack, seededRandom, testId, testNow } from '#testing';
import {
  badgeDraftSchema,
  contentDigest,
  createBadge,
  findCurrentVersion,
  findImage,
  findOpenVersion,
  findVersion,
  listBadges,
  listPublished,
  listVersions,
  makeBadgeImage,
  publishVersion,
  retireVersion,
  reviseBadge,
  updateDraft,
  type BadgeContent,
  type BadgeDraft,
  type BadgeId,
  type BadgeVersion,
} from './index.ts';

const random = seededRandom(500);
const doing: Doing = { now: testNow, random, actor: 'usr_author' };
const draft: BadgeDraft = {
  name: 'Python for Data Analysis',
  objective: 'Cleans and summarises a table with Python.',
  criteria: 'Hands in a notebook that cleans a table.',
  tags: ['pandas'],
};

function contentIn(version: BadgeVersion): BadgeContent {
  const { orgId, badgeId, version: n, status, revision, publishedAt, digest, image, ...rest } = version;
  expect([orgId, badgeId, n, status, revision, publishedAt, digest]).toHaveLength(7);
  const { mediaType, digest: imageDigest, alt, isGenerated } = image;
  return { ...rest, image: { mediaType, digest: imageDigest, alt, isGenerated } };
}

describe('badges', () => {
  let store: Store;
  let skill: { framework: string; code: string; name: string; url: string };
  beforeAll(async () => {
    store = await ownStore();
    await asInstance(store.db, async (tx) => {
      const folder = new URL('../../../examples/', import.meta.url);
      await loadExampleFrameworks(tx, doing, { read: (path) => readFileSync(new URL(path, folder)) });
      const found = await searchCompetencies(tx, { words: 'Python', framework: 'esco', limit: 1 });
      if (found.items[0] === undefined) throw new Error('the extract has no Python');
      skill = found.items[0];
    });
  });

  const within = <T>(work: (tx: Tx, orgId: OrgId) => Promise<T>): Promise<T> => {
    const orgId = testId('org');
    return rolledBack(store.db, orgId, (tx) => work(tx, orgId));
  };
  const published = async (tx: Tx, orgId: OrgId, over: Partial<BadgeDraft> = {}): Promise<BadgeVersion> => {
    const { badgeId } = await createBadge(tx, doing, { orgId, draft: { ...draft, ...over } });
    return await publishVersion(tx, doing, { orgId, badgeId });
  };

  it('a badge begins as a draft with a drawn picture, and is frozen under its digest when published', () =>
    within(async (tx, orgId) => {
      const made = await createBadge(tx, doing, {
        orgId,
        draft: { ...draft, alignments: [{ framework: 'esco', code: skill.code, level: 6 }] },
      });
      expect(made).toMatchObject({
        version: 1,
        status: 'draft',
        revision: 1,
        achievementType: 'MicroCredential',
      });
      expect(made.image).toMatchObject({ mediaType: 'image/svg+xml', isGenerated: true });
      expect(made.image.alt).toContain(draft.name);
      const out = await publishVersion(tx, doing, { orgId, badgeId: made.badgeId, expectedRevision: 1 });
      expect(out).toMatchObject({ version: 1, status: 'published', publishedAt: testNow });
      expect(out.alignments).toEqual([
        expect.objectContaining({
          framework: 'esco',
          code: skill.code,
          name: skill.name,
          url: skill.url,
          level: 6,
        }),
      ]);
      expect(out.digest).toBe(contentDigest({ badgeId: out.badgeId, version: 1, content: contentIn(out) }));
      const events = await readEvents(tx, { orgId, names: ['badge.published'], afterId: 0, limit: 9 });
      expect(events.map((e) => e.payload)).toEqual([
        { badgeId: out.badgeId, version: 1, digest: out.digest, supersedes: null },
      ]);
    }));

  it('a published version is never edited: only a revision opens the next draft, one at a time', () =>
    within(async (tx, orgId) => {
      const { badgeId } = await published(tx, orgId);
      const change = { orgId, badgeId, expectedRevision: 1, draft };
      await expect(updateDraft(tx, doing, change)).rejects.toMatchObject({ code: 'badge_draft_missing' });
      await expect(publishVersion(tx, doing, change)).rejects.toMatchObject({ code: 'badge_draft_missing' });
      const next = await reviseBadge(tx, doing, { orgId, badgeId });
      expect(next).toMatchObject({ version: 2, status: 'draft', revision: 1, name: draft.name });
      await expect(reviseBadge(tx, doing, { orgId, badgeId })).rejects.toMatchObject({
        code: 'badge_draft_exists',
      });
      await expect(reviseBadge(tx, doing, { orgId, badgeId: testId('bdg') })).rejects.toMatchObject({
        code: 'badge_not_found',
      });
    }));

  it('the database itself refuses to change the content of a published version, or to take it away', () =>
    within(async (tx, orgId) => {
      await published(tx, orgId);
      for (const statement of [
        sql`update badges.version set content = '{}'`,
        sql`update badges.version set digest = ${'0'.repeat(64)}`,
        sql`delete from badges.version`,
        sql`update badges.image set bytes = ''`,
      ]) {
        await sql`savepoint attempt`.execute(tx);
        await expect(statement.execute(tx)).rejects.toThrow('permission denied');
        await sql`rollback to savepoint attempt`.execute(tx);
      }
    }));

  it('an old version stays readable, word for word, after ten more', () =>
    within(async (tx, orgId) => {
      const first = await published(tx, orgId);
      const { badgeId } = first;
      for (let n = 2; n <= 11; n++) {
        await reviseBadge(tx, doing, { orgId, badgeId });
        const over = { ...draft, name: `Python ${n}`, criteria: `Version ${n}` };
        await updateDraft(tx, doing, { orgId, badgeId, expectedRevision: 1, draft: over });
        await publishVersion(tx, doing, { orgId, badgeId });
      }
      const old = await findVersion(tx, { badgeId, version: 1 });
      expect(old).toEqual({ ...first, status: 'superseded', supersededAt: testNow });
      expect((await findCurrentVersion(tx, { badgeId }))?.version).toBe(11);
      expect((await listVersions(tx, { badgeId })).map((v) => v.status)).toEqual([
        'published',
        ...Array.from({ length: 10 }, () => 'superseded'),
      ]);
    }));

  it('a change of the draft needs the revision that its editor saw', () =>
    within(async (tx, orgId) => {
      const { badgeId } = await createBadge(tx, doing, { orgId, draft });
      const change = { orgId, badgeId, expectedRevision: 1, draft: { ...draft, name: 'First' } };
      expect(await updateDraft(tx, doing, change)).toMatchObject({ name: 'First', revision: 2 });
      await expect(updateDraft(tx, doing, change)).rejects.toMatchObject({
        code: 'badge_draft_conflict',
        data: { revision: 2 },
      });
      await expect(publishVersion(tx, doing, { orgId, badgeId, expectedRevision: 1 })).rejects.toMatchObject({
        code: 'badge_draft_conflict',
      });
    }));

  it('an uploaded picture stays while the draft is edited, a drawn one follows the name', () =>
    within(async (tx, orgId) => {
      const upload = {
        mediaType: 'image/svg+xml' as const,
        base64: Buffer.from(makeBadgeImage('else').bytes).toString('base64'),
      };
      const drawn = await createBadge(tx, doing, { orgId, draft });
      const own = await createBadge(tx, doing, {
        orgId,
        draft: { ...draft, image: { alt: 'A knot', upload } },
      });
      expect(own.image).toMatchObject({ alt: 'A knot', isGenerated: false });
      const renamed = { ...draft, name: 'Renamed' };
      const change = { orgId, expectedRevision: 1, draft: renamed };
      const after = await updateDraft(tx, doing, { ...change, badgeId: own.badgeId });
      expect(after.image).toEqual(own.image);
      const redrawn = await updateDraft(tx, doing, { ...change, badgeId: drawn.badgeId });
      expect(redrawn.image.digest).not.toBe(drawn.image.digest);
      expect(redrawn.image.bytes).toEqual(makeBadgeImage('Renamed').bytes);
    }));

  it('a picture with a script, or a competency that no framework has, leaves nothing behind', () =>
    within(async (tx, orgId) => {
      const base64 = Buffer.from('<svg viewBox="0 0 1 1"><script/></svg>').toString('base64');
      const image = { alt: 'x', upload: { mediaType: 'image/svg+xml' as const, base64 } };
      await expect(createBadge(tx, doing, { orgId, draft: { ...draft, image } })).rejects.toMatchObject({
        code: 'badge_image_invalid',
      });
      const alignments = [{ framework: 'esco', code: 'no-such-code', level: 3 }];
      await expect(createBadge(tx, doing, { orgId, draft: { ...draft, alignments } })).rejects.toMatchObject({
        code: 'badge_alignment_unknown',
      });
      expect((await listBadges(tx, { orgId, limit: 10 })).items).toEqual([]);
    }));

  it('only a published version is open', () =>
    within(async (tx, orgId) => {
      const { badgeId } = await createBadge(tx, doing, { orgId, draft });
      const closed = { code: 'badge_version_closed' };
      await expect(findOpenVersion(tx, { orgId, badgeId })).rejects.toMatchObject(closed);
      await publishVersion(tx, doing, { orgId, badgeId });
      expect((await findOpenVersion(tx, { orgId, badgeId })).version).toBe(1);
      await reviseBadge(tx, doing, { orgId, badgeId });
      await expect(findOpenVersion(tx, { orgId, badgeId, version: 2 })).rejects.toMatchObject(closed);
      await publishVersion(tx, doing, { orgId, badgeId });
      await expect(findOpenVersion(tx, { orgId, badgeId, version: 1 })).rejects.toMatchObject(closed);
      expect((await findOpenVersion(tx, { badgeId })).version).toBe(2);
      await retireVersion(tx, doing, { orgId, badgeId, version: 2 });
      await expect(findOpenVersion(tx, { orgId, badgeId })).rejects.toMatchObject(closed);
      await expect(findOpenVersion(tx, { orgId, badgeId, version: 9 })).rejects.toMatchObject({
        code: 'badge_not_found',
      });
      expect(await findVersion(tx, { badgeId, version: 2 })).toMatchObject({
        status: 'retired',
        retiredAt: testNow,
      });
    }));

  it('a version is retired once, and a draft never', () =>
    within(async (tx, orgId) => {
      const { badgeId } = await createBadge(tx, doing, { orgId, draft });
      await expect(retireVersion(tx, doing, { orgId, badgeId, version: 1 })).rejects.toMatchObject({
        code: 'badge_version_closed',
      });
      await publishVersion(tx, doing, { orgId, badgeId });
      const retired = await retireVersion(tx, doing, { orgId, badgeId, version: 1 });
      expect(await retireVersion(tx, doing, { orgId, badgeId, version: 1 })).toEqual(retired);
      const events = await readEvents(tx, { orgId, names: ['badge.retired'], afterId: 0, limit: 9 });
      expect(events.map((e) => e.payload)).toEqual([{ badgeId, version: 1 }]);
    }));

  it('the catalogue has every published badge of everyone, found by words and by competency, page by page', () =>
    within(async (tx, orgId) => {
      const python = await published(tx, orgId, {
        alignments: [{ framework: 'esco', code: skill.code, level: 6 }],
      });
      const other = testId('org');
      await switchOrg(tx, other);
      const bread = await published(tx, other, {
        name: 'Sourdough',
        objective: 'Bakes bread.',
        tags: ['oven'],
      });
      await createBadge(tx, doing, { orgId: other, draft: { ...draft, name: 'Unpublished Python' } });
      await switchOrg(tx, testId('org'));

      const ids = async (input: Partial<Parameters<typeof listPublished>[1]>): Promise<BadgeId[]> =>
        (await listPublished(tx, { limit: 10, ...input })).items.map((b) => b.badgeId);
      expect(await ids({})).toEqual([python.badgeId, bread.badgeId].sort().reverse());
      expect(await ids({ words: 'oven' })).toEqual([bread.badgeId]);
      expect(await ids({ words: 'python -oven' })).toEqual([python.badgeId]);
      expect(await ids({ orgId: other })).toEqual([bread.badgeId]);
      const { framework, code } = skill;
      expect(await ids({ competency: { framework, code } })).toEqual([python.badgeId]);
      const first = await listPublished(tx, { limit: 1 });
      const second = await listPublished(tx, { limit: 1, after: first.next ?? '' });
      expect([...first.items, ...second.items].map((b) => b.badgeId)).toEqual(await ids({}));
      expect(second.next).toBeNull();
      await expect(listPublished(tx, { limit: 1, after: '?' })).rejects.toMatchObject({
        code: 'badge_cursor_invalid',
      });
      expect((await findImage(tx, { badgeId: bread.badgeId }))?.bytes).toEqual(bread.image.bytes);
    }));

  it('an organisation sees its own drafts beside what is published', () =>
    within(async (tx, orgId) => {
      const a = await published(tx, orgId);
      await reviseBadge(tx, doing, { orgId, badgeId: a.badgeId });
      const b = await createBadge(tx, doing, { orgId, draft: { ...draft, name: 'Statistics' } });
      const own = await listBadges(tx, { orgId, limit: 10 });
      const byId = new Map(own.items.map((item) => [item.badgeId, item]));
      expect(byId.get(a.badgeId)).toMatchObject({
        current: { version: 1, status: 'published', publishedAt: testNow },
        draft: { version: 2, status: 'draft', revision: 1 },
      });
      expect(byId.get(b.badgeId)).toMatchObject({ current: null, draft: { version: 1, name: 'Statistics' } });
      const found = await listBadges(tx, { orgId, words: 'statistics', limit: 10 });
      expect(found.items.map((item) => item.badgeId)).toEqual([b.badgeId]);
    }));

  it("another organisation's draft is not there, and its badge cannot be changed", async () => {
    const [owner, stranger] = [testId('org'), testId('org')];
    const made = await inOrg(store.db, owner, async (tx) => {
      const { badgeId } = await createBadge(tx, doing, { orgId: owner, draft });
      await publishVersion(tx, doing, { orgId: owner, badgeId });
      return await reviseBadge(tx, doing, { orgId: owner, badgeId });
    });
    const { badgeId } = made;
    await rolledBack(store.db, stranger, async (tx) => {
      expect(await findVersion(tx, { orgId: owner, badgeId, version: 2 })).toBeNull();
      expect(await findVersion(tx, { badgeId, version: 1 })).not.toBeNull();
      for (const orgId of [owner, stranger]) {
        const missing = { code: 'badge_not_found' };
        await expect(publishVersion(tx, doing, { orgId, badgeId })).rejects.toMatchObject(missing);
        await expect(retireVersion(tx, doing, { orgId, badgeId, version: 1 })).rejects.toMatchObject(missing);
      }
    });
  });

  it('of two who publish at once, one does', async () => {
    const orgId = testId('org');
    const { badgeId } = await inOrg(store.db, orgId, (tx) => createBadge(tx, doing, { orgId, draft }));
    const tries = await Promise.allSettled(
      [1, 2, 3].map(() => inOrg(store.db, orgId, (tx) => publishVersion(tx, doing, { orgId, badgeId }))),
    );
    expect(tries.filter((t) => t.status === 'fulfilled')).toHaveLength(1);
    expect(tries.filter((t) => t.status === 'rejected').map((t) => String(t.reason))).toEqual([
      expect.stringContaining('badge_draft_missing'),
      expect.stringContaining('badge_draft_missing'),
    ]);
  });

  it('every change is in the audit trail with its actor', () =>
    within(async (tx, orgId) => {
      const { badgeId } = await createBadge(tx, doing, { orgId, draft });
      await updateDraft(tx, doing, { orgId, badgeId, expectedRevision: 1, draft });
      await publishVersion(tx, doing, { orgId, badgeId });
      await reviseBadge(tx, doing, { orgId, badgeId });
      await retireVersion(tx, doing, { orgId, badgeId, version: 1 });
      const trail = await listAudit(tx, { orgId, page: { limit: 20 }, subject: badgeId });
      expect(trail.items.map((entry) => entry.action).sort()).toEqual([
        'badge.created',
        'badge.draft_updated',
        'badge.published',
        'badge.retired',
        'badge.revised',
      ]);
      expect(trail.items.every((entry) => entry.actor === 'usr_author')).toBe(true);
    }));
});

describe('the body of a draft', () => {
  const accepts = (over: Record<string, unknown>): boolean =>
    badgeDraftSchema.safeParse({ ...draft, ...over }).success;

  it('needs alt text for its picture, one objective, and nothing that is unknown', () => {
    expect(accepts({})).toBe(true);
    expect(accepts({ image: { alt: 'Three rungs' } })).toBe(true);
    expect(accepts({ image: {} })).toBe(false);
    expect(accepts({ image: { alt: '   ' } })).toBe(false);
    expect(accepts({ objective: '' })).toBe(false);
    expect(accepts({ colour: 'red' })).toBe(false);
  });

  it('takes the achievement types of Open Badges 3.0 and ext: words, and clean text only', () => {
    expect(accepts({ achievementType: 'Course' })).toBe(true);
    expect(accepts({ achievementType: 'ext:Lab' })).toBe(true);
    expect(accepts({ achievementType: 'Lab' })).toBe(false);
    expect(accepts({ name: 'a\u0000b' })).toBe(false);
    expect(accepts({ name: '\ud800' })).toBe(false);
    expect(accepts({ alignments: [{ framework: 'esco', code: 'x', level: 11 }] })).toBe(false);
    expect(accepts({ creditsAvailable: 2.55 })).toBe(true);
    expect(accepts({ creditsAvailable: 2.555 })).toBe(false);
  });
});
