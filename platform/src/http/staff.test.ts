import { beforeAll, describe, expect, it } from 'vitest';
import type { OrgId } from '#kernel';
import { listMails, openMail } from '#net';
import type { Session } from '#parties';
import { asInstance } from '#store';
import { openWorld, type Answer, type World } from './world.fixture.ts';

let world: World;
let orgId: OrgId;
let manager: Session;
let org: string;

beforeAll(async () => {
  world = await openWorld();
  orgId = await world.newOrg('Staffed');
  org = `/api/v1/orgs/${orgId}`;
  manager = await world.newUser('Manager', [[orgId, ['issuer', 'assessor']]]);
});

const draft = { name: 'Badge', objective: 'One.', criteria: 'Do it.' };

async function must(
  method: string,
  path: string,
  body?: unknown,
  as: Session = manager,
): Promise<Answer['json']> {
  const answer = await world.ask(method, path, { as, ...(body === undefined ? {} : { body }) });
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${String(answer.status)} ${answer.text}`);
  return answer.json;
}

async function codeOf(method: string, path: string, as: Session, body?: unknown): Promise<unknown> {
  const answer = await world.ask(method, path, { as, ...(body === undefined ? {} : { body }) });
  return answer.status < 300 ? answer.status : answer.json['code'];
}

/** Tokens of the mails that lie for an address, newest first. */
async function tokensTo(email: string): Promise<string[]> {
  const now = world.ctx.clock();
  return await asInstance(world.store.db, async (tx) => {
    const { items } = await listMails(tx, world.ctx, { email, now, page: { limit: 20 } });
    const found = [];
    for (const { mailId } of items) {
      const { text } = await openMail(tx, world.doing, world.ctx, { mailId, email });
      found.push(/#([A-Za-z0-9_-]{43})/.exec(text)?.[1] ?? '');
    }
    return found;
  });
}

const later = (): void => {
  world.setNow(new Date(world.ctx.clock().getTime() + 1_000));
};

describe('an invitation', () => {
  const invite = (email: string, name: string, more: object = {}): Promise<Answer['json']> => {
    later();
    return must('POST', `${org}/invitations`, { email, name, roles: ['assessor'], ...more });
  };
  const accept = (as: Session, token: string): Promise<unknown> =>
    codeOf('POST', '/api/v1/invitations/accept', as, { token });

  it('is looked at by its link and accepted with an account of any address; a second click changes nothing', async () => {
    const department = await must('POST', `${org}/departments`, { name: 'Physics' });
    const { departmentId } = department;
    await invite('guest@example.org', 'Guest', { departmentId, language: 'de' });
    const [token = ''] = await tokensTo('guest@example.org');
    const seen = await world.ask('POST', '/api/v1/invitations/look', { body: { token } });
    expect(seen.json).toMatchObject({ orgName: 'Staffed', name: 'Guest', state: 'open', hasAccount: false });
    const guest = await world.newUser('Guest');
    expect(await Promise.all([accept(guest, token), accept(guest, token)])).toEqual([200, 200]);
    const members = (await must('GET', `${org}/members`))['items'] as {
      userId: string;
      departmentId?: string;
    }[];
    expect(members.filter((m) => m.userId === guest.userId)).toMatchObject([{ departmentId }]);
    const other = await world.newUser('Other');
    expect(await accept(other, token)).toBe('invitation_used');
  });

  it('reaches two people in one mailbox apart, and the same person once', async () => {
    await invite('family@example.org', 'Ann');
    await invite('family@example.org', 'Bob');
    expect(
      await codeOf('POST', `${org}/invitations`, manager, {
        email: 'Family@example.org',
        name: 'ann',
        roles: ['hr'],
      }),
    ).toBe('invitation_exists');
    const [forBob = '', forAnn = ''] = await tokensTo('family@example.org');
    const [ann, bob] = [await world.newUser('Ann'), await world.newUser('Bob')];
    expect([await accept(ann, forAnn), await accept(bob, forBob)]).toEqual([200, 200]);
  });

  it('that was sent again works by the new link only; one that expired or was taken back says so', async () => {
    const { invitationId } = await invite('again@example.org', 'Again');
    const [old = ''] = await tokensTo('again@example.org');
    later();
    const path = `${org}/invitations/${String(invitationId)}`;
    await must('POST', `${path}/resend`);
    const [fresh = ''] = await tokensTo('again@example.org');
    const user = await world.newUser('Again');
    expect(await accept(user, old)).toBe('invitation_unknown');
    const now = world.ctx.clock();
    world.setNow(new Date(now.getTime() + 15 * 86_400_000));
    expect(await accept(user, fresh)).toBe('invitation_expired');
    world.setNow(now);
    await must('POST', `${path}/revoke`);
    expect(await accept(user, fresh)).toBe('invitation_revoked');
    expect(await codeOf('POST', `${path}/resend`, manager)).toBe('invitation_closed');
    expect(await codeOf('POST', `${path}/revoke`, await world.newUser('X'))).toBe('not_found');
  });
});

describe('a staff right', () => {
  it('at a badge opens that badge alone, each permission what it says', async () => {
    const [mine, other] = [
      await must('POST', `${org}/badges`, draft),
      await must('POST', `${org}/badges`, draft),
    ];
    const [badge, foreign] = [String(mine['badgeId']), String(other['badgeId'])];
    const colleague = await world.newUser('Colleague', [[orgId, ['employer']]]);
    const edit = { expectedRevision: 1, draft: { ...draft, name: 'Changed' } };
    expect(await codeOf('PUT', `${org}/badges/${badge}/draft`, colleague, edit)).toBe('right_missing');
    const give = { userId: colleague.userId, level: 'badge', subjectId: badge, permissions: ['update'] };
    const right = await must('POST', `${org}/staff-rights`, give);
    expect(await codeOf('PUT', `${org}/badges/${badge}/draft`, colleague, edit)).toBe(200);
    expect(await codeOf('PUT', `${org}/badges/${foreign}/draft`, colleague, edit)).toBe('right_missing');
    expect(await codeOf('POST', `${org}/badges/${badge}/publish`, colleague, {})).toBe('right_missing');
    expect(await codeOf('POST', `${org}/badges`, colleague, draft)).toBe('right_missing');
    await must('POST', `${org}/staff-rights`, { ...give, permissions: ['sign', 'award', 'read'] });
    expect(await codeOf('POST', `${org}/badges/${badge}/publish`, colleague, {})).toBe(200);
    const me = await must('GET', '/api/v1/me', undefined, colleague);
    expect((me['memberships'] as { staffRights: unknown[] }[])[0]?.staffRights).toHaveLength(1);
    await must('DELETE', `${org}/staff-rights/${String(right['rightId'])}`);
    expect(await codeOf('GET', `${org}/submissions?badgeId=${badge}`, colleague)).toBe('right_missing');
  });

  it('to award reaches the awards of its badge, whatever way the request names another one', async () => {
    const [mine, other] = [
      await must('POST', `${org}/badges`, draft),
      await must('POST', `${org}/badges`, draft),
    ];
    const ids = [String(mine['badgeId']), String(other['badgeId'])];
    for (const id of ids) await must('POST', `${org}/badges/${id}/publish`, {});
    const [badge = '', foreign = ''] = ids;
    const colleague = await world.newUser('Awarder', [[orgId, ['employer']]]);
    await must('POST', `${org}/staff-rights`, {
      userId: colleague.userId,
      level: 'badge',
      subjectId: badge,
      permissions: ['award', 'read'],
    });
    const recipient = { email: 'r@example.org', name: 'R' };
    expect(await codeOf('POST', `${org}/awards`, colleague, { badgeId: badge, recipient })).toBe(201);
    expect(await codeOf('POST', `${org}/awards`, colleague, { badgeId: foreign, recipient })).toBe(
      'right_missing',
    );
    expect(
      await codeOf('POST', `${org}/awards?badgeId=${badge}`, colleague, { badgeId: foreign, recipient }),
    ).toBe('right_missing');
    expect(await codeOf('GET', `${org}/awards?badgeId=${badge}`, colleague)).toBe(200);
    expect(await codeOf('GET', `${org}/awards`, colleague)).toBe('right_missing');
    expect(await codeOf('GET', `${org}/award-batches?badgeId=${badge}`, colleague)).toBe('right_missing');
    const list = await must('GET', `${org}/awards?badgeId=${badge}`, undefined, colleague);
    const [award] = list['items'] as { awardId: string }[];
    expect(await codeOf('GET', `${org}/awards/${award?.awardId ?? ''}`, colleague)).toBe(200);
    const path = `${org}/awards/${award?.awardId ?? ''}/revoke`;
    expect(await codeOf('POST', path, colleague, { reason: 'Wrong.' })).toBe('right_missing');
  });

  it('at a department reaches what is in it and below; its manager gives no more than they have', async () => {
    const above = String((await must('POST', `${org}/departments`, { name: 'Faculty' }))['departmentId']);
    const below = String(
      (await must('POST', `${org}/departments`, { name: 'Chair', parentId: above }))['departmentId'],
    );
    const beside = String((await must('POST', `${org}/departments`, { name: 'Beside' }))['departmentId']);
    const head = await world.newUser('Head', [[orgId, ['employer']]]);
    const staff = await world.newUser('Staff', [[orgId, ['employer']]]);
    await must('POST', `${org}/staff-rights`, {
      userId: head.userId,
      level: 'department',
      subjectId: above,
      permissions: ['create', 'update', 'manage'],
    });
    const made = await must('POST', `${org}/departments/${below}/badges`, draft, head);
    const badge = String(made['badgeId']);
    expect(await codeOf('POST', `${org}/departments/${beside}/badges`, head, draft)).toBe('right_missing');
    const give = { userId: staff.userId, level: 'badge', subjectId: badge };
    expect(await codeOf('POST', `${org}/staff-rights`, head, { ...give, permissions: ['update'] })).toBe(201);
    expect(await codeOf('POST', `${org}/staff-rights`, head, { ...give, permissions: ['sign'] })).toBe(
      'staff_right_beyond',
    );
    const whole = { userId: staff.userId, level: 'organisation', permissions: ['update'] };
    expect(await codeOf('POST', `${org}/staff-rights`, head, whole)).toBe('right_missing');
    for (const path of [
      'members',
      'invitations',
      `members?badgeId=${badge}`,
      `invitations?departmentId=${above}`,
    ])
      expect(await codeOf('GET', `${org}/${path}`, head)).toBe('right_missing');
    const edit = { expectedRevision: 1, draft };
    expect(await codeOf('PUT', `${org}/badges/${badge}/draft`, staff, edit)).toBe(200);
    await must('PUT', `${org}/badges/${badge}/department`, { departmentId: beside });
    expect(await codeOf('PUT', `${org}/badges/${badge}/draft`, head, { ...edit, expectedRevision: 2 })).toBe(
      'right_missing',
    );
  });

  it('ends with the membership, and names nothing that the organisation does not have', async () => {
    const leaver = await world.newUser('Leaver', [[orgId, ['employer']]]);
    const give = { userId: leaver.userId, level: 'organisation', permissions: ['read'] };
    await must('POST', `${org}/staff-rights`, give);
    expect(await codeOf('GET', `${org}/awards`, leaver)).toBe(200);
    await must('DELETE', `${org}/members/${leaver.userId}`);
    expect(await codeOf('GET', `${org}/awards`, leaver)).toBe('not_found');
    expect(await codeOf('POST', `${org}/staff-rights`, manager, give)).toBe('member_unknown');
    const strange = { ...give, userId: manager.userId, level: 'badge', subjectId: 'bdg_none' };
    expect(await codeOf('POST', `${org}/staff-rights`, manager, strange)).toBe('not_found');
    expect(await codeOf('POST', `${org}/staff-rights`, manager, { ...strange, subjectId: undefined })).toBe(
      'staff_right_subject_refused',
    );
  });
});

describe('a department', () => {
  it('moves, never into itself, and goes only when nothing is in it', async () => {
    const make = async (name: string, parentId?: string): Promise<string> =>
      String(
        (await must('POST', `${org}/departments`, { name, ...(parentId === undefined ? {} : { parentId }) }))[
          'departmentId'
        ],
      );
    const outer = await make('Outer');
    const inner = await make('Inner', outer);
    const path = (id: string): string => `${org}/departments/${id}`;
    expect(await codeOf('PATCH', path(outer), manager, { parentId: inner })).toBe('department_circular');
    expect(await codeOf('DELETE', path(outer), manager)).toBe('department_in_use');
    const moved = await must('PATCH', path(inner), { name: 'Free', parentId: null });
    expect(moved).toMatchObject({ name: 'Free' });
    expect(moved['parentId']).toBeUndefined();
    expect(await codeOf('DELETE', path(outer), manager)).toBe(204);
  });
});

describe('an access review', () => {
  it('lists who holds what since when and how it was used; each is confirmed or ends, all in the trail', async () => {
    const orgId2 = await world.newOrg('Reviewed');
    const path = `/api/v1/orgs/${orgId2}`;
    const owner = await world.newUser('Owner', [[orgId2, ['issuer']]]);
    const worker = await world.newUser('Worker', [[orgId2, ['assessor', 'employer']]]);
    const key = await must('POST', `${path}/api-keys`, { name: 'Night', scopes: ['org:read'] }, owner);
    await must('GET', `${path}/submissions`, undefined, worker);
    const dueAt = new Date(world.ctx.clock().getTime() + 86_400_000).toISOString();
    const started = await must('POST', `${path}/access-reviews`, { dueAt }, owner);
    expect(started).toMatchObject({ state: 'open', items: 4, undecided: 4 });
    expect(await codeOf('POST', `${path}/access-reviews`, owner, { dueAt })).toBe('review_open');
    const review = `${path}/access-reviews/${String(started['reviewId'])}`;
    const items = (await must('GET', review, undefined, owner))['items'] as {
      itemId: string;
      kind: string;
      what: string;
      holderId: string;
      lastUsedAt: string | null;
    }[];
    const item = (what: string): (typeof items)[number] =>
      items.find((i) => i.what === what) as (typeof items)[number];
    expect(item('assessor').lastUsedAt).not.toBeNull();
    const decide = (id: string, decision: string): Promise<unknown> =>
      codeOf('PUT', `${review}/items/${id}`, owner, { decision });
    expect(await decide(item('issuer').itemId, 'withdrawn')).toBe('manager_last');
    expect(await codeOf('POST', `${review}/close`, owner)).toBe('review_undecided');
    expect(await decide(item('issuer').itemId, 'confirmed')).toBe(200);
    expect(await decide(item('assessor').itemId, 'withdrawn')).toBe(200);
    expect(await decide(item('employer').itemId, 'confirmed')).toBe(200);
    expect(await decide(item(String(key['keyId'])).itemId, 'withdrawn')).toBe(200);
    expect(await codeOf('GET', `${path}/submissions`, worker)).toBe('right_missing');
    const keys = (await must('GET', `${path}/api-keys`, undefined, owner))['items'] as {
      revokedAt?: string;
    }[];
    expect(keys[0]?.revokedAt).toBeDefined();
    expect(await must('POST', `${review}/close`, undefined, owner)).toMatchObject({ state: 'closed' });
    expect(await decide(item('employer').itemId, 'withdrawn')).toBe('review_closed');
    const trail = await must('GET', `${path}/audit?action=review`, undefined, owner);
    const actions = (trail['items'] as { action: string }[]).map((line) => line.action);
    expect(actions.filter((a) => a === 'review.confirmed')).toHaveLength(2);
    expect(actions).toContain('review.closed');
  });

  it('is overdue after its day', async () => {
    const dueAt = new Date(world.ctx.clock().getTime() + 1_000).toISOString();
    const started = await must('POST', `${org}/access-reviews`, { dueAt });
    later();
    later();
    const list = (await must('GET', `${org}/access-reviews`))['items'] as {
      reviewId: string;
      state: string;
    }[];
    expect(list.find((r) => r.reviewId === started['reviewId'])?.state).toBe('overdue');
    expect(await codeOf('POST', `${org}/access-reviews`, manager, { dueAt })).toBe('review_due_refused');
  });
});

describe('the audit trail', () => {
  it('is narrowed by who, what and when, read in pages, and exported without formulas', async () => {
    const audit = async (
      query: string,
    ): Promise<{ items: { actor: string; action: string; at: string }[]; next: string | null }> =>
      (await must('GET', `${org}/audit?${query}`)) as never;
    const departments = await audit('action=department&limit=2');
    expect(departments.items.every((line) => line.action.startsWith('department.'))).toBe(true);
    expect(departments.items).toHaveLength(2);
    const rest = await audit(`action=department&limit=200&after=${departments.next ?? ''}`);
    const all = await audit('action=department&limit=200');
    expect([...departments.items, ...rest.items]).toEqual(all.items);
    const mine = await audit(`actor=${manager.userId}&limit=200`);
    expect(new Set(mine.items.map((line) => line.actor))).toEqual(new Set([manager.userId]));
    const from = mine.items[3]?.at ?? '';
    expect((await audit(`from=${from}&limit=200`)).items.every((line) => line.at >= from)).toBe(true);
    expect((await audit(`until=${from}&limit=200`)).items.every((line) => line.at < from)).toBe(true);
    const file = await world.ask('GET', `${org}/audit.csv?action=department`, { as: manager });
    const lines = file.text.trim().split('\r\n');
    expect(lines[0]).toBe('auditId,at,actor,action,subject,detail');
    expect(lines).toHaveLength(all.items.length + 1);
    const { csvOf } = await import('./csv.ts');
    expect(csvOf([['=1+1', '＝1', 'a"b', '-x', 'plain']])).toBe(`'=1+1,'＝1,"a""b",'-x,plain\r\n`);
  });
});

describe('a brand', () => {
  it('has a logo, a legal name and a colour that can be read; its theme is for everybody', async () => {
    const faint = await world.ask('PATCH', org, { as: manager, body: { accentColour: '#ffd54f' } });
    expect(faint.json['code']).toBe('accent_contrast_low');
    const { suggestion } = faint.json['data'] as { suggestion: string };
    const body = { accentColour: suggestion, legalName: 'Staffed Ltd', language: 'de' };
    expect(await must('PATCH', org, body)).toMatchObject(body);
    const theme = await world.ask('GET', `${org}/theme`);
    expect(theme.json['theme']).toMatchObject({ light: { accent: suggestion, onAccent: '#ffffff' } });
    expect((await world.ask('GET', `/api/v1/orgs/${manager.personId}/theme`)).status).toBe(404);
  });
});
