import { beforeAll, describe, expect, it } from 'vitest';
import type { OrgId } from '#kernel';
import type { Session } from '#parties';
import { openWorld, type Answer, type World } from './world.fixture.ts';

let world: World;
let orgId: OrgId;
let org: string;
let staff: Session;
let ines: Session;
let omar: Session;
let learner: Session;
let part: string;
let second: string;
let whole: string;

const send = async (method: string, path: string, as: Session, body?: unknown): Promise<Answer> =>
  await world.ask(method, path, { as, ...(body === undefined ? {} : { body }) });

const rubric = {
  criteria: [
    {
      id: 'c',
      name: 'Explains',
      weight: 1,
      levels: [
        { id: 'no', name: 'Not yet', points: 0 },
        { id: 'yes', name: 'Clearly', points: 1 },
      ],
    },
  ],
  thresholdNumerator: 1,
  thresholdDenominator: 1,
};

async function badgeOf(name: string): Promise<string> {
  const made = await send('POST', `${org}/badges`, staff, { name, objective: 'O.', criteria: 'C.' });
  const badgeId = String(made.json['badgeId']);
  await send('PUT', `${org}/badges/${badgeId}/versions/1/rubric`, staff, rubric);
  expect((await send('POST', `${org}/badges/${badgeId}/publish`, staff, {})).status).toBe(200);
  return badgeId;
}

async function handIn(who: Session, badgeId: string): Promise<string> {
  const evidence = [{ kind: 'text', text: `By ${who.name}.` }];
  const made = await send('POST', `/api/v1/me/submissions/${orgId}`, who, { badgeId, evidence });
  expect(made.status).toBe(201);
  return String(made.json['submissionId']);
}

beforeAll(async () => {
  world = await openWorld();
  orgId = await world.newOrg('Harbour College');
  org = `/api/v1/orgs/${orgId}`;
  staff = await world.newUser('Staff', [[orgId, ['issuer']]]);
  ines = await world.newUser('Ines', [[orgId, ['assessor']]]);
  omar = await world.newUser('Omar', [[orgId, ['assessor']]]);
  learner = await world.newUser('Lena');
  [part, second, whole] = [await badgeOf('Part'), await badgeOf('Second part'), await badgeOf('Whole')];
  const made = await send('POST', `${org}/stacks`, staff, {
    name: 'Analyst',
    badgeId: whole,
    requirement: {
      kind: 'all',
      of: [
        { kind: 'badge', badgeId: part },
        { kind: 'badge', badgeId: second },
      ],
    },
  });
  await send('POST', `${org}/stacks/${String(made.json['stackId'])}/publish`, staff);
});

describe('two assessors at one queue', () => {
  it('do not collide: the second is told the name of the first and gets another submission', async () => {
    const first = await handIn(learner, part);
    const taken = await send('POST', `${org}/queue/next`, ines, {});
    expect(taken.json['submission']).toMatchObject({
      submissionId: first,
      badgeName: 'Part',
      person: { name: 'Lena' },
      lock: { assessor: 'Ines', isMine: true },
    });
    expect((await send('POST', `${org}/queue/next`, omar, {})).json).toEqual({ submission: null });
    const path = `${org}/submissions/${first}`;
    const refused = await send('PUT', `${path}/lock`, omar);
    expect(refused.status).toBe(409);
    expect(refused.json).toMatchObject({ code: 'submission_locked', data: { assessor: 'Ines' } });
    expect(refused.text).not.toContain(ines.email);
    expect(refused.text).not.toContain(ines.userId);

    const draft = { scores: [{ criterionId: 'c', levelId: 'no', comment: 'Say why.' }] };
    expect((await send('PUT', `${path}/draft`, ines, draft)).json).toMatchObject({ round: 1, ...draft });
    expect((await send('GET', path, ines)).json).toMatchObject({ draft, lock: { isMine: true } });
    expect((await send('GET', path, omar)).json).toMatchObject({ draft: null, lock: { isMine: false } });
    expect((await send('GET', `${path}/draft`, omar)).status).toBe(404);

    expect((await send('DELETE', `${path}/lock`, ines)).status).toBe(204);
    const summary = await send('GET', `${org}/queue/summary`, omar);
    expect(summary.json).toMatchObject({ waiting: 1, free: 1, mine: 0, badges: [{ badgeName: 'Part' }] });
    expect((await send('POST', `${path}/judge`, omar, draft)).json).toMatchObject({ outcome: 'not_yet' });
    expect((await send('GET', `${org}/queue`, omar)).json['items']).toEqual([]);
    expect((await send('GET', `${path}/draft`, ines)).status).toBe(404);
  });

  it('belong to the organisation and may judge: nobody else reads or takes anything', async () => {
    const waiting = await handIn(await world.newUser('Lo'), second);
    expect((await send('GET', `${org}/queue`, learner)).status).toBe(404);
    expect((await send('GET', `${org}/queue`, staff)).status).toBe(200);
    expect((await send('POST', `${org}/queue/next`, staff, {})).status).toBe(403);
    expect((await send('PUT', `${org}/submissions/${waiting}/lock`, staff)).status).toBe(403);
  });
});

