import { inventorySkill, waitFor } from './watch.ts';
import { judge, quiet, share, submit, type DemoDoors, type LoadedDemo } from './load.ts';

/** One step of the walk as it is printed. */
export interface WalkStep {
  readonly name: string;
  /** Ids and figures of what happened, none of them a name. */
  readonly facts: string;
  readonly ms: number;
}

interface AwardRow {
  readonly awardId: string;
  readonly credentialId: string;
}

/**
 * Walks one credential the whole way, through the same doors as everybody: evidence, mastery, award, log,
 * stack, the holder's copy, verification, consent, inventory. Tells each step as soon as it has happened.
 */
export async function walk(
  doors: DemoDoors,
  demo: LoadedDemo,
  onStep: (step: WalkStep) => void,
): Promise<{ credentialId: string; compositeId: string }> {
  const { orgs, badges, assessor, hr, hero, last } = demo;
  const timed = stopwatch(onStep);
  const badgeId = badges.get(last.badge) ?? '';
  const compositeBadge = badges.get('data-analyst-professional') ?? '';
  const people = new Map([[last.person, hero]]);
  const before = await inventorySkill(hr, orgs.employer);

  const { submissionId } = await submit(assessor, orgs.academy, badges, people, last);
  timed('evidence handed in', submissionId);
  const { decisionId, share: ratio } = await judge(assessor, orgs.academy, submissionId, last);
  timed('mastery decided', `${decisionId}, ${(ratio * 100).toFixed(1)} % of the rubric`);

  const awards = `/orgs/${orgs.academy}/awards`;
  const found = (id: string): Promise<AwardRow> =>
    waitFor(async () => {
      const page = await assessor.get<{ items: AwardRow[] }>(
        `${awards}?personId=${hero.personId}&badgeId=${id}`,
      );
      return page.items[0];
    });
  const award = await found(badgeId);
  timed('credential signed', `${award.awardId}, ${award.credentialId}`);
  const proof = await waitFor(async () => {
    const row = await assessor
      .get<{ index: number; size: number }>(`${awards}/${award.awardId}/log-proof`)
      .catch(() => undefined);
    return row;
  });
  timed('logged', `entry ${String(proof.index)}, proven by the checkpoint of ${String(proof.size)} entries`);
  const composite = await found(compositeBadge);
  timed('stack completed', `${composite.awardId}, ${composite.credentialId}`);
  await waitFor(async () => {
    const own = await hero.desk.get<{ items: AwardRow[] }>('/me/credentials?limit=50');
    return own.items.find((item) => item.awardId === composite.awardId);
  });
  timed('in the learner’s own space', hero.personId);

  const file = await hero.desk.get<object>(`/me/credentials/${award.credentialId}/file`);
  const { verdict } = await hero.desk.send<{ verdict: { word: string } }>('POST', '/verify', {
    document: file,
  });
  timed('verified', verdict.word);
  if (verdict.word !== 'valid') throw new Error(`the walk's credential is ${verdict.word}`);
  const { consentId } = await share(hero.desk, orgs.employer, doors.ctx.clock(), last.person);
  timed('shared with the employer', consentId);
  await quiet(doors.ctx);
  const after = await waitFor(async () => {
    const skill = await inventorySkill(hr, orgs.employer);
    return skill.total > before.total ? skill : undefined;
  });
  timed('counted in the inventory', `${String(before.total)} to ${String(after.total)} holdings of skills`);
  return { credentialId: award.credentialId, compositeId: composite.credentialId };
}

function stopwatch(onStep: (step: WalkStep) => void): (name: string, facts: string) => void {
  let since = performance.now();
  return (name, facts) => {
    const now = performance.now();
    onStep({ name, facts, ms: now - since });
    since = performance.now();
  };
}
