import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { OrgId } from '#kernel';
import { openWorld, type World } from '../http/world.fixture.ts';
import { runCommand } from './index.ts';

describe('the command line', () => {
  let world: World;
  let orgId: OrgId;
  let key: string;
  let badgeId: string;
  let account: Readonly<Record<string, string>> = {};
  const folder = mkdtempSync(join(tmpdir(), 'rungs-cli-'));

  async function rungs(
    ...args: string[]
  ): Promise<{ code: number; out: string; err: string; json: () => Shown }> {
    const out: string[] = [];
    const err: string[] = [];
    const code = await runCommand(args, {
      out: (text) => out.push(text),
      err: (text) => err.push(text),
      env: { RUNGS_URL: world.ctx.publicUrl, RUNGS_API_KEY: key, ...account },
      fetch: async (input, init) => await world.http.fetch(new Request(input, init)),
      now: world.ctx.clock,
      sleep: () => world.settle(),
    });
    return {
      code,
      out: out.join('\n'),
      err: err.join('\n'),
      json: () => JSON.parse(out.join('\n')) as Shown,
    };
  }

  function file(name: string, text: string): string {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  }

  beforeAll(async () => {
    world = await openWorld();
    orgId = await world.newOrg('Harbour College');
    key = await world.newKey(orgId);
  });

  it('a badge goes from a file to published, and an award from a command to a valid file', async () => {
    const draft = file('badge.json', JSON.stringify({ name: 'Clean data', objective: 'O.', criteria: 'C.' }));
    const made = (await rungs('badges', 'create', draft, '--json')).json();
    badgeId = String(made['badgeId']);
    expect((await rungs('badges', 'publish', badgeId)).out).toBe(`Version 1 of ${badgeId} is published.`);
    const issued = await rungs(
      ...['awards', 'issue', badgeId, '--email', 'ada@example.org', '--name', 'Ada Example', '--json'],
    );
    expect(issued.code, issued.err).toBe(0);
    const awardId = String(issued.json()['awardId']);
    const credential = file('credential.json', (await rungs('awards', 'file', awardId)).out);

    const here = await rungs('verify', credential);
    expect(here.code, here.out).toBe(0);
    expect(here.out).toContain('VALID: ');
    expect(here.out).toContain('for Ada Example');
    const asked = (await rungs('verify', credential, '--ask', '--json')).json();
    expect(asked['verdict']).toMatchObject({ word: 'valid', issuerRecognised: true });
    expect((await rungs('verify', credential, '--offline')).code).toBe(2);
    const elsewhere = await rungs('verify', credential, '--server', 'http://localhost:4999');
    expect(elsewhere.code).toBe(1);
    expect(elsewhere.out).toContain('nobody knows whether it was revoked');
    expect(elsewhere.err).toContain(`use --server ${world.ctx.publicUrl}`);

    await rungs('awards', 'revoke', awardId, '--reason', 'A mistake.');
    expect((await rungs('verify', credential)).code).toBe(1);
    expect((await rungs('awards', 'list')).out).toContain('revoked');
  });

  it('a credential with one changed letter is not valid, and nothing of it is shown', async () => {
    const issued = await rungs(
      ...['awards', 'issue', badgeId, '--email', 'b@example.org', '--name', 'Bo', '--json'],
    );
    const text = (await rungs('awards', 'file', String(issued.json()['awardId']))).out;
    const changed = await rungs('verify', file('changed.json', text.replace('"Bo"', '"Co"')));
    expect(changed.code).toBe(1);
    expect(changed.out).toContain('NOT VALID');
    expect(changed.out).not.toContain('Co');
    expect((await rungs('verify', file('text.txt', 'hello'))).code).toBe(1);
  });

  it('a batch comes from CSV, reports its bad rows, and awards the others', async () => {
    const csv = file('people.csv', 'email,name\nc@example.org,Cyn\nnot-an-address,Dee\n');
    const dry = (await rungs('batches', 'create', csv, '--badge', badgeId, '--dry-run', '--json')).json();
    expect(dry).toMatchObject({ batch: null, report: { rowCount: 2, acceptedCount: 1 } });
    const made = (await rungs('batches', 'create', csv, '--badge', badgeId, '--json')).json();
    expect(made['report']).toMatchObject({ problems: [{ row: 2, problems: [{ field: 'email' }] }] });
    const batchId = String((made['batch'] as Shown)['batchId']);
    expect((await rungs('batches', 'show', batchId, '--json')).json()).toMatchObject({
      rowCount: 2,
      failedCount: 1,
    });
  });

  it('says what the server said, and ends with a code that scripts can tell apart', async () => {
    const refused = await rungs('awards', 'issue', 'bdg_x', '--email', 'a@example.org', '--name', 'A');
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('There is no such badge or version.');
    const asJson = await rungs('awards', 'show', 'awd_x', '--json');
    expect(JSON.parse(asJson.err)).toMatchObject({ code: 'not_found', status: 404 });
    expect((await rungs('awards', 'list', '--limit', '9999')).err).toContain('/query/limit');
    expect((await rungs('frobnicate')).code).toBe(64);
    expect((await rungs('awards', 'issue', badgeId)).code).toBe(64);
    expect((await rungs('badges', 'create', join(folder, 'missing.json'))).code).toBe(66);
    expect((await rungs('badges', 'create', file('broken.json', '{'))).code).toBe(66);
    expect((await rungs('orgs', 'list', '--server', 'nonsense')).code).toBe(64);
    expect((await rungs('verify')).code).toBe(64);
    expect((await rungs('--help')).code).toBe(0);
  });

  it('an operator signs in by name; an API key alone runs no instance', async () => {
    const trust = ['trusted-issuers', 'add', 'did:web:far.example', '--name', 'Far', '--reason', 'Known.'];
    expect((await rungs(...trust)).code).toBe(64);
    const operator = await world.newOperator('Olga');
    account = { RUNGS_EMAIL: 'nobody@example.org', RUNGS_PASSWORD: 'x' };
    expect((await rungs(...trust)).code).toBe(1);
    account = { RUNGS_EMAIL: operator.email, RUNGS_PASSWORD: 'x' };
    const added = await rungs(...trust);
    expect(added.out, added.err).toBe('did:web:far.example is recognised as Far.');
    expect((await rungs('trusted-issuers', 'list')).out).toContain('Known.');
    expect((await rungs('operators', 'list')).out).toContain(operator.userId);
    expect((await rungs('operators', 'remove', operator.userId)).err).toContain('Nobody would be left');
    const other = await world.newUser('Second');
    expect((await rungs('operators', 'add', other.email)).code).toBe(0);
    expect((await rungs('operators', 'remove', other.userId)).code).toBe(0);
    expect((await rungs('operators', 'audit')).out).toContain('operator.removed');
    expect((await rungs('trusted-issuers', 'remove', 'did:web:far.example')).code).toBe(0);
    const meta = file('meta.json', '{}');
    const refused = await rungs('frameworks', 'import', meta, '--format', 'esco-csv', '--meta', meta);
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('/meta/code')]);
  });

  it('every list answers a program and a person', async () => {
    const lists = [
      ['orgs', 'list'],
      ['orgs', 'audit'],
      ['keys', 'list'],
      ['badges', 'list'],
      ['submissions', 'list'],
      ['awards', 'list'],
      ['batches', 'list'],
      ['stacks', 'list'],
      ['frameworks', 'list'],
      ['frameworks', 'search', 'data', 'analysis'],
      ['submissions', 'queue'],
      ['verifications', 'list'],
      ['search', 'Ada'],
      ['inventory', 'skills'],
      ['whoami'],
      ['orgs', 'show'],
    ];
    for (const list of lists) {
      const shown = await rungs(...list);
      expect(shown.code, `${list.join(' ')}: ${shown.err}`).toBe(0);
      expect(() => JSON.parse(shown.out) as unknown).toThrow();
      expect((await rungs(...list, '--json')).json()).toEqual(expect.any(Object));
    }
  });
});

type Shown = Readonly<Record<string, unknown>>;
