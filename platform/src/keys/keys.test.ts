import { verify as verifyBytes, createPublicKey } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Doing, OrgId } from '#kernel';
import { createOrg } from '#parties';
import { asInstance, inOrg, sql, type Store, type Tx } from '#store';
import { guardedTables, ownStore, seededRandom, testId, testNow, tryWall } from '#testing';
import {
  keyFromMultibase,
  methodFromDocument,
  resolveMethod,
  verifySignature,
} from '@rungs/credentials/keys';
import {
  didDocument,
  ensureIssuerKey,
  findIssuerKey,
  issuerOf,
  listIssuerKeys,
  logSigner,
  revokeIssuerKey,
  rotateIssuerKey,
  signerByKeyId,
  type Issuer,
  type LogKeyContext,
} from './index.ts';
import { didWebOf, logNameOf } from './rules.ts';
import { seal, unseal } from './seal.ts';

const random = seededRandom(5);
const doing: Doing = { now: testNow, random, actor: 'usr_test' };
const app: LogKeyContext = {
  publicUrl: 'http://localhost:4000',
  keyEncryptionKey: random(32),
  clock: () => testNow,
  random,
};
const onWeb = { ...app, publicUrl: 'https://rungs.example' };
const message = new TextEncoder().encode('a credential');
let store: Store;

beforeAll(async () => {
  store = await ownStore();
});

async function newIssuer(name: string): Promise<{ orgId: OrgId; issuer: Issuer }> {
  return await asInstance(store.db, async (tx) => {
    const { orgId } = await createOrg(tx, doing, { name });
    return { orgId, issuer: await ensureIssuerKey(tx, doing, app, { orgId }) };
  });
}

async function isSigned(issuer: Issuer, signature: Uint8Array): Promise<boolean> {
  const { key } = keyFromMultibase(issuer.publicKeyMultibase);
  return key !== undefined && (await verifySignature(key, message, signature));
}

describe('an issuer key', () => {
  it('is made once, also by two at the same moment, and signs what its did:key verifies', async () => {
    const { orgId } = await asInstance(store.db, (tx) => createOrg(tx, doing, { name: 'Issuer' }));
    const ensure = (tx: Tx): Promise<Issuer> => ensureIssuerKey(tx, doing, app, { orgId });
    const [a, b] = await Promise.all([inOrg(store.db, orgId, ensure), inOrg(store.db, orgId, ensure)]);
    expect(a.keyId).toBe(b.keyId);
    expect(a.issuerId).toBe(`did:key:${a.publicKeyMultibase}`);
    expect(await isSigned(a, await a.signer.sign(message))).toBe(true);
    expect(await a.signer.sign(message)).toEqual(await b.signer.sign(message));
    const resolved = await resolveMethod(a.signer.verificationMethod, {} as never);
    expect(resolved.method?.key.multibase).toBe(a.publicKeyMultibase);
  });

  it('signs as did:web where the public address is https', async () => {
    const { orgId, issuer } = await newIssuer('On the web');
    const web = await inOrg(store.db, orgId, (tx) => issuerOf(tx, onWeb, { orgId }));
    expect(web.issuerId).toBe(`did:web:rungs.example:i:${orgId}`);
    expect(web.signer.verificationMethod).toBe(`${web.issuerId}#${issuer.keyId}`);
    expect(web.publicKeyMultibase).toBe(issuer.publicKeyMultibase);
    expect(didWebOf('https://host.example:8443/rungs', orgId)).toBe(
      `did:web:host.example%3A8443:rungs:i:${orgId}`,
    );
    expect(await inOrg(store.db, orgId, (tx) => didDocument(tx, app, { orgId }))).toBeNull();
  });

  it('does not sign for another tenant, even when it was opened before', async () => {
    const { orgId, issuer } = await newIssuer('Mine');
    const { orgId: stranger } = await newIssuer('Theirs');
    await inOrg(store.db, orgId, (tx) => issuerOf(tx, app, { orgId }));
    await inOrg(store.db, stranger, async (tx) => {
      await expect(issuerOf(tx, app, { orgId })).rejects.toMatchObject({ code: 'issuer_key_missing' });
      await expect(signerByKeyId(tx, app, { orgId, keyId: issuer.keyId })).rejects.toMatchObject({
        code: 'issuer_key_unknown',
      });
    });
  });

  it('is missing where none was made', async () => {
    const { orgId } = await asInstance(store.db, (tx) => createOrg(tx, doing, { name: 'Keyless' }));
    await inOrg(store.db, orgId, async (tx) => {
      await expect(issuerOf(tx, app, { orgId })).rejects.toMatchObject({ code: 'issuer_key_missing' });
      await expect(rotateIssuerKey(tx, doing, app, { orgId })).rejects.toMatchObject({
        code: 'issuer_key_missing',
      });
    });
  });
});

