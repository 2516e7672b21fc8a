import { beforeAll, describe, expect, it } from 'vitest';
import type { Doing, OrgId } from '#kernel';
import { asInstance, inOrg, type Store } from '#store';
import { ownStore, seededRandom, testId, testNow } from '#testing';
import { authenticateApiKey, createApiKey, createOrg, listApiKeys, revokeApiKey, rightsOf } from './index.ts';

const doing: Doing = { now: testNow, random: seededRandom(4), actor: 'system' };
let store: Store;

beforeAll(async () => {
  store = await ownStore();
});

async function newOrg(name: string): Promise<OrgId> {
  return (await asInstance(store.db, (tx) => createOrg(tx, doing, { name }))).orgId;
}

describe('API keys', () => {
  const maker = rightsOf(['issuer']);

  it('open their own organisation with their scopes, and nothing is stored that would open it again', async () => {
    const org = await newOrg('Keyed');
    const { key, secret } = await inOrg(store.db, org, (tx) =>
      createApiKey(tx, doing, { orgId: org, name: 'Batch', scopes: ['awards:issue'], makerRights: maker }),
    );
    expect(await authenticateApiKey(store.db, secret, testNow)).toEqual({
      principal: { kind: 'apiKey', keyId: key.keyId, orgId: org, scopes: ['awards:issue'] },
    });
    const row = await store.pool.query<{ text: string }>(
      'select to_jsonb(k)::text as text from parties.api_key k',
    );
    const half = secret.slice(-43);
    expect(row.rows.some((r) => r.text.includes(half))).toBe(false);
    const [listed] = await inOrg(store.db, org, (tx) => listApiKeys(tx, { orgId: org }));
    expect(listed).toMatchObject({ name: 'Batch', lastUsedAt: testNow });
  });

  it('an unknown id and a wrong secret get the same answer', async () => {
    const org = await newOrg('Guessed');
    const { secret } = await inOrg(store.db, org, (tx) =>
      createApiKey(tx, doing, { orgId: org, name: 'K', scopes: ['verify'], makerRights: maker }),
    );
    const flipped = secret.slice(0, -2) + (secret.at(-2) === 'A' ? 'B' : 'A') + secret.slice(-1);
    const stranger = `rk_${testId('key').slice(4)}_${secret.slice(-43)}`;
    for (const token of [flipped, stranger, 'rk_', '', `${secret} `])
      expect(await authenticateApiKey(store.db, token, testNow)).toEqual({ problem: 'unknown' });
  });

  it('end at their time or when they are revoked, which only the holder of the secret learns', async () => {
    const org = await newOrg('Ending');
    const expiresAt = new Date(testNow.getTime() + 1_000);
    const make = (): ReturnType<typeof createApiKey> =>
      inOrg(store.db, org, (tx) =>
        createApiKey(tx, doing, { orgId: org, name: 'K', scopes: ['verify'], expiresAt, makerRights: maker }),
      );
    const [a, b] = [await make(), await make()];
    expect((await authenticateApiKey(store.db, a.secret, testNow)).problem).toBeUndefined();
    expect(await authenticateApiKey(store.db, a.secret, expiresAt)).toEqual({ problem: 'expired' });
    const revoke = (orgId: OrgId): Promise<unknown> =>
      inOrg(store.db, orgId, (tx) => revokeApiKey(tx, doing, { orgId, keyId: b.key.keyId }));
    await expect(revoke(await newOrg('Stranger'))).rejects.toMatchObject({ code: 'api_key_unknown' });
    const first = await revoke(org);
    expect(await revoke(org)).toEqual(first);
    expect(await authenticateApiKey(store.db, b.secret, testNow)).toEqual({ problem: 'revoked' });
  });

  it('cannot do more than their maker, nor expire before they exist', async () => {
    const org = await newOrg('Modest');
    const make = (input: { scopes: 'keys:manage' | 'verify'; expiresAt?: Date }): Promise<unknown> =>
      inOrg(store.db, org, (tx) =>
        createApiKey(tx, doing, {
          orgId: org,
          name: 'K',
          scopes: [input.scopes],
          expiresAt: input.expiresAt,
          makerRights: rightsOf(['assessor']),
        }),
      );
    await expect(make({ scopes: 'keys:manage' })).rejects.toMatchObject({
      code: 'api_key_scope_refused',
      data: { scopes: ['keys:manage'] },
    });
    await expect(make({ scopes: 'verify', expiresAt: testNow })).rejects.toMatchObject({
      code: 'api_key_expiry_refused',
    });
  });
});
