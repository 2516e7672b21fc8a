import { beforeAll, describe, expect, it } from 'vitest';
import { routes } from '../../platform/src/http/index.ts';
import { openWorld, type World } from '../../platform/src/http/world.fixture.ts';
import type { OrgId } from '../../platform/src/kernel/index.ts';
import { furnish, type Furnished } from './furnish.ts';
import { rowsOf, tryEveryTable, unguardedTables } from './rows.ts';
import { strangersOf, tryEveryRoute } from './try-routes.ts';

describe('the wall between tenants', () => {
  let world: World;
  let victim: Furnished;
  let other: Furnished;

  beforeAll(async () => {
    world = await openWorld();
    victim = await furnish(world, 'Victim');
    other = await furnish(world, 'Other');
  });

  it('no route shows or changes a row of another tenant, whoever asks', async () => {
    const orgs = [victim.ids['orgId'], victim.ids['personId']] as OrgId[];
    const before = await Promise.all(orgs.map((org) => rowsOf(world.store.db, org)));
    const strangers = await strangersOf(world, other.ids['orgId'] ?? '');
    const problems = await tryEveryRoute(world, strangers, victim);
    expect(problems).toEqual([]);
    expect(strangers).toHaveLength(10);
    expect(routes.length).toBeGreaterThan(130);
    const after = await Promise.all(orgs.map((org) => rowsOf(world.store.db, org)));
    // Handing in evidence for a published badge is everybody's right: its rows are the exception.
    const kept = (rows: Record<string, string>[]): unknown =>
      rows.map((tables) =>
        Object.fromEntries(Object.entries(tables).filter(([table]) => !handedIn.includes(table))),
      );
    expect(kept(after)).toEqual(kept(before));
  }, 180_000);

  it('finds the leak when the stranger belongs to the victim’s organisation after all', async () => {
    const insider = await world.newUser('Insider', [[victim.ids['orgId'] as OrgId, ['registrar']]]);
    const problems = await tryEveryRoute(
      world,
      [{ name: 'insider', ask: { as: insider }, orgId: other.ids['orgId'] ?? '' }],
      victim,
    );
    expect(problems.length).toBeGreaterThan(10);
  });

  it('row-level security keeps every table apart, and every table with a tenant has it', async () => {
    const owner = victim.ids['orgId'] as OrgId;
    expect(await tryEveryTable(world.store.db, owner, other.ids['orgId'] as OrgId)).toEqual([]);
    // Readable names of organisations are public, and the outbox carries ids alone.
    expect(await unguardedTables(world.store.db)).toEqual(['parties.slug', 'store.event']);
  });
});

const handedIn = [
  'assessment.submission',
  'assessment.evidence',
  'assessment.evidence_file',
  'parties.contact',
  'parties.audit',
];

describe('a wall with a hole', () => {
  it('is noticed: one policy that is replaced by an open one makes the test of the tables fail', async () => {
    const world = await openWorld();
    const victim = await furnish(world, 'Victim');
    const stranger = await world.newOrg('Stranger');
    await world.store.pool.query('drop policy tenant on awards.award');
    await world.store.pool.query('create policy tenant on awards.award using (true) with check (true)');
    const problems = await tryEveryTable(world.store.db, victim.ids['orgId'] as OrgId, stranger);
    expect(problems.some((p) => p.startsWith('awards.award: ') && p.includes('rows are seen'))).toBe(true);
    expect(problems.every((p) => p.startsWith('awards.award: '))).toBe(true);
  });
});