describe('rotation and revocation', () => {
  it('a rotated key finishes what it began and stays in the document with its end', async () => {
    const { orgId, issuer: first } = await newIssuer('Rotating');
    const later = { ...doing, now: new Date(testNow.getTime() + 60_000) };
    const second = await inOrg(store.db, orgId, (tx) => rotateIssuerKey(tx, later, app, { orgId }));
    expect(second.keyId).not.toBe(first.keyId);
    await inOrg(store.db, orgId, async (tx) => {
      expect((await issuerOf(tx, app, { orgId })).keyId).toBe(second.keyId);
      const old = await signerByKeyId(tx, app, { orgId, keyId: first.keyId });
      expect(await isSigned(first, await old.signer.sign(message))).toBe(true);
    });
    const document = await asInstance(store.db, (tx) => didDocument(tx, onWeb, { orgId }));
    const bytes = new TextEncoder().encode(JSON.stringify(document));
    const did = `did:web:rungs.example:i:${orgId}`;
    const found = methodFromDocument(bytes, did, `${did}#${first.keyId}`);
    const active = methodFromDocument(bytes, did, `${did}#${second.keyId}`);
    if ('fault' in found || 'fault' in active) throw new Error('not found in the document');
    expect(found.method.expiresAt).toBe(later.now.getTime());
    expect(found.method.relationships.has('assertionMethod')).toBe(true);
    expect(active.method).not.toHaveProperty('expiresAt');
  });

  it('a revoked key signs nothing more, is replaced at once, and everybody can see since when', async () => {
    const { orgId, issuer: stolen } = await newIssuer('Robbed');
    const input = { orgId, keyId: stolen.keyId, reason: 'The backup was stolen.' };
    const { active } = await inOrg(store.db, orgId, (tx) => revokeIssuerKey(tx, doing, app, input));
    expect(active.keyId).not.toBe(stolen.keyId);
    await inOrg(store.db, orgId, async (tx) => {
      await expect(signerByKeyId(tx, app, input)).rejects.toMatchObject({ code: 'issuer_key_revoked' });
      await expect(revokeIssuerKey(tx, doing, app, input)).rejects.toMatchObject({
        code: 'issuer_key_revoked',
      });
      await expect(revokeIssuerKey(tx, doing, app, { ...input, keyId: testId('sgk') })).rejects.toMatchObject(
        { code: 'issuer_key_unknown' },
      );
    });
    const seen = await asInstance(store.db, (tx) => findIssuerKey(tx, stolen));
    expect(seen).toMatchObject({ orgId, revokedAt: testNow, revokedReason: 'The backup was stolen.' });
    const keys = await asInstance(store.db, (tx) => listIssuerKeys(tx, { orgId }));
    expect(keys).toHaveLength(2);
    const told = await asInstance(store.db, (tx) =>
      sql<{ name: string }>`select name from store.event where org_id = ${orgId} order by id`.execute(tx),
    );
    expect(told.rows.map((row) => row.name)).toEqual(['key.added', 'key.revoked']);
  });

  it('what is told and audited holds no secret', async () => {
    const { orgId } = await newIssuer('Discreet');
    const rows = await inOrg(store.db, orgId, (tx) =>
      sql<{ text: string }>`select e::text as text from store.event e where org_id = ${orgId}`.execute(tx),
    );
    expect(rows.rows).toHaveLength(1);
    expect(rows.rows[0]?.text).not.toMatch(/sealed|seed|secret|nonce/);
  });
});

