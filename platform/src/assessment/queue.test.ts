import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createBadge, publishVersion, type BadgeId } from '#badges';
import type { Doing, OrgId } from '#kernel';
import { inOrg, sql, type Store, type Tx } from '#store';
import { ownStore, rolledBack, seededRandom, testId, testNow } from '#testing';
import {
  decide,
  decideByRule,
  findDraft,
  findLock,
  judge,
  lockMs,
  lockSubmission,
  neededLevel,
  readQueue,
  resubmitEvidence,
  returnSubmission,
  saveDraft,
  setRubric,
  standingsOf,
  submitEvidence,
  summariseQueue,
  takeNext,
  unlockSubmission,
  type NamedAssessor,
  type RubricDraft,
  type SubmissionId,
} from './index.ts';

const random = seededRandom(601);
let clock = testNow.getTime();
/** Each use is a second later, so that nobody waits equally long. */
const doing: Doing = {
  get now() {
    clock += 1000;
    return new Date(clock);
  },
  random,
  actor: 'usr_staff',
};
const rubric: RubricDraft = {
  criteria: [
    {
      id: 'code',
      name: 'Code',
      weight: 1,
      levels: [
        { id: 'no', name: 'No', points: 0 },
        { id: 'yes', name: 'Yes', points: 1 },
      ],
    },
  ],
  thresholdNumerator: 1,
  thresholdDenominator: 2,
};
const evidence = [{ kind: 'text' as const, text: 'print("hello")' }];
const named = (name: string): NamedAssessor => ({ id: `usr_${name}`, personId: testId('org'), name });
const [ines, omar] = [named('Ines'), named('Omar')];
const scores = [{ criterionId: 'code', levelId: 'yes' }];

async function openBadge(tx: Tx, orgId: OrgId): Promise<BadgeId> {
  const draft = { name: 'Python', objective: 'Programs.', criteria: 'Hands in a program.' };
  const { badgeId } = await createBadge(tx, doing, { orgId, draft });
  await setRubric(tx, doing, { orgId, badgeId, version: 1, rubric });
  await publishVersion(tx, doing, { orgId, badgeId });
  return badgeId;
}

