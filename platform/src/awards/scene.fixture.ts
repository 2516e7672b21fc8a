import { createBadge, publishVersion, type BadgeId } from '#badges';
import { setRubric, type RubricDraft } from '#assessment';
import type { Doing, OrgId } from '#kernel';
import { createOrg, ensurePeople, rememberContacts } from '#parties';
import { asInstance, inOrg, type AppContext } from '#store';
import type { Grant } from './model.ts';

/** An issuer with one published badge. For tests and benches only. */
export interface Scene {
  readonly orgId: OrgId;
  readonly badgeId: BadgeId;
  readonly version: number;
}

const rubric: RubricDraft = {
  criteria: [
    {
      id: 'reading',
      name: 'Reads data',
      weight: 1,
      mustPass: 'sound',
      levels: [
        { id: 'weak', name: 'Weak', points: 0 },
        { id: 'sound', name: 'Sound', points: 2 },
      ],
    },
  ],
  thresholdNumerator: 1,
  thresholdDenominator: 2,
};

/** The moment of a use case, by the clock and the generator of the application. */
export function doingOf(app: AppContext, actor = 'system'): Doing {
  return { now: app.clock(), random: app.random, actor };
}

/** Makes an issuer and publishes a badge with a rubric. */
export async function makeScene(app: AppContext, name = 'School of Data'): Promise<Scene> {
  const doing = doingOf(app);
  const org = await asInstance(app.db, (tx) => createOrg(tx, doing, { name, url: 'https://school.example' }));
  const { orgId } = org;
  const badge = await inOrg(app.db, orgId, async (tx) => {
    const made = await createBadge(tx, doing, {
      orgId,
      draft: {
        name: 'Statistical Reasoning',
        objective: 'Draws sound conclusions from data.',
        criteria: 'Analyse a data set and defend the *conclusion*.',
      },
    });
    await setRubric(tx, doing, { orgId, badgeId: made.badgeId, version: made.version, rubric });
    return await publishVersion(tx, doing, { orgId, badgeId: made.badgeId });
  });
  return { orgId, badgeId: badge.badgeId, version: badge.version };
}

/** Makes `count` people known to the issuer, and a direct grant of its badge for each. */
export async function makeGrants(app: AppContext, scene: Scene, count: number, tag = 'a'): Promise<Grant[]> {
  const people = peopleOf(count, tag);
  return await inOrg(app.db, scene.orgId, async (tx) => {
    const doing = doingOf(app);
    const ids = await ensurePeople(tx, doing, { people });
    const contacts = people.map((person, at) => ({ ...person, personId: ids[at] as OrgId }));
    await rememberContacts(tx, doing, { orgId: scene.orgId, people: contacts });
    return ids.map((personId): Grant => ({
      badgeId: scene.badgeId,
      version: scene.version,
      personId,
      grantKey: 'once',
      source: 'direct',
      results: [{ criterionId: 'reading', levelId: 'sound' }],
    }));
  });
}

/** Fictional people with different addresses. */
export function peopleOf(count: number, tag = 'a'): { readonly email: string; readonly name: string }[] {
  return Array.from({ length: count }, (_, n) => ({
    email: `person-${tag}-${String(n)}@example.org`,
    name: `Person ${tag} ${String(n)}`,
  }));
}
