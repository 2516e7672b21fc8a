import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listAwards, reinstate, revoke, suspend, type Award } from '#awards';
import { publishVersion, retireVersion, reviseBadge, type BadgeId } from '#badges';
import type { OrgId } from '#kernel';
import { inOrg, readEvents, sql, type AppContext, type Store } from '#store';
import { ownStore, seededRandom, testNow } from '#testing';
import {
  compositeState,
  evaluate,
  listEvaluations,
  progress,
  retireStack,
  type Requirement,
  type StackVersion,
} from './index.ts';
import { appOn, doingOf, give, makeBadge, makeOrg, makePerson, makeStack } from './scene.fixture.ts';

const later = new Date(testNow.getTime() + 86_400_000);
let store: Store;
let app: AppContext;
let orgId: OrgId;
let person: OrgId;
let [python, statistics, drawing, analyst]: BadgeId[] = [];
let stack: StackVersion;
let people = 0;

const badge = (badgeId: BadgeId | undefined, minVersion?: number): Requirement => ({
  kind: 'badge',
  badgeId: badgeId ?? '',
  minVersion,
});

beforeAll(async () => {
  store = await ownStore(10);
  app = appOn(store.db, testNow, seededRandom(9));
  orgId = await makeOrg(app, 'School of Data');
  const names = [
    'Python for Data Analysis',
    'Statistical Reasoning',
    'Data Visualisation',
    'Data Analyst Professional',
  ];
  for (const name of names) {
    const badgeId = await makeBadge(app, orgId, name);
    if (name === names[0]) python = badgeId;
    else if (name === names[1]) statistics = badgeId;
    else if (name === names[2]) drawing = badgeId;
    else analyst = badgeId;
  }
  const requirement: Requirement = { kind: 'all', of: [badge(python), badge(statistics), badge(drawing)] };
  stack = await makeStack(app, orgId, analyst ?? '', requirement);
});

beforeEach(async () => {
  person = await makePerson(app, orgId, `Person${String(people++)}`);
});

const run = () => evaluate(app, doingOf(app), { orgId, personId: person });
const give3 = async (): Promise<Award[]> => [
  await give(app, orgId, person, python ?? ''),
  await give(app, orgId, person, statistics ?? ''),
  await give(app, orgId, person, drawing ?? ''),
];
const inIssuer = <T>(work: Parameters<typeof inOrg<T>>[2]) => inOrg(app.db, orgId, work);
const composites = async () =>
  (
    await inIssuer((tx) =>
      listAwards(tx, { orgId, filter: { personId: person, source: 'stack' }, page: { limit: 50 } }),
    )
  ).items;
const told = async (name: string) =>
  (await inIssuer((tx) => readEvents(tx, { orgId, names: [name], afterId: 0, limit: 1000 })))
    .filter((e) => e.key === person)
    .map((e) => e.payload);
const change = (verb: typeof revoke, award: Award | undefined) =>
  inIssuer((tx) => verb(tx, doingOf(app), { orgId, awardId: (award as Award).awardId, reason: 'test' }));

