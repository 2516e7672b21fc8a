import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listAwards } from '#awards';
import type { BadgeId } from '#badges';
import type { OrgId } from '#kernel';
import { inOrg, sql, type AppContext, type Store } from '#store';
import { guardedTables, ownStore, seededRandom, testNow, tryWall } from '#testing';
import {
  createStack,
  evaluate,
  evaluateHolders,
  findStack,
  listPublishedStacks,
  listStacks,
  publishStack,
  retireStack,
  reviseStack,
  updateStackDraft,
  type Requirement,
} from './index.ts';
import { appOn, doingOf, give, makeBadge, makeOrg, makePerson, makeStack } from './scene.fixture.ts';

let store: Store;
let app: AppContext;
let orgId: OrgId;
let person: OrgId;
let python: BadgeId;
let statistics: BadgeId;
let drawing: BadgeId;
let analyst: BadgeId;
let people = 0;

const badge = (badgeId: BadgeId): Requirement => ({ kind: 'badge', badgeId });

beforeAll(async () => {
  store = await ownStore(10);
  app = appOn(store.db, testNow, seededRandom(10));
  orgId = await makeOrg(app, 'School of Data');
  python = await makeBadge(app, orgId, 'Python');
  statistics = await makeBadge(app, orgId, 'Statistics');
  drawing = await makeBadge(app, orgId, 'Drawing');
  analyst = await makeBadge(app, orgId, 'Analyst');
});

beforeEach(async () => {
  person = await makePerson(app, orgId, `Reader${String(people++)}`);
});

const run = () => evaluate(app, doingOf(app), { orgId, personId: person });
const inIssuer = <T>(work: Parameters<typeof inOrg<T>>[2]) => inOrg(app.db, orgId, work);
const composites = async () =>
  (
    await inIssuer((tx) =>
      listAwards(tx, { orgId, filter: { personId: person, source: 'stack' }, page: { limit: 50 } }),
    )
  ).items;

describe('the versions of a stack', () => {
  it('are drafts until published, then frozen, then superseded, then retired', async () => {
    const target = await makeBadge(app, orgId, 'Versioned');
    const first = await makeStack(app, orgId, target, badge(python));
    const of = { orgId, stackId: first.stackId };
    await expect(inIssuer((tx) => publishStack(tx, doingOf(app), of))).rejects.toMatchObject({
      code: 'stack_draft_missing',
    });
    const draft = { name: 'Second', badgeId: target, requirement: badge(statistics) };
    await inIssuer((tx) => reviseStack(tx, doingOf(app), of));
    await expect(inIssuer((tx) => reviseStack(tx, doingOf(app), of))).rejects.toMatchObject({
      code: 'stack_draft_exists',
    });
    await inIssuer((tx) => updateStackDraft(tx, doingOf(app), { ...of, draft }));
    expect(await inIssuer((tx) => findStack(tx, of))).toMatchObject({ version: 1, status: 'published' });
    await inIssuer((tx) => publishStack(tx, doingOf(app), of));
    expect(await inIssuer((tx) => findStack(tx, { ...of, version: 1 }))).toMatchObject({
      status: 'superseded',
      name: first.name,
    });
    expect(await inIssuer((tx) => findStack(tx, of))).toMatchObject({
      version: 2,
      requirement: { badgeId: statistics },
    });
    await expect(
      inIssuer((tx) => sql`update stacks.version set name = 'x' where org_id = ${orgId}`.execute(tx)),
    ).rejects.toThrow('permission denied');
    await inIssuer((tx) => retireStack(tx, doingOf(app), of));
    await give(app, orgId, person, statistics);
    expect(await run()).toEqual([]);
    await expect(inIssuer((tx) => retireStack(tx, doingOf(app), of))).rejects.toMatchObject({
      code: 'stack_not_published',
    });
  });

  it('are refused while a badge is a draft, and when no award could ever meet them', async () => {
    const open = {
      name: 'S',
      badgeId: analyst,
      requirement: { kind: 'all', of: [badge('bdg_none' as BadgeId)] } as Requirement,
    };
    const made = await inIssuer((tx) => createStack(tx, doingOf(app), { orgId, draft: open }));
    await expect(
      inIssuer((tx) => publishStack(tx, doingOf(app), { orgId, stackId: made.stackId })),
    ).rejects.toMatchObject({ code: 'stack_badge_unavailable' });
    const much = { ...open, requirement: { kind: 'atLeast', count: 2, of: [badge(python)] } as Requirement };
    await expect(
      inIssuer((tx) => createStack(tx, doingOf(app), { orgId, draft: much })),
    ).rejects.toMatchObject({ code: 'stack_requirement_invalid' });
  });

  it('close no circle when two halves of it are published at the same moment', async () => {
    const [a, b] = [await makeBadge(app, orgId, 'Half A'), await makeBadge(app, orgId, 'Half B')];
    const both = await Promise.allSettled([
      makeStack(app, orgId, a, badge(b)),
      makeStack(app, orgId, b, badge(a)),
    ]);
    expect(both.filter((r) => r.status === 'fulfilled')).toHaveLength(1);
  });

  it('reach those who held their badges before they were published', async () => {
    const target = await makeBadge(app, orgId, 'Late');
    await give(app, orgId, person, drawing);
    const late = await makeStack(app, orgId, target, badge(drawing));
    expect(await evaluateHolders(app, doingOf(app), { orgId, stackId: late.stackId })).toBeGreaterThan(0);
    expect(await composites()).toMatchObject([{ badgeId: target }]);
    await inIssuer((tx) => retireStack(tx, doingOf(app), { orgId, stackId: late.stackId }));
  });

  it('are read by everyone once published, drafts by their owner only', async () => {
    const stranger = await makeOrg(app, 'Stranger');
    const shown = await makeStack(app, orgId, analyst, badge(drawing));
    const target = await makeBadge(app, orgId, 'Hidden');
    const draft = { name: 'Hidden', badgeId: target, requirement: badge(python) };
    const hidden = await inIssuer((tx) => createStack(tx, doingOf(app), { orgId, draft }));
    const seen = await inOrg(app.db, stranger, async (tx) => ({
      published: (await listPublishedStacks(tx, { limit: 100 })).items.map((s) => s.stackId),
      draft: await findStack(tx, { orgId, stackId: hidden.stackId }),
      own: (await listStacks(tx, { orgId: stranger, limit: 10 })).items,
    }));
    expect(seen.published).toContain(shown.stackId);
    expect(seen.published).not.toContain(hidden.stackId);
    expect(seen.draft).toBeNull();
    expect(seen.own).toEqual([]);
  });

  it('and what they came to are seen by their own organisation only', async () => {
    const stranger = await makeOrg(app, 'Another');
    await make();
    for (const table of await guardedTables(store.db, 'stacks')) {
      const report = await tryWall(store.db, table, orgId, stranger);
      const isOpen = table === 'stacks.version';
      expect({ table, ...report, own: report.own > 0, seen: report.seen > 0 }).toMatchObject({
        table,
        own: true,
        seen: isOpen,
        insert: 'refused',
      });
      expect(['0', 'refused']).toContain(report.update);
      expect(['0', 'refused']).toContain(report.remove);
    }

    /** A row in every table: a completed composite, and a draft. */
    async function make(): Promise<void> {
      const target = await makeBadge(app, orgId, 'Walled');
      const walled = await makeStack(app, orgId, target, badge(python));
      await give(app, orgId, person, python);
      await run();
      await inIssuer((tx) => reviseStack(tx, doingOf(app), { orgId, stackId: walled.stackId }));
    }
  });
});