describe('the queue of an assessor', () => {
  let store: Store;
  beforeAll(async () => {
    store = await ownStore();
  });

  interface Scene {
    readonly tx: Tx;
    readonly orgId: OrgId;
    readonly badgeId: BadgeId;
    readonly submit: (personId?: OrgId, badgeId?: BadgeId) => Promise<SubmissionId>;
  }
  const within = (work: (scene: Scene) => Promise<void>): Promise<void> => {
    const orgId = testId('org');
    return rolledBack(store.db, orgId, async (tx) => {
      const badgeId = await openBadge(tx, orgId);
      const submit: Scene['submit'] = async (personId = testId('org'), of = badgeId) =>
        (await submitEvidence(tx, doing, { orgId, badgeId: of, personId, evidence })).submissionId;
      await work({ tx, orgId, badgeId, submit });
    });
  };

  it('hands each assessor another submission, the longest waiting first, and never their own work', () =>
    within(async ({ tx, orgId, submit }) => {
      await submit(ines.personId as OrgId);
      const [first, second] = [await submit(), await submit()];
      const next = async (assessor: NamedAssessor, skip: string[] = []) =>
        (await takeNext(tx, doing, { orgId, assessor, skip }))?.submissionId;
      expect(await next(ines)).toBe(first);
      expect(await next(ines)).toBe(first);
      expect(await next(ines, [first])).toBe(second);
      expect(await next(ines, [first, second])).toBeUndefined();
      const taken = await takeNext(tx, doing, { orgId, assessor: omar });
      expect(taken).toMatchObject({ personId: ines.personId, isOwn: false, lock: { isMine: true } });
      const summary = await summariseQueue(tx, { orgId, assessor: omar, at: doing.now });
      expect(summary).toMatchObject({ waiting: 3, free: 0, mine: 1, lockedByOthers: 2, returned: 0 });
    }));

  it('keeps a colleague out for half an hour, telling the name and nothing else', () =>
    within(async ({ tx, orgId, submit }) => {
      const submissionId = await submit();
      const lock = await lockSubmission(tx, doing, { orgId, submissionId, assessor: ines });
      const refused = {
        code: 'submission_locked',
        data: { assessor: 'Ines', endsAt: lock.endsAt.toISOString() },
      };
      const byOmar = { orgId, submissionId, assessor: omar };
      await expect(lockSubmission(tx, doing, byOmar)).rejects.toMatchObject(refused);
      await expect(unlockSubmission(tx, doing, byOmar)).rejects.toMatchObject(refused);
      await expect(judge(tx, doing, { ...byOmar, scores })).rejects.toMatchObject(refused);
      await expect(returnSubmission(tx, doing, { ...byOmar, note: 'More.' })).rejects.toMatchObject(refused);
      await expect(decideByRule(tx, doing, byOmar)).rejects.toMatchObject(refused);
      expect(await findLock(tx, { ...byOmar, at: doing.now })).toMatchObject({ isMine: false });
      clock += lockMs;
      expect(await findLock(tx, { ...byOmar, at: doing.now })).toBeNull();
      expect(await lockSubmission(tx, doing, byOmar)).toMatchObject({ assessor: 'Omar', isMine: true });
    }));

  it('prolongs a lock for its holder, and ends it with the decision', () =>
    within(async ({ tx, orgId, submit }) => {
      const submissionId = await submit();
      const mine = { orgId, submissionId, assessor: ines };
      const first = await lockSubmission(tx, doing, mine);
      const again = await lockSubmission(tx, doing, mine);
      expect(again.lockedAt).toEqual(first.lockedAt);
      expect(again.endsAt.getTime()).toBeGreaterThan(first.endsAt.getTime());
      await judge(tx, doing, { ...mine, scores });
      expect(await findLock(tx, { ...mine, at: doing.now })).toBeNull();
      await expect(lockSubmission(tx, doing, mine)).rejects.toMatchObject({ code: 'submission_decided' });
    }));

  it('keeps what each assessor typed apart, until the decision deletes it', () =>
    within(async ({ tx, orgId, submit }) => {
      const personId = testId('org');
      const submissionId = await submit(personId);
      const mine = { orgId, submissionId, assessor: ines };
      const draft = { scores: [{ criterionId: 'code', comment: 'Not sure yet.' }], note: 'Add a test.' };
      await saveDraft(tx, doing, { ...mine, draft });
      expect(await findDraft(tx, mine)).toMatchObject({ ...draft, round: 1 });
      expect(await findDraft(tx, { ...mine, assessor: omar })).toBeNull();
      const bad = [{ scores: [{ criterionId: 'x' }] }, { scores: [{ criterionId: 'code', levelId: 'x' }] }];
      for (const wrong of [...bad, { scores: [...draft.scores, ...draft.scores] }])
        await expect(saveDraft(tx, doing, { ...mine, draft: wrong })).rejects.toMatchObject({
          code: 'judgement_draft_invalid',
        });
      await returnSubmission(tx, doing, { ...mine, note: 'Add a test.' });
      await resubmitEvidence(tx, doing, { orgId, submissionId, personId, evidence });
      expect(await findDraft(tx, mine)).toMatchObject({ round: 1 });
      await judge(tx, doing, { ...mine, scores });
      expect(await findDraft(tx, mine)).toBeNull();
    }));

  it('pages by waiting time, narrows by badge, state and holder, and counts the same rows', () =>
    within(async ({ tx, orgId, badgeId, submit }) => {
      const other = await openBadge(tx, orgId);
      const [a, b, c] = [await submit(), await submit(), await submit(testId('org'), other)];
      const own = testId('org');
      const back = await submit(own);
      await returnSubmission(tx, doing, { orgId, submissionId: back, note: 'More.', assessor: ines });
      await lockSubmission(tx, doing, { orgId, submissionId: b, assessor: ines });
      const read = async (more: Partial<Parameters<typeof readQueue>[1]> = {}) =>
        await readQueue(tx, { orgId, assessor: ines, at: doing.now, limit: 10, ...more });
      const ids = async (more: Parameters<typeof read>[0] = {}) =>
        (await read(more)).items.map((item) => item.submissionId);
      expect(await ids()).toEqual([a, b, c]);
      expect(await ids({ badgeId })).toEqual([a, b]);
      expect(await ids({ holder: 'mine' })).toEqual([b]);
      expect(await ids({ holder: 'free' })).toEqual([a, c]);
      expect(await ids({ state: 'returned' })).toEqual([back]);
      const page = await read({ limit: 2 });
      expect(await ids({ limit: 2, after: page.next ?? '' })).toEqual([c]);
      await expect(read({ after: 'nonsense' })).rejects.toMatchObject({ code: 'submission_cursor_invalid' });
      // Whoever hands in again waits from then on.
      await resubmitEvidence(tx, doing, { orgId, submissionId: back, personId: own, evidence });
      expect(await ids()).toEqual([a, b, c, back]);
      const oldest = (await read({ limit: 1 })).items[0]?.submittedAt;
      const summary = await summariseQueue(tx, { orgId, assessor: ines, at: doing.now });
      expect(summary).toMatchObject({ waiting: 4, free: 3, mine: 1, oldestSubmittedAt: oldest });
      expect(summary.badges.map((x) => [x.badgeId, x.waiting])).toEqual([
        [badgeId, 3],
        [other, 1],
      ]);
    }));

  it('never gives two assessors who ask at the same moment the same submission', async () => {
    const orgId = testId('org');
    await inOrg(store.db, orgId, async (tx) => {
      const badgeId = await openBadge(tx, orgId);
      for (let i = 0; i < 6; i++)
        await submitEvidence(tx, doing, { orgId, badgeId, personId: testId('org'), evidence });
    });
    const many = Array.from({ length: 8 }, (_, i) => named(`Assessor${String(i)}`));
    const taken = await Promise.all(
      many.map((assessor) => inOrg(store.db, orgId, (tx) => takeNext(tx, doing, { orgId, assessor }))),
    );
    const ids = taken.flatMap((item) => (item === null ? [] : [item.submissionId]));
    expect(new Set(ids).size).toBe(ids.length);
    const locks = await inOrg(store.db, orgId, (tx) =>
      sql<{ n: number }>`select count(*)::int as n from assessment.lock where org_id = ${orgId}`.execute(tx),
    );
    expect(locks.rows[0]?.n).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(0);
  });
});

