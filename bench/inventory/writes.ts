import { readFileSync } from 'node:fs';
import { issueMany, type Grant } from '../../platform/src/awards/index.ts';
import { doingOf, makeGrants } from '../../platform/src/awards/scene.fixture.ts';
import { createBadge, publishVersion } from '../../platform/src/badges/index.ts';
import { loadExampleFrameworks, searchCompetencies } from '../../platform/src/frameworks/index.ts';
import { applyMany, snapshot, rebuild, sourceEvents } from '../../platform/src/inventory/index.ts';
import type { OrgId } from '../../platform/src/kernel/index.ts';
import { createOrg } from '../../platform/src/parties/index.ts';
import {
  asInstance,
  deliverLane,
  inOrg,
  lanes,
  registerSubscriptions,
  tell,
  type AppContext,
  type Subscription,
} from '../../platform/src/store/index.ts';
import { median } from './reads.ts';

const people = 400;
const rounds = 7;

/**
 * Issues the same number of credentials, each of which moves two counts, with and without the projection as a
 * subscriber, in turn. Returns the median of the ratios of time, less one.
 */
export async function compareWrites(app: AppContext): Promise<number> {
  const scene = await alignedScene(app);
  const projection: Subscription = {
    subscriber: 'inventory.apply',
    events: [...sourceEvents],
    reaction: {
      kind: 'inTxTogether',
      space: (event) => event.orgId,
      run: (tx, events) => applyMany(tx, doingOf(app), events),
    },
  };
  const ratios: number[] = [];
  const spent = { without: [] as number[], with: [] as number[] };
  for (let round = -1; round < rounds; round++) {
    const without = await timeOf(app, scene, [], `without${String(round)}`);
    const withIt = await timeOf(app, scene, [projection], `with${String(round)}`);
    if (round < 0) continue;
    spent.without.push(without / people);
    spent.with.push(withIt / people);
    ratios.push(withIt / without - 1);
  }
  const equal = await inOrg(app.db, scene.orgId, async (tx) => {
    const live = await snapshot(tx, scene);
    // Without a subscriber half of the awards were never applied: only those of the other half are there.
    return live.includes(`"people":${String(people * (rounds + 1))}`) && (await rebuild(tx, scene)) > 0;
  });
  if (!equal) throw new Error('the projection did not count every credential');
  const ms = (values: readonly number[]): string => `${median(values).toFixed(3)} ms`;
  console.log(`${String(people)} credentials a round, ${String(rounds)} alternating rounds, two skills each`);
  console.log(
    `  issued without the projection: ${ms(spent.without)} a credential, with it: ${ms(spent.with)}`,
  );
  console.log(
    `  overhead: median ${(median(ratios) * 100).toFixed(1)} %, worst ${(Math.max(...ratios) * 100).toFixed(1)} %`,
  );
  return median(ratios);
}

interface AlignedScene {
  readonly orgId: OrgId;
  readonly badgeId: Grant['badgeId'];
  readonly version: number;
}

async function timeOf(
  app: AppContext,
  scene: AlignedScene,
  subscriptions: readonly Subscription[],
  tag: string,
): Promise<number> {
  await registerSubscriptions(app.db, subscriptions);
  const grants = await makeGrants(app, scene, people, tag);
  await inOrg(app.db, scene.orgId, (tx) =>
    tell(
      tx,
      grants.map(({ personId }) => ({
        name: 'employment.started',
        key: personId,
        orgId: scene.orgId,
        payload: { personId },
      })),
    ),
  );
  await deliverAll(app, subscriptions);
  const started = performance.now();
  await issueMany(app, doingOf(app), { orgId: scene.orgId, grants });
  await deliverAll(app, subscriptions);
  return performance.now() - started;
}

async function deliverAll(app: AppContext, subscriptions: readonly Subscription[]): Promise<void> {
  for (let lane = 0; lane < lanes; lane++) await deliverLane(app.db, lane, subscriptions, app.clock);
}

/** An issuer that is also the employer, with a badge of two real skills. */
async function alignedScene(app: AppContext): Promise<AlignedScene> {
  const doing = doingOf(app);
  const examples = new URL('../../examples/', import.meta.url);
  await asInstance(app.db, (tx) =>
    loadExampleFrameworks(tx, doing, { read: (path) => readFileSync(new URL(path, examples)) }),
  );
  const { orgId } = await asInstance(app.db, (tx) => createOrg(tx, doing, { name: 'Bench' }));
  return await inOrg(app.db, orgId, async (tx) => {
    const found = await searchCompetencies(tx, { words: 'data', limit: 2 });
    const alignments = found.items.map(({ framework, code }, i) => ({ framework, code, level: i + 2 }));
    const draft = { name: 'Bench', objective: 'Measures.', criteria: 'Measure.', alignments };
    const { badgeId } = await createBadge(tx, doing, { orgId, draft });
    const { version } = await publishVersion(tx, doing, { orgId, badgeId });
    return { orgId, badgeId, version };
  });
}
