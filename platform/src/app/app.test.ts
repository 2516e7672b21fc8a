import { describe, expect, it } from 'vitest';
import { errorsByRung, readSettings, settingNames } from '#app';
import { ownStore } from '#testing';
import { asInstance, tell } from '#store';
import { loadEncryptionKey } from './encryption-key.ts';
import { settlePublicUrl } from './public-address.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

describe('settings', () => {
  it('have a default that suits a first start', () => {
    const settings = readSettings({});
    expect(settings).toMatchObject({ port: 3000, publicUrl: null, databaseUrl: null, isDemo: true });
    expect(settings).toMatchObject({ hasOpenSignUp: true, hasOpenOrganisations: false, metricsToken: null });
    expect(settings.dataDir).toMatch(/\.rungs$/);
  });

  it('count an empty variable as absent', () => {
    expect(readSettings({ PORT: '', DATABASE_URL: '', RUNGS_DEMO: '' })).toEqual(readSettings({}));
  });

  it('lose the slash at the end of the public address', () => {
    expect(readSettings({ RUNGS_PUBLIC_URL: 'https://badges.example.org/' }).publicUrl).toBe(
      'https://badges.example.org',
    );
  });

  it.each([
    ['PORT', '70000'],
    ['PORT', 'http'],
    ['RUNGS_PUBLIC_URL', 'badges.example.org'],
    ['RUNGS_PUBLIC_URL', 'ftp://example.org'],
    ['RUNGS_PUBLIC_URL', 'https://user:secret@example.org'],
    ['DATABASE_URL', 'mysql://localhost/rungs'],
    ['RUNGS_DEMO', 'perhaps'],
    ['RUNGS_KEY_ENCRYPTION_KEY', 'c2hvcnQ='],
    ['RUNGS_LOG_LEVEL', 'loud'],
    ['RUNGS_OPEN_SIGN_UP', 'maybe'],
    ['RUNGS_METRICS_TOKEN', 'short'],
  ])('refuse %s=%s and name it', (name, value) => {
    expect(() => readSettings({ [name]: value })).toThrow(
      expect.objectContaining({ code: 'settings_invalid', data: { setting: name } }),
    );
  });

  it('are each named once', () => {
    expect(new Set(settingNames).size).toBe(settingNames.length);
  });
});

describe('the public address', () => {
  it('is kept with the data, so that another port does not change it', async () => {
    const { db } = await ownStore();
    const first = { wanted: null, fallback: 'http://localhost:3000', isKept: true };
    expect(await settlePublicUrl(db, first)).toBe('http://localhost:3000');
    expect(await settlePublicUrl(db, { ...first, fallback: 'http://localhost:4000' })).toBe(
      'http://localhost:3000',
    );
  });

  it('may change while nothing was issued, and not after', async () => {
    const { db } = await ownStore();
    const at = (wanted: string) => settlePublicUrl(db, { wanted, fallback: '', isKept: true });
    await at('https://a.example.org');
    expect(await at('https://b.example.org')).toBe('https://b.example.org');
    await asInstance(db, (tx) =>
      tell(tx, [{ name: 'award.issued', key: 'k', orgId: 'org_1' as never, payload: {} }]),
    );
    await expect(at('https://c.example.org')).rejects.toMatchObject({
      code: 'public_address_fixed',
      data: { kept: 'https://b.example.org' },
    });
    expect(await at('https://b.example.org')).toBe('https://b.example.org');
  });

  it('is not decided by a command that only looks', async () => {
    const { db } = await ownStore();
    await settlePublicUrl(db, { wanted: null, fallback: 'http://localhost:1', isKept: false });
    expect(await settlePublicUrl(db, { wanted: null, fallback: 'http://localhost:2', isKept: true })).toBe(
      'http://localhost:2',
    );
  });
});

describe('the key encryption key', () => {
  it('is made once, found again, and missed when it is gone', () => {
    const folder = mkdtempSync(join(tmpdir(), 'rungs-kek-'));
    try {
      const path = join(folder, 'keys', 'key-encryption-key');
      const random = (size: number) => new Uint8Array(size).fill(9);
      const made = loadEncryptionKey(path, false, random);
      expect(made).toHaveLength(32);
      expect(loadEncryptionKey(path, true, () => new Uint8Array(32))).toEqual(made);
      expect(() => loadEncryptionKey(join(folder, 'elsewhere'), true, random)).toThrow(
        expect.objectContaining({ code: 'encryption_key_missing' }),
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('the error catalogue', () => {
  it('gives each code to one rung', () => {
    const owners = new Map<string, string[]>();
    for (const [rung, entries] of Object.entries(errorsByRung))
      for (const code of Object.keys(entries)) owners.set(code, [...(owners.get(code) ?? []), rung]);
    const shared = [...owners].filter(([, rungs]) => rungs.length > 1);
    expect(shared).toEqual([]);
  });
});