describe('a stack', () => {
  it('awards its composite by itself, once, when the last badge is earned', async () => {
    await give(app, orgId, person, python ?? '');
    await give(app, orgId, person, statistics ?? '');
    expect(await run()).toEqual([]);
    await give(app, orgId, person, drawing ?? '');
    const [composite] = await run();
    expect(composite).toMatchObject({ badgeId: analyst, source: 'stack', personId: person });
    expect(composite?.parts).toHaveLength(3);
    expect(await run()).toEqual([]);
    expect(await composites()).toHaveLength(1);
    expect(await told('stack.completed')).toMatchObject([
      { stackId: stack.stackId, awardId: composite?.awardId },
    ]);
  });

  it('awards it once, too, when many look at the same moment', async () => {
    await give3();
    await Promise.all([run(), run(), run(), run()]);
    expect(await composites()).toHaveLength(1);
    expect(await told('stack.completed')).toHaveLength(1);
  });

  it('is not completed by a revoked badge', async () => {
    const [, second] = await give3();
    await change(revoke, second);
    expect(await run()).toEqual([]);
    const state = await inIssuer((tx) =>
      progress(tx, { orgId, stackId: stack.stackId, personId: person, at: testNow }),
    );
    expect(state).toMatchObject({ isMet: false, awardId: null, missing: [{ badgeId: statistics }] });
  });

  it('shows on its composite that a part was revoked, and leaves the composite to its issuer', async () => {
    const [first] = await give3();
    const [composite] = await run();
    await change(revoke, first);
    await run();
    const awardId = composite?.awardId ?? '';
    const state = await inIssuer((tx) => compositeState(tx, { orgId, awardId, at: testNow }));
    expect(state).toMatchObject({ isIntact: false, sentence: 'A part is revoked.' });
    expect(state?.parts.map((p) => p.state).sort()).toEqual(['active', 'active', 'revoked']);
    expect(await composites()).toMatchObject([{ state: 'active' }]);
    await run();
    expect(await told('stack.broken')).toMatchObject([{ awardId }]);
    expect(await told('stack.mended')).toEqual([]);
  });

  it('is mended when a suspended part is reinstated', async () => {
    const [first] = await give3();
    const [composite] = await run();
    await change(suspend, first);
    await run();
    await change(reinstate, first);
    await run();
    const awardId = composite?.awardId ?? '';
    expect(await told('stack.broken')).toHaveLength(1);
    expect(await told('stack.mended')).toMatchObject([{ awardId }]);
    const state = await inIssuer((tx) => compositeState(tx, { orgId, awardId, at: testNow }));
    expect(state).toMatchObject({ isIntact: true, sentence: 'All parts are current.' });
  });

  it('shows that a part has expired, from that very moment', async () => {
    await give(app, orgId, person, python ?? '', { validUntil: later });
    await give(app, orgId, person, statistics ?? '');
    await give(app, orgId, person, drawing ?? '');
    const [composite] = await run();
    const awardId = composite?.awardId ?? '';
    const at = (moment: Date) => inIssuer((tx) => compositeState(tx, { orgId, awardId, at: moment }));
    expect(await at(new Date(later.getTime() - 1))).toMatchObject({ isIntact: true });
    expect(await at(later)).toMatchObject({ isIntact: false, sentence: 'A part has expired.' });
  });

  it('keeps every evaluation, with one current', async () => {
    await give(app, orgId, person, python ?? '');
    await run();
    await run();
    await give(app, orgId, person, statistics ?? '');
    await run();
    const all = await inIssuer((tx) =>
      listEvaluations(tx, { orgId, personId: person, stackId: stack.stackId }),
    );
    expect(all.map((e) => [e.isCurrent, e.used.length])).toEqual([
      [true, 2],
      [false, 1],
    ]);
    await expect(
      inIssuer((tx) => sql`update stacks.evaluation set is_met = true where org_id = ${orgId}`.execute(tx)),
    ).rejects.toThrow('permission denied');
  });

  it('completes another stack at once, and goes on with the loop until nothing is due', async () => {
    const master = await makeBadge(app, orgId, 'Master');
    const any: Requirement = { kind: 'atLeast', count: 1, of: [badge(analyst), badge(master)] };
    await expect(makeStack(app, orgId, master, any)).rejects.toMatchObject({ code: 'stack_cycle' });
    const upper = await makeStack(app, orgId, master, badge(analyst));
    const [first] = await give3();
    expect((await run()).map((a) => a.badgeId)).toEqual([analyst, master]);
    await change(revoke, first);
    await run();
    expect(await told('stack.broken')).toHaveLength(2);
    const top = (await composites()).find((a) => a.badgeId === master);
    const state = await inIssuer((tx) =>
      compositeState(tx, { orgId, awardId: top?.awardId ?? '', at: testNow }),
    );
    expect(state?.parts).toMatchObject([{ state: 'broken' }]);
    await inIssuer((tx) => retireStack(tx, doingOf(app), { orgId, stackId: upper.stackId }));
  });

  it('goes on after a crash between the award and its row, without a second composite', async () => {
    const parts = await give3();
    const composite = await run();
    await inIssuer((tx) =>
      sql`update stacks.composite set award_id = null, parts = '{}' where org_id = ${orgId} and person_id = ${person}`.execute(
        tx,
      ),
    );
    await run();
    expect(await composites()).toHaveLength(1);
    const state = await inIssuer((tx) =>
      compositeState(tx, { orgId, awardId: composite[0]?.awardId ?? '', at: testNow }),
    );
    expect(state?.parts.map((p) => p.awardId).sort()).toEqual(parts.map((p) => p.awardId).sort());
  });

  it('finds the award of an attempt that did not live to write it down, though a part was revoked since', async () => {
    const [first] = await give3();
    const [composite] = await run();
    await inIssuer((tx) =>
      sql`update stacks.composite set award_id = null, parts = '{}' where org_id = ${orgId} and person_id = ${person}`.execute(
        tx,
      ),
    );
    await change(revoke, first);
    expect(await run()).toEqual([]);
    const awardId = composite?.awardId ?? '';
    const state = await inIssuer((tx) => compositeState(tx, { orgId, awardId, at: testNow }));
    expect(state).toMatchObject({ isIntact: false, sentence: 'A part is revoked.' });
    expect(await told('stack.broken')).toHaveLength(1);
  });

  it('marks its composite as synthetic when a part is', async () => {
    await give(app, orgId, person, python ?? '', { isSynthetic: true });
    await give(app, orgId, person, statistics ?? '');
    await give(app, orgId, person, drawing ?? '');
    expect(await run()).toMatchObject([{ isSynthetic: true }]);
  });

  it('takes the version of its badge that is open when the one it had chosen was retired', async () => {
    const target = await makeBadge(app, orgId, 'Retiring');
    const retiring = await makeStack(app, orgId, target, badge(python));
    await give(app, orgId, person, python ?? '');
    await inIssuer(async (tx) => {
      await sql`insert into stacks.composite (org_id, stack_id, version, person_id, badge_id, badge_version, parts, is_intact, begun_at)
        values (${orgId}, ${retiring.stackId}, 1, ${person}, ${target}, 1, '{}', true, ${testNow})`.execute(
        tx,
      );
      await retireVersion(tx, doingOf(app), { orgId, badgeId: target, version: 1 });
    });
    expect(await run()).toEqual([]);
    await inIssuer(async (tx) => {
      await reviseBadge(tx, doingOf(app), { orgId, badgeId: target });
      await publishVersion(tx, doingOf(app), { orgId, badgeId: target });
    });
    expect(await run()).toEqual([]);
    expect(await run()).toMatchObject([{ badgeId: target, version: 2 }]);
    await inIssuer((tx) => retireStack(tx, doingOf(app), { orgId, stackId: retiring.stackId }));
  });
});

it('issues nothing for a person whom another organisation gave the badges', async () => {
  const other = await makeOrg(app, 'Other');
  await give3();
  expect(await evaluate(app, doingOf(app), { orgId: other, personId: person })).toEqual([]);
});
