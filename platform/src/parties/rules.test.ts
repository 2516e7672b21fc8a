import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newId, type OrgId } from '#kernel';
import { seededRandom, testId, testNow } from '#testing';
import { apiKeyDraftSchema, orgDraftSchema, personDraftSchema, type UserId } from './model.ts';
import {
  rights,
  rightsIn,
  rightsOf,
  roles,
  scopesBeyond,
  type Principal,
  type Right,
  type Role,
} from './rights.ts';
import {
  apiKeyProblem,
  emailHash,
  employmentState,
  formatApiKey,
  keepsManager,
  manages,
  parseApiKey,
  slugOf,
} from './rules.ts';

const someRoles = fc.subarray([...roles]);

describe('rights', () => {
  it('grow with every role, and never shrink', () => {
    fc.assert(
      fc.property(someRoles, someRoles, (a, b) => {
        const both = rightsOf([...a, ...b]);
        for (const right of [...rightsOf(a), ...rightsOf(b)]) expect(both.has(right)).toBe(true);
        expect(both.size).toBe(new Set([...rightsOf(a), ...rightsOf(b)]).size);
      }),
    );
  });

  it('a key never gets a scope that its maker lacks, and always gets the ones the maker has', () => {
    fc.assert(
      fc.property(someRoles, fc.subarray([...rights]), (held, scopes) => {
        const maker = rightsOf(held);
        const beyond = scopesBeyond(scopes, maker);
        expect(beyond.length === 0).toBe(scopes.every((scope) => maker.has(scope)));
        expect(beyond.every((scope) => !maker.has(scope))).toBe(true);
      }),
    );
  });

  it('issuer, HR, funder and registrar manage an organisation, the other roles do not', () => {
    const managing = roles.filter((role) => manages([role]));
    expect(managing).toEqual(['issuer', 'hr', 'funder', 'registrar']);
  });

  it('a learner in an organisation sees nobody else’s work', () => {
    const held = rightsOf(['learner']);
    const hidden: Right[] = ['assessment:read', 'awards:read', 'inventory:read', 'audit:read'];
    expect(hidden.filter((right) => held.has(right))).toEqual([]);
  });

  it('every right belongs to some role', () => {
    expect([...rights].filter((right) => !rightsOf(roles).has(right))).toEqual([]);
  });

  it('nobody has rights in a tenant that is not theirs', () => {
    const home = testId('org');
    const work = testId('org');
    const user: Principal = {
      kind: 'user',
      isOperator: false,
      userId: testId('usr'),
      personId: home,
      memberships: [{ orgId: work, roles: ['hr'] }],
    };
    const key: Principal = { kind: 'apiKey', keyId: testId('key'), orgId: work, scopes: ['verify'] };
    const elsewhere: OrgId = testId('org');
    expect([...rightsIn(user, elsewhere), ...rightsIn(key, elsewhere), ...rightsIn(key, home)]).toEqual([]);
    expect(rightsIn(user, work)).toEqual(rightsOf(['hr']));
    expect([...rightsIn(key, work)]).toEqual(['verify']);
    for (const right of rightsOf(['learner'])) expect(rightsIn(user, home).has(right)).toBe(true);
    expect(rightsIn(user, home).has('awards:issue')).toBe(false);
  });
});

describe('the last manager', () => {
  it('is kept whatever change is asked for', () => {
    const member = fc.record({ roles: fc.subarray<Role>([...roles], { minLength: 1 }) });
    fc.assert(
      fc.property(
        fc.array(member, { minLength: 1, maxLength: 5 }),
        fc.nat(4),
        someRoles,
        (list, at, next) => {
          const members = list.map((m, i) => ({ ...m, userId: `usr_${String(i)}` as UserId }));
          const userId = `usr_${String(at % members.length)}` as UserId;
          const after = members.map((m) => (m.userId === userId ? next : m.roles));
          expect(keepsManager(members, { userId, roles: next })).toBe(after.some((held) => manages(held)));
        },
      ),
    );
  });
});

describe('small rules', () => {
  it('a mail address is the same person in any case and with spaces around it', () => {
    expect(emailHash(' Ada@Example.ORG ')).toEqual(emailHash('ada@example.org'));
    expect(emailHash('ada@example.org')).not.toEqual(emailHash('ada@example.com'));
  });

  it('a readable name keeps letters and digits only', () => {
    expect(slugOf('École d’Été — 42')).toBe('ecole-d-ete-42');
    expect(slugOf('北京')).toBe('org');
    fc.assert(
      fc.property(fc.array(fc.nat(0x10ffff), { maxLength: 80 }), (points) => {
        expect(slugOf(String.fromCodePoint(...points))).toMatch(/^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?$/);
      }),
    );
  });

  it('an API key is read as it was written, and nothing else is read as one', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const random = seededRandom(seed);
        const keyId = newId('key', testNow, random);
        const token = formatApiKey(keyId, random(32));
        expect(parseApiKey(token)?.keyId).toBe(keyId);
        expect(parseApiKey(`${token}x`)).toBeNull();
        expect(parseApiKey(token.slice(0, -1))).toBeNull();
      }),
    );
    expect(parseApiKey('')).toBeNull();
    expect(parseApiKey(`rk_${'z'.repeat(26)}_${'A'.repeat(43)}`)).toBeNull();
  });

  it('a key expires at its moment, and a revoked one is revoked rather than expired', () => {
    const before = new Date(testNow.getTime() - 1);
    expect(apiKeyProblem({ expiresAt: testNow, revokedAt: null }, testNow)).toBe('expired');
    expect(apiKeyProblem({ expiresAt: testNow, revokedAt: null }, before)).toBeNull();
    expect(apiKeyProblem({ expiresAt: before, revokedAt: before }, testNow)).toBe('revoked');
  });

  it('a link is ended once it has an end, confirmed or not', () => {
    expect(employmentState({ confirmedAt: null, endedAt: null })).toBe('invited');
    expect(employmentState({ confirmedAt: testNow, endedAt: null })).toBe('active');
    expect(employmentState({ confirmedAt: null, endedAt: testNow })).toBe('ended');
  });
});

describe('bodies at the door', () => {
  it('refuse unknown fields, several mail addresses in one, pictures that run scripts, and no scopes', () => {
    expect(orgDraftSchema.safeParse({ name: 'A', admin: true }).success).toBe(false);
    expect(orgDraftSchema.safeParse({ name: 'A', image: 'data:image/svg+xml;base64,AAAA' }).success).toBe(
      false,
    );
    expect(orgDraftSchema.safeParse({ name: 'A', url: 'javascript:alert(1)' }).success).toBe(false);
    expect(personDraftSchema.safeParse({ name: 'A', email: 'a@b.org,c@d.org' }).success).toBe(false);
    expect(personDraftSchema.safeParse({ name: 'A', email: 'a@b.org\r\nBcc: c@d.org' }).success).toBe(false);
    expect(apiKeyDraftSchema.safeParse({ name: 'A', scopes: [] }).success).toBe(false);
    expect(apiKeyDraftSchema.safeParse({ name: 'A', scopes: ['everything'] }).success).toBe(false);
    expect(orgDraftSchema.safeParse({ name: ' University ', url: 'https://example.org' }).success).toBe(true);
  });
});
