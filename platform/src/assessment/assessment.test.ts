import { beforeAll, describe, expect, it } from 'vitest';
import type { Doing, OrgId } from '#kernel';
import { inOrg, readEvents, sql, switchOrg, type Store, type Tx } from '#store';
import { listAudit } from '#parties';
import {
  createBadge,
  publishVersion,
  retireVersion,
  reviseBadge,
  type BadgeDraft,
  type BadgeId,
} from '#badges';
import { ownStore, rolledBack, seededRandom, testId, testNow } from '#testing';
import {
  copyRubric,
  decideByRule,
  findDecision,
  findEvidenceFile,
  findRubric,
  findSubmission,
  judge,
  listQueue,
  listSubmissions,
  resubmitEvidence,
  returnSubmission,
  setRubric,
  submitEvidence,
  type Assessor,
  type EvidenceInput,
  type RubricDraft,
  type Submission,
} from './index.ts';

const random = seededRandom(600);
let tick = 0;
/** Each use is a millisecond later, so that ids sort in the order of the test. */
const doing: Doing = {
  get now() {
    return new Date(testNow.getTime() + tick++);
  },
  random,
  actor: 'usr_staff',
};
const badge: BadgeDraft = { name: 'Python', objective: 'Programs.', criteria: 'Hands in a program.' };
const rubric: RubricDraft = {
  criteria: [
    {
      id: 'code',
      name: 'Code',
      weight: 3,
      mustPass: 'works',
      levels: [
        { id: 'broken', name: 'Does not run', points: 0 },
        { id: 'works', name: 'Runs', points: 4 },
      ],
    },
    {
      id: 'words',
      name: 'Words',
      weight: 1,
      levels: [
        { id: 'none', name: 'No explanation', points: 0 },
        { id: 'full', name: 'Explained', points: 1 },
      ],
    },
  ],
  thresholdNumerator: 3,
  thresholdDenominator: 4,
  scoreRules: [
    {
      criterionId: 'code',
      source: 'tests',
      bands: [
        { atLeast: { numerator: 0, denominator: 1 }, levelId: 'broken' },
        { atLeast: { numerator: 1, denominator: 2 }, levelId: 'works' },
      ],
    },
    {
      criterionId: 'words',
      source: 'essay',
      bands: [
        { atLeast: { numerator: 0, denominator: 1 }, levelId: 'none' },
        { atLeast: { numerator: 1, denominator: 2 }, levelId: 'full' },
      ],
    },
  ],
};
const text: EvidenceInput = { kind: 'text', text: 'print("hello")' };
const assessor: Assessor = { id: 'usr_assessor', personId: testId('org') };
const good = [
  { criterionId: 'code', levelId: 'works' },
  { criterionId: 'words', levelId: 'none', comment: 'Say why it works.' },
];
const bad = [
  { criterionId: 'code', levelId: 'broken' },
  { criterionId: 'words', levelId: 'full' },
];

async function openBadge(tx: Tx, orgId: OrgId, over: Partial<BadgeDraft> = {}): Promise<BadgeId> {
  const { badgeId } = await createBadge(tx, doing, { orgId, draft: { ...badge, ...over } });
  await setRubric(tx, doing, { orgId, badgeId, version: 1, rubric });
  await publishVersion(tx, doing, { orgId, badgeId });
  return badgeId;
}