describe('what a learner can earn next', () => {
  it('is each criterion by the latest decision, and the parts of a begun stack', async () => {
    const before = await send('GET', '/api/v1/me/progress', learner);
    expect(before.json).toMatchObject({
      badges: [
        {
          badgeId: part,
          issuerName: 'Harbour College',
          lastOutcome: 'not_yet',
          submission: { state: 'decided', attempt: 1 },
          criteria: [{ state: 'missing', level: 'Not yet', needed: 'Clearly', comment: 'Say why.' }],
          missingCount: 1,
        },
      ],
      stacks: [],
    });
    const again = await handIn(learner, part);
    const scores = [{ criterionId: 'c', levelId: 'yes' }];
    await send('POST', `${org}/submissions/${again}/judge`, ines, { scores });
    await world.settle();
    const { json } = await send('GET', '/api/v1/me/progress', learner);
    expect(json).toMatchObject({
      badges: [
        { badgeId: second, submission: null, lastOutcome: null, criteria: [{ state: 'open' }], openCount: 1 },
      ],
      stacks: [
        {
          name: 'Analyst',
          badgeName: 'Whole',
          isMet: false,
          awardId: null,
          held: [{ badgeName: 'Part' }],
          missing: [{ badgeId: second, badgeName: 'Second part' }],
        },
      ],
    });
    const [stack] = json['stacks'] as { stackId: string }[];
    expect((json['badges'] as { stackIds: string[] }[])[0]?.stackIds).toEqual([stack?.stackId]);
    const nobody = await world.newUser('Nobody');
    expect((await send('GET', '/api/v1/me/progress', nobody)).json).toEqual({ badges: [], stacks: [] });
  });
});

describe('what an employer verified', () => {
  it('is kept as answer, issuer and id, page by page, without any document', async () => {
    const employer = await world.newOrg('Quay Ltd');
    const quay = `/api/v1/orgs/${employer}`;
    const emil = await world.newUser('Emil', [[employer, ['employer']]]);
    const mine = await send('GET', '/api/v1/me/credentials', learner);
    const [credential] = mine.json['items'] as { awardId: string; credentialId: string }[];
    const { text } = await send('GET', `${org}/awards/${credential?.awardId ?? ''}/credential`, staff);
    const good = await send('POST', `${quay}/verifications`, emil, { document: text });
    expect(good.json['verdict']).toMatchObject({ word: 'valid' });
    // Ids sort by time.
    world.setNow(new Date(world.ctx.clock().getTime() + 5));
    const changed = text.replace('Lena', 'Lina').replace('"Part"', '"Port"');
    await send('POST', `${quay}/verifications`, emil, { document: changed });

    const page = await send('GET', `${quay}/verifications?limit=1`, emil);
    expect(page.json['items']).toMatchObject([
      { by: 'Emil', word: 'not_valid', issuerId: null, issuerName: null, credentialId: null },
    ]);
    const next = await send('GET', `${quay}/verifications?after=${String(page.json['next'])}`, emil);
    expect(next.json).toMatchObject({
      items: [{ word: 'valid', issuerName: 'Harbour College', credentialId: credential?.credentialId }],
      next: null,
    });
    const valid = await send('GET', `${quay}/verifications?word=valid`, emil);
    expect(valid.json['items']).toHaveLength(1);
    const kept = await world.store.pool.query<{ column_name: string }>(
      "select column_name from information_schema.columns where table_schema = 'verification' and table_name = 'entry'",
    );
    expect(kept.rows.map((row) => row.column_name)).not.toContain('document');

    const trainee = await world.newUser('Trainee', [[employer, ['learner']]]);
    expect((await send('GET', `${quay}/verifications`, trainee)).status).toBe(403);
    expect((await send('GET', `${quay}/verifications`, staff)).status).toBe(404);
    expect((await send('GET', `${quay}/verifications?after=x`, emil)).status).toBe(400);
  });
});

describe('the gap as a file', () => {
  it('has a row for each wanted skill, and no cell that a spreadsheet would run', async () => {
    const hana = await world.newUser('Hana', [[orgId, ['hr']]]);
    const wanted = [
      { framework: 'esco', code: '=1+1', level: 1, people: 2 },
      { framework: 'esco', code: 'x,y', level: 0, people: 1 },
    ];
    const file = await send('POST', `${org}/inventory/gap.csv`, hana, { wanted });
    expect(file.headers.get('content-type')).toContain('text/csv');
    expect(file.text.split('\r\n')).toEqual([
      'framework,code,name,level,people_wanted,people_have,people_short',
      "esco,'=1+1,'=1+1,1,2,0,2",
      'esco,"x,y","x,y",0,1,0,1',
      '',
    ]);
  });
});