describe('custody', () => {
  it('a sealed secret opens with its own key and owner only, and never after a changed bit', () => {
    const bytes = (length: number): fc.Arbitrary<Uint8Array> =>
      fc.uint8Array({ minLength: length, maxLength: length });
    fc.assert(
      fc.property(bytes(32), bytes(32), bytes(32), fc.nat(47), (kek, other, secret, at) => {
        const sealed = seal(kek, secret, 'org_a sgk_a', seededRandom(at));
        expect(unseal(kek, sealed, 'org_a sgk_a')).toEqual(secret);
        const refused = expect.objectContaining({ code: 'key_unwrap_failed' }) as unknown;
        const codeOf = (work: () => unknown): unknown => {
          try {
            return work();
          } catch (error) {
            return error;
          }
        };
        expect(codeOf(() => unseal(kek, sealed, 'org_b sgk_a'))).toEqual(refused);
        if (Buffer.compare(kek, other) !== 0)
          expect(codeOf(() => unseal(other, sealed, 'org_a sgk_a'))).toEqual(refused);
        const changed = Uint8Array.from(sealed.sealed);
        changed[at] = (changed[at] ?? 0) ^ 1;
        expect(codeOf(() => unseal(kek, { ...sealed, sealed: changed }, 'org_a sgk_a'))).toEqual(refused);
      }),
      { numRuns: 50 },
    );
  });

  it('another key encryption key is answered with a clear error, and so is one of a wrong length', async () => {
    const { orgId } = await newIssuer('Moved');
    const wrong = { ...app, keyEncryptionKey: random(32) };
    const short = { ...app, keyEncryptionKey: random(16) };
    await inOrg(store.db, orgId, async (tx) => {
      await expect(issuerOf(tx, wrong, { orgId })).rejects.toMatchObject({ code: 'key_unwrap_failed' });
      await expect(issuerOf(tx, short, { orgId })).rejects.toMatchObject({
        code: 'key_encryption_key_unfit',
      });
    });
  });

  it('no private key lies in the database as it is', async () => {
    const { orgId } = await newIssuer('Searched');
    const seed = new Uint8Array(32).fill(7);
    const fixed = { ...doing, random: (size: number) => seed.slice(0, size) };
    const issuer = await inOrg(store.db, orgId, (tx) => rotateIssuerKey(tx, fixed, app, { orgId }));
    const row = await inOrg(store.db, orgId, (tx) =>
      sql<{ sealed: Buffer }>`select sealed from keys.issuer_secret
        where org_id = ${orgId} and key_id = ${issuer.keyId}`.execute(tx),
    );
    expect(row.rows[0]?.sealed).toHaveLength(48);
    expect(row.rows[0]?.sealed.includes(Buffer.from(seed.slice(0, 8)))).toBe(false);
  });

  it('the wall: secrets are their own tenant’s, public halves everybody’s, and nobody writes for another', async () => {
    const { orgId: owner } = await newIssuer('Owner');
    const { orgId: stranger } = await newIssuer('Stranger');
    expect(await guardedTables(store.db, 'keys')).toEqual(['keys.issuer_key', 'keys.issuer_secret']);
    expect(await tryWall(store.db, 'keys.issuer_secret', owner, stranger)).toEqual({
      own: 1,
      seen: 0,
      insert: 'refused',
      update: 'refused',
      remove: 'refused',
    });
    expect(await tryWall(store.db, 'keys.issuer_key', owner, stranger)).toEqual({
      own: 1,
      seen: 1,
      insert: 'refused',
      update: '0',
      remove: '0',
    });
  });

  it('a key is opened once and then kept, whatever name it signs under', async () => {
    const { orgId } = await newIssuer('Busy');
    const started = performance.now();
    await inOrg(store.db, orgId, async (tx) => {
      const first = await issuerOf(tx, app, { orgId });
      const again = await issuerOf(tx, { ...onWeb }, { orgId });
      expect(again.signer.sign).toBe(first.signer.sign);
      expect(again.signer.verificationMethod).not.toBe(first.signer.verificationMethod);
      for (let i = 0; i < 1_000; i++) await (await issuerOf(tx, app, { orgId })).signer.sign(message);
    });
    console.log(`1,000 look-ups with a signature: ${(performance.now() - started).toFixed(0)} ms`);
  });
});

describe('the log key', () => {
  it('is made at first use, once, apart from every issuer, and signs what its public key verifies', async () => {
    const [a, b] = await Promise.all([
      asInstance(store.db, (tx) => logSigner(tx, app)),
      inOrg(store.db, testId('org'), (tx) => logSigner(tx, app)),
    ]);
    expect(a.keyId).toBe(b.keyId);
    expect(a.name).toBe('localhost:4000/log');
    const x = Buffer.from(a.publicKey).toString('base64url');
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    expect(verifyBytes(null, message, key, b.sign(message))).toBe(true);
    const keys = await asInstance(store.db, (tx) =>
      sql<{ n: number }>`select count(*)::int as n from keys.log_key`.execute(tx),
    );
    expect(keys.rows[0]?.n).toBe(1);
  });

  it('keeps its name when the address changes, and does not open with another key encryption key', async () => {
    const moved = await asInstance(store.db, (tx) => logSigner(tx, onWeb));
    expect(moved.name).toBe('localhost:4000/log');
    const wrong = { ...app, keyEncryptionKey: random(32) };
    await expect(asInstance(store.db, (tx) => logSigner(tx, wrong))).rejects.toMatchObject({
      code: 'key_unwrap_failed',
    });
    expect(logNameOf('https://host.example/a/')).toBe('host.example/a/log');
  });
});