describe('assessment', () => {
  let store: Store;
  beforeAll(async () => {
    store = await ownStore();
  });

  interface Scene {
    readonly tx: Tx;
    readonly orgId: OrgId;
    readonly badgeId: BadgeId;
    readonly personId: OrgId;
    readonly submit: (over?: Partial<Parameters<typeof submitEvidence>[2]>) => Promise<Submission>;
  }
  const within = <T>(work: (scene: Scene) => Promise<T>, over: Partial<BadgeDraft> = {}): Promise<T> => {
    const [orgId, personId] = [testId('org'), testId('org')];
    return rolledBack(store.db, orgId, async (tx) => {
      const badgeId = await openBadge(tx, orgId, over);
      const submit: Scene['submit'] = (more = {}) =>
        submitEvidence(tx, doing, { orgId, badgeId, personId, evidence: [text], ...more });
      return await work({ tx, orgId, badgeId, personId, submit });
    });
  };

  it('evidence is handed in, judged by the rubric, and mastery is told once with its results', () =>
    within(async ({ tx, orgId, badgeId, personId, submit }) => {
      const submission = await submit({ narrative: 'My program.', isSynthetic: true });
      const { submissionId } = submission;
      expect(submission).toMatchObject({
        version: 1,
        attempt: 1,
        round: 1,
        state: 'submitted',
        narrative: 'My program.',
      });
      expect((await listQueue(tx, { orgId, limit: 10 })).items.map((s) => s.submissionId)).toEqual([
        submissionId,
      ]);

      const decision = await judge(tx, doing, { orgId, submissionId, scores: good, assessor });
      expect(decision).toMatchObject({
        outcome: 'mastered',
        basis: 'assessor',
        decidedBy: 'usr_assessor',
        isSynthetic: true,
        explanation: { total: { numerator: '3', denominator: '4', ratio: 0.75 }, missedCriteria: [] },
        comments: [{ criterionId: 'words', comment: 'Say why it works.' }],
      });
      expect(await findDecision(tx, { orgId, submissionId })).toEqual(decision);
      expect((await findSubmission(tx, { orgId, submissionId }))?.state).toBe('decided');
      expect((await listQueue(tx, { orgId, limit: 10 })).items).toEqual([]);
      const events = await readEvents(tx, { orgId, names: ['mastery.reached'], afterId: 0, limit: 9 });
      expect(events.map(({ key, payload }) => ({ key, payload }))).toEqual([
        {
          key: personId,
          payload: {
            decisionId: decision.decisionId,
            submissionId,
            badgeId,
            version: 1,
            personId,
            results: [
              { criterionId: 'code', levelId: 'works' },
              { criterionId: 'words', levelId: 'none' },
            ],
            isSynthetic: true,
          },
        },
      ]);
    }));

  it('"not yet" tells nothing and lets the learner make another attempt', () =>
    within(async ({ tx, orgId, submit }) => {
      const first = await submit();
      const decision = await judge(tx, doing, {
        orgId,
        submissionId: first.submissionId,
        scores: bad,
        assessor,
      });
      expect(decision).toMatchObject({ outcome: 'not_yet', explanation: { missedCriteria: ['code'] } });
      expect(await readEvents(tx, { orgId, names: ['mastery.reached'], afterId: 0, limit: 9 })).toEqual([]);
      const second = await submit();
      expect(second.attempt).toBe(2);
      await judge(tx, doing, { orgId, submissionId: second.submissionId, scores: good, assessor });
      await expect(submit()).rejects.toMatchObject({ code: 'submission_needless' });
    }));

  it('a badge that expires can be earned again', () =>
    within(
      async ({ tx, orgId, submit }) => {
        const { submissionId } = await submit();
        await judge(tx, doing, { orgId, submissionId, scores: good, assessor });
        expect((await submit()).attempt).toBe(2);
      },
      { expiresAfterDays: 365 },
    ));

  it('a submission is decided once, also when two assessors judge at the same moment', async () => {
    const [orgId, personId] = [testId('org'), testId('org')];
    const { submissionId } = await inOrg(store.db, orgId, async (tx) => {
      const badgeId = await openBadge(tx, orgId);
      return await submitEvidence(tx, doing, { orgId, badgeId, personId, evidence: [text] });
    });
    const tries = await Promise.allSettled(
      [good, bad, good].map((scores) =>
        inOrg(store.db, orgId, (tx) => judge(tx, doing, { orgId, submissionId, scores, assessor })),
      ),
    );
    expect(tries.filter((t) => t.status === 'fulfilled')).toHaveLength(1);
    for (const t of tries)
      if (t.status === 'rejected') expect(String(t.reason)).toContain('submission_decided');
    await inOrg(store.db, orgId, async (tx) => {
      await expect(decideByRule(tx, doing, { orgId, submissionId })).rejects.toMatchObject({
        code: 'submission_decided',
      });
    });
  });

  it('scores decide by rule as an assessor would, and nothing while one is missing', () =>
    within(async ({ tx, orgId, submit }) => {
      const tests = { kind: 'score', source: 'tests', value: 50, max: 100 } as const;
      const incomplete = await submit({ evidence: [tests] });
      await expect(
        decideByRule(tx, doing, { orgId, submissionId: incomplete.submissionId }),
      ).rejects.toMatchObject({
        code: 'score_missing',
        data: { criteria: ['words'] },
      });
      expect((await findSubmission(tx, { orgId, submissionId: incomplete.submissionId }))?.state).toBe(
        'submitted',
      );
      const whole = await submit({
        personId: testId('org'),
        evidence: [tests, { kind: 'score', source: 'essay', value: 0, max: 5 }],
      });
      const byRule = await decideByRule(tx, doing, { orgId, submissionId: whole.submissionId });
      const byHand = await judge(tx, doing, {
        orgId,
        submissionId: incomplete.submissionId,
        scores: good,
        assessor,
      });
      expect(byRule).toMatchObject({ basis: 'rule', decidedBy: 'rule', outcome: 'mastered', comments: [] });
      expect(byRule.digest).toBe(byHand.digest);
      expect(byRule.explanation).toEqual(byHand.explanation);
    }));

  it('a returned submission waits for the learner, who hands it in again as its next round', () =>
    within(async ({ tx, orgId, personId, submit }) => {
      const { submissionId } = await submit();
      const again = { orgId, submissionId, personId, evidence: [{ kind: 'text', text: 'better' } as const] };
      await expect(resubmitEvidence(tx, doing, again)).rejects.toMatchObject({
        code: 'submission_not_returned',
      });
      const returned = await returnSubmission(tx, doing, {
        orgId,
        submissionId,
        note: 'No tests.',
        assessor,
      });
      expect(returned).toMatchObject({ state: 'returned', returnNote: 'No tests.' });
      await expect(judge(tx, doing, { orgId, submissionId, scores: good, assessor })).rejects.toMatchObject({
        code: 'submission_returned',
      });
      await expect(submit()).rejects.toMatchObject({ code: 'submission_open' });
      const other = resubmitEvidence(tx, doing, { ...again, personId: testId('org') });
      await expect(other).rejects.toMatchObject({ code: 'submission_not_found' });
      const next = await resubmitEvidence(tx, doing, again);
      expect(next).toMatchObject({ state: 'submitted', round: 2, evidence: [{ text: 'better', round: 2 }] });
      expect(next).not.toHaveProperty('returnNote');
      await judge(tx, doing, { orgId, submissionId, scores: good, assessor });
      await expect(resubmitEvidence(tx, doing, again)).rejects.toMatchObject({ code: 'submission_decided' });
    }));

  it('nobody judges or returns their own submission', () =>
    within(async ({ tx, orgId, personId, submit }) => {
      const { submissionId } = await submit();
      const self: Assessor = { id: 'usr_1', personId };
      const conflict = { code: 'assessor_conflict' };
      await expect(
        judge(tx, doing, { orgId, submissionId, scores: good, assessor: self }),
      ).rejects.toMatchObject(conflict);
      await expect(
        returnSubmission(tx, doing, { orgId, submissionId, note: 'x', assessor: self }),
      ).rejects.toMatchObject(conflict);
    }));

  it('scores that do not fit the rubric decide nothing', () =>
    within(async ({ tx, orgId, submit }) => {
      const { submissionId } = await submit();
      const scores = [{ criterionId: 'code', levelId: 'full' }];
      await expect(judge(tx, doing, { orgId, submissionId, scores, assessor })).rejects.toMatchObject({
        code: 'score_invalid',
      });
      expect(await findDecision(tx, { orgId, submissionId })).toBeNull();
    }));

  it('a rubric comes before the evidence and is frozen by it', () =>
    within(async ({ tx, orgId, badgeId, submit }) => {
      const changed = { ...rubric, thresholdNumerator: 1 };
      const before = await findRubric(tx, { orgId, badgeId, version: 1 });
      const replaced = await setRubric(tx, doing, { orgId, badgeId, version: 1, rubric: changed });
      expect(replaced.rubricId).toBe(before?.rubricId);
      await submit();
      const frozen = { code: 'rubric_frozen' };
      await expect(setRubric(tx, doing, { orgId, badgeId, version: 1, rubric })).rejects.toMatchObject(
        frozen,
      );
      const same = await setRubric(tx, doing, { orgId, badgeId, version: 1, rubric: changed });
      expect([same.rubricId, same.digest]).toEqual([replaced.rubricId, replaced.digest]);

      await reviseBadge(tx, doing, { orgId, badgeId });
      await publishVersion(tx, doing, { orgId, badgeId });
      await expect(submit()).rejects.toMatchObject({ code: 'rubric_missing' });
      const copy = await copyRubric(tx, doing, { orgId, badgeId, fromVersion: 1, toVersion: 2 });
      expect(copy).toMatchObject({ version: 2, digest: replaced.digest });
      expect((await submit()).version).toBe(2);
      await expect(setRubric(tx, doing, { orgId, badgeId, version: 1, rubric })).rejects.toMatchObject({
        code: 'badge_version_closed',
      });
      await expect(setRubric(tx, doing, { orgId, badgeId, version: 7, rubric })).rejects.toMatchObject({
        code: 'badge_not_found',
      });
    }));

  it('a submission keeps to its version: superseded it is still judged, retired it is not', () =>
    within(async ({ tx, orgId, badgeId, submit }) => {
      const [a, b] = [await submit(), await submit({ personId: testId('org') })];
      await reviseBadge(tx, doing, { orgId, badgeId });
      await publishVersion(tx, doing, { orgId, badgeId });
      const closed = { code: 'badge_version_closed' };
      await expect(submit({ personId: testId('org'), version: 1 })).rejects.toMatchObject(closed);
      const decision = await judge(tx, doing, {
        orgId,
        submissionId: a.submissionId,
        scores: good,
        assessor,
      });
      expect(decision.version).toBe(1);
      await retireVersion(tx, doing, { orgId, badgeId, version: 1 });
      await expect(
        judge(tx, doing, { orgId, submissionId: b.submissionId, scores: good, assessor }),
      ).rejects.toMatchObject(closed);
    }));

  it('the same content from another person is flagged, not refused; the same score is not', () =>
    within(async ({ tx, orgId, submit }) => {
      const base64 = Buffer.from('%PDF-1.7 report').toString('base64');
      const evidence: EvidenceInput[] = [
        { kind: 'file', name: 'report.pdf', mediaType: 'application/pdf', base64 },
        { kind: 'score', source: 'tests', value: 80, max: 100 },
        { kind: 'link', url: 'https://example.org/work' },
      ];
      const first = await submit({ evidence });
      const second = await submit({ evidence: [...evidence].reverse(), personId: testId('org') });
      expect(first.evidence.map((e) => e.isReused)).toEqual([false, false, false]);
      expect(second.evidence.map((e) => [e.kind, e.isReused])).toEqual([
        ['link', true],
        ['score', false],
        ['file', true],
      ]);
      const again = await findSubmission(tx, { orgId, submissionId: first.submissionId });
      expect(again?.evidence.some((e) => e.isReused)).toBe(false);
      const own = first.evidence[0]?.evidenceId;
      if (own === undefined) throw new Error('no evidence');
      const file = await findEvidenceFile(tx, { orgId, evidenceId: own });
      expect(file).toEqual({
        name: 'report.pdf',
        mediaType: 'application/pdf',
        bytes: new Uint8Array(Buffer.from('%PDF-1.7 report')),
      });
    }));

  it('one person handing in the same content twice reuses nothing', () =>
    within(async ({ tx, orgId, submit }) => {
      const { submissionId } = await submit();
      await judge(tx, doing, { orgId, submissionId, scores: bad, assessor });
      expect((await submit()).evidence[0]?.isReused).toBe(false);
    }));

  it('what was judged and decided can be neither changed nor taken away', () =>
    within(async ({ tx, orgId, submit }) => {
      const { submissionId } = await submit();
      await judge(tx, doing, { orgId, submissionId, scores: good, assessor });
      for (const statement of [
        sql`update assessment.decision set outcome = 'not_yet'`,
        sql`delete from assessment.decision`,
        sql`update assessment.judgement set scores = '[]'`,
        sql`update assessment.evidence set sha256 = ''`,
        sql`update assessment.submission set version = 2`,
      ]) {
        await sql`savepoint attempt`.execute(tx);
        await expect(statement.execute(tx)).rejects.toThrow('permission denied');
        await sql`rollback to savepoint attempt`.execute(tx);
      }
    }));

  it('another organisation sees the rubric of a published badge, and nothing of its learners', () =>
    within(async ({ tx, orgId, badgeId, personId, submit }) => {
      const { submissionId } = await submit();
      const { badgeId: hidden } = await createBadge(tx, doing, { orgId, draft: badge });
      await setRubric(tx, doing, { orgId, badgeId: hidden, version: 1, rubric });
      const stranger = testId('org');
      await switchOrg(tx, stranger);
      expect((await findRubric(tx, { badgeId, version: 1 }))?.criteria).toHaveLength(2);
      expect(await findRubric(tx, { badgeId: hidden, version: 1 })).toBeNull();
      expect(await findSubmission(tx, { orgId, submissionId })).toBeNull();
      expect((await listSubmissions(tx, { orgId, personId, limit: 9 })).items).toEqual([]);
      await expect(judge(tx, doing, { orgId, submissionId, scores: good, assessor })).rejects.toMatchObject({
        code: 'submission_not_found',
      });
      await expect(
        submitEvidence(tx, doing, { orgId: stranger, badgeId, personId, evidence: [text] }),
      ).rejects.toMatchObject({ code: 'badge_not_found' });
    }));

  it('the queue gives the longest waiting first, page by page; a person has the newest first', () =>
    within(async ({ tx, orgId, badgeId, personId, submit }) => {
      const ids = [];
      for (let i = 0; i < 3; i++) ids.push((await submit({ personId: testId('org') })).submissionId);
      const own = await submit();
      const first = await listQueue(tx, { orgId, badgeId, limit: 2 });
      const rest = await listQueue(tx, { orgId, badgeId, limit: 2, after: first.next ?? '' });
      expect([...first.items, ...rest.items].map((s) => s.submissionId)).toEqual([...ids, own.submissionId]);
      const mine = await listSubmissions(tx, { orgId, personId, state: 'submitted', limit: 9 });
      expect(mine.items.map((s) => s.submissionId)).toEqual([own.submissionId]);
      const all = await listSubmissions(tx, { orgId, limit: 9 });
      expect(all.items.map((s) => s.submissionId)).toEqual([own.submissionId, ...ids.reverse()]);
      await expect(listQueue(tx, { orgId, limit: 2, after: 'x' })).rejects.toMatchObject({
        code: 'submission_cursor_invalid',
      });
    }));

  it('the audit trail says what happened and holds nothing about the person', () =>
    within(async ({ tx, orgId, personId, submit }) => {
      const { submissionId } = await submit({ narrative: 'I am Ada.' });
      await returnSubmission(tx, doing, { orgId, submissionId, note: 'Ada, add tests.', assessor });
      await resubmitEvidence(tx, doing, { orgId, submissionId, personId, evidence: [text] });
      await judge(tx, doing, { orgId, submissionId, scores: good, assessor });
      const trail = await listAudit(tx, { orgId, page: { limit: 20 }, subject: submissionId });
      expect(trail.items.map((entry) => entry.action).sort()).toEqual([
        'submission.decided',
        'submission.received',
        'submission.received',
        'submission.returned',
      ]);
      expect(JSON.stringify(trail.items)).not.toMatch(new RegExp(`Ada|${personId}`));
    }));
});
