import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { runAction } from '#awards';
import type { OrgId } from '#kernel';
import type { Session } from '#parties';
import { openWorld, type World } from '../http/world.fixture.ts';
import { runCommand } from './index.ts';
import { keepSession } from './session-file.ts';

type Shown = Readonly<Record<string, unknown>>;

let world: World;
let orgId: OrgId;
let key: string;
let badgeId: string;
let learner: Session;
const folder = mkdtempSync(join(tmpdir(), 'rungs-desks-'));

async function rungs(
  args: readonly string[],
  env: Readonly<Record<string, string>> = { RUNGS_API_KEY: key },
): Promise<{ code: number; out: string; err: string; json: () => Shown }> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runCommand(args, {
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    env: { RUNGS_URL: world.ctx.publicUrl, XDG_CONFIG_HOME: folder, ...env },
    fetch: async (input, init) => await world.http.fetch(new Request(input, init)),
    now: world.ctx.clock,
    sleep: () => world.settle(),
  });
  const said = out.join('\n');
  return { code, out: said, err: err.join('\n'), json: () => JSON.parse(said) as Shown };
}

function file(name: string, value: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(value));
  return path;
}

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

beforeAll(async () => {
  world = await openWorld();
  orgId = await world.newOrg('Harbour College');
  key = await world.newKey(orgId);
  learner = await world.newUser('Lena');
  const org = `/api/v1/orgs/${orgId}`;
  const draft = { name: 'Reading data', objective: 'O.', criteria: 'C.' };
  badgeId = String((await world.ask('POST', `${org}/badges`, { key, body: draft })).json['badgeId']);
  await world.ask('PUT', `${org}/badges/${badgeId}/versions/1/rubric`, { key, body: rubric });
  await world.ask('POST', `${org}/badges/${badgeId}/publish`, { key, body: {} });
});

describe('the desks on the command line', () => {
  it('an assessor sees the queue, takes the next, lets it go; the learner sees what is missing', async () => {
    const evidence = [{ kind: 'text', text: 'Mine.' }];
    await world.ask('POST', `/api/v1/me/submissions/${orgId}`, {
      as: learner,
      body: { badgeId, evidence },
    });
    const taken = (await rungs(['submissions', 'take', '--json'])).json();
    const { submissionId } = taken['submission'] as { submissionId: string };
    const queue = await rungs(['submissions', 'queue', '--holder', 'mine']);
    expect(queue.out).toContain('Reading data');
    expect(queue.out).toContain('a program');
    expect((await rungs(['submissions', 'queue', '--holder', 'free', '--json'])).json()['items']).toEqual([]);
    expect((await rungs(['submissions', 'release', submissionId])).out).toBe(`${submissionId} is free.`);
    expect((await rungs(['submissions', 'judge', submissionId, '--level', 'c=no'])).code).toBe(0);
    expect((await rungs(['submissions', 'take', '--badge', badgeId])).out).toBe('Nothing waits.');

    keepSession({ XDG_CONFIG_HOME: folder }, world.ctx.publicUrl, `session=${learner.userId}`);
    const mine = await rungs(['progress'], {});
    expect(mine.out, mine.err).toContain('0 of 1 criteria');
    expect(mine.out).toContain('Explains: Clearly');
    expect((await rungs(['progress'])).err).toContain('API key');
  });

  it('many awards are suspended by a filter: first dry, then done, then taken back', async () => {
    const issued = await rungs([
      ...['awards', 'issue', badgeId, '--email', 'ada@example.org', '--name', 'Ada Example'],
    ]);
    expect(issued.code, issued.err).toBe(0);
    world.setNow(new Date(Date.now() + 60_000));
    const suspend = ['awards', 'act', 'suspend', '--filter', '{"state":"active"}', '--reason', 'Review.'];
    const dry = await rungs([...suspend, '--dry-run']);
    expect(dry.out).toBe('Of 1 awards: 1 changed, 0 unchanged, 0 refused. Nothing was done.');
    const asked = (await rungs([...suspend, '--json'])).json();
    const { actionId } = asked['action'] as { actionId: string };
    await runAction(world.ctx, { ...world.doing, now: world.ctx.clock() }, { orgId, actionId });
    expect((await rungs(['awards', 'action', actionId])).out).toContain('done');
    expect((await rungs(['awards', 'list', '--state', 'suspended', '--words', 'ada'])).out).toContain('Ada');
    expect((await rungs(['awards', 'undo', actionId, '--reason', 'Cleared.'])).code).toBe(0);
    const late = await rungs(['awards', 'cancel', actionId]);
    expect(late.code).toBe(1);
    expect((await rungs(['awards', 'act', 'suspend', '--filter', '[1]'])).code).toBe(64);
  });

  it('people, badges and awards are found by one search', async () => {
    const found = await rungs(['search', 'ada']);
    expect(found.out).toContain('Ada Example <ada@example.org>');
    expect((await rungs(['search', 'reading', '--json'])).json()['badges']).toHaveLength(1);
  });

  it('the gap is a table, JSON, or CSV', async () => {
    const wanted = file('wanted.json', [{ framework: 'esco', code: 'S1', level: 3, people: 2 }]);
    expect((await rungs(['inventory', 'gap', wanted])).out).toContain('short');
    expect((await rungs(['inventory', 'gap', wanted, '--json'])).json()).toMatchObject({ shortTotal: 2 });
    expect((await rungs(['inventory', 'gap', wanted, '--csv'])).out).toBe(
      'framework,code,name,level,people_wanted,people_have,people_short\r\nesco,S1,S1,3,2,0,2',
    );
    expect((await rungs(['inventory', 'gap', file('none.json', [])])).code).toBe(1);
  });

  it('what was verified is listed with its answer', async () => {
    await world.ask('POST', `/api/v1/orgs/${orgId}/verifications`, { key, body: { document: 'nothing' } });
    const list = await rungs(['verifications', 'list', '--word', 'not_valid']);
    expect(list.out, list.err).toContain('a program');
  });
});