describe('what is missing for a badge', () => {
  const level = (criterion: number, points: number) => ({
    id: `l${String(criterion)}_${String(points)}`,
    name: `Level ${String(points)}`,
    points,
  });
  const anyRubric = fc
    .record({
      points: fc.array(fc.uniqueArray(fc.integer({ min: 0, max: 20 }), { minLength: 2, maxLength: 5 }), {
        minLength: 1,
        maxLength: 5,
      }),
      must: fc.array(fc.option(fc.nat(4), { nil: undefined }), { minLength: 5, maxLength: 5 }),
      weights: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 5, maxLength: 5 }),
      numerator: fc.integer({ min: 0, max: 12 }),
    })
    .map(({ points, must, weights, numerator }): RubricDraft => ({
      criteria: points.map((of, i) => {
        const levels = of.map((p) => level(i, p));
        const mustPass = must[i] === undefined ? undefined : levels[(must[i] ?? 0) % levels.length]?.id;
        return {
          id: `c${String(i)}`,
          name: 'C',
          weight: weights[i] ?? 1,
          levels,
          ...(mustPass === undefined ? {} : { mustPass }),
        };
      }),
      thresholdNumerator: numerator,
      thresholdDenominator: 12,
    }));

  it('whoever meets every criterion masters the badge', () => {
    fc.assert(
      fc.property(anyRubric, (of) => {
        const results = of.criteria.map((c) => ({ criterionId: c.id, levelId: neededLevel(c, of).id }));
        expect(decide(of, results).outcome).toBe('mastered');
        expect(standingsOf(of, { results, comments: [] }).every((s) => s.state === 'met')).toBe(true);
      }),
    );
  });

  it('what was never judged is open, not missing', () => {
    expect(standingsOf(rubric, null)).toEqual([
      { criterionId: 'code', name: 'Code', state: 'open', level: null, needed: 'Yes', comment: null },
    ]);
    const results = [{ criterionId: 'code', levelId: 'no' }];
    const comments = [{ criterionId: 'code', comment: 'Run it once.' }];
    expect(standingsOf(rubric, { results, comments })).toMatchObject([
      { state: 'missing', level: 'No', needed: 'Yes', comment: 'Run it once.' },
    ]);
  });
});
