import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { findCompetency, importFramework, searchCompetencies, type FrameworkMeta } from '#frameworks';
import { asInstance } from '#store';
import { ownStore, seededRandom, testNow } from '#testing';

const taxonomy = fileURLToPath(new URL('../../../../shared/data/taxonomy', import.meta.url));
const isHere = existsSync(taxonomy);
if (!isHere) console.log(`skipped: the full frameworks are not imported, since ${taxonomy} is not here`);

const doing = { now: testNow, random: seededRandom(1), actor: 'system' };
const meta = (code: string, version: string): FrameworkMeta => ({
  code,
  version,
  title: code,
  publisher: code,
  licence: 'as published',
  attribution: 'as published',
  url: 'https://example.org/',
});
const filesOf = (folder: string, names: readonly string[]): Record<string, Uint8Array> =>
  Object.fromEntries(
    names.map((name) => [name, gunzipSync(readFileSync(`${taxonomy}/${folder}/${name}.gz`))]),
  );

describe.skipIf(!isHere)('a whole framework', () => {
  it('of ESCO is imported: 13,939 skills and 640 groups, all parents known', async () => {
    const store = await ownStore();
    const files = filesOf('esco-1.2.0', [
      'derived_skills.csv',
      'skillGroups_en.csv',
      'broaderRelationsSkillPillar_en.csv',
    ]);
    const input = { format: 'esco-csv' as const, files, meta: meta('esco', '1.2.0') };
    const done = await asInstance(store.db, (tx) => importFramework(tx, doing, input));
    expect(done).toMatchObject({ isNew: true, framework: { size: 13_939 + 640 } });
    await asInstance(store.db, async (tx) => {
      const page = await searchCompetencies(tx, { words: 'statistical analysis', limit: 20 });
      expect(page.items.map((c) => c.name)).toContain('apply statistical analysis techniques');
      expect((await importFramework(tx, doing, input)).isNew).toBe(false);
    });
  });

  it('of ESCO is imported from its collections as they are published', async () => {
    const store = await ownStore();
    const files = filesOf('esco-1.2.0', [
      'digitalSkillsCollection_en.csv',
      'digCompSkillsCollection_en.csv',
      'transversalSkillsCollection_en.csv',
      'researchSkillsCollection_en.csv',
      'languageSkillsCollection_en.csv',
      'greenSkillsCollection_en.csv',
    ]);
    const done = await asInstance(store.db, (tx) =>
      importFramework(tx, doing, { format: 'esco-csv', files, meta: meta('esco', '1.2.0-collections') }),
    );
    // 2,334 distinct concepts carry a label of the 1.2.0 collections.
    expect(done.framework.size).toBe(2_334);
  });

  it('of O*NET is imported: the competencies of the content model and every technology', async () => {
    const store = await ownStore();
    const files = filesOf('onet-29.0', ['Content Model Reference.txt', 'Technology Skills.txt']);
    const done = await asInstance(store.db, (tx) =>
      importFramework(tx, doing, { format: 'onet-text', files, meta: meta('onet', '29.0') }),
    );
    expect(done.framework.size).toBeGreaterThan(8_749);
    await asInstance(store.db, async (tx) => {
      expect(await findCompetency(tx, { framework: 'onet', code: '2.A.1.e' })).toMatchObject({
        kind: 'skill',
      });
      expect(
        (await findCompetency(tx, { framework: 'onet', code: 'tech:Microsoft Outlook' }))?.parentCodes.length,
      ).toBe(2);
    });
  });
});
