import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  findCompetencies,
  findCompetency,
  importFramework,
  listFrameworks,
  loadExampleFrameworks,
  searchCompetencies,
  type FrameworkMeta,
} from '#frameworks';
import type { Doing } from '#kernel';
import { asInstance, sql, type Store, type Tx } from '#store';
import { ownStore, rolledBack, seededRandom, testNow } from '#testing';

const doing: Doing = { now: testNow, random: seededRandom(1), actor: 'system' };
const read = (path: string): Uint8Array =>
  readFileSync(fileURLToPath(new URL(`../../../examples/${path}`, import.meta.url)));
const meta: FrameworkMeta = {
  code: 'esco',
  version: '1.2.0',
  title: 'ESCO',
  publisher: 'European Commission',
  licence: 'Decision 2011/833/EU',
  attribution: 'ESCO classification of the European Commission, version 1.2.0',
  url: 'https://esco.ec.europa.eu/',
};
const header = 'conceptType,conceptUri,preferredLabel,status,skillType,reuseLevel,altLabels,description';
const skill = (code: string, name: string, description = ''): string =>
  `KnowledgeSkillCompetence,http://data.europa.eu/esco/skill/${code},${name},released,knowledge,cross-sector,,${description}`;
const csv = (...lines: string[]): Record<string, Uint8Array> => ({
  'digitalSkillsCollection_en.csv': new TextEncoder().encode([header, ...lines].join('\n')),
});
const counts = async (tx: Tx): Promise<{ frameworks: number; competencies: number }> => {
  const result = await sql<{ frameworks: number; competencies: number }>`select
    (select count(*)::int from frameworks.framework) as frameworks,
    (select count(*)::int from frameworks.competency) as competencies`.execute(tx);
  return result.rows[0] ?? { frameworks: -1, competencies: -1 };
};

describe('frameworks', () => {
  let store: Store;
  beforeAll(async () => {
    store = await ownStore();
  });
  const trial = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => rolledBack(store.db, '', work);

  it('that come with the project are imported once, with licence and attribution', async () => {
    await trial(async (tx) => {
      const first = await loadExampleFrameworks(tx, doing, { read });
      const before = await counts(tx);
      expect(await loadExampleFrameworks(tx, doing, { read })).toEqual(first);
      expect(await counts(tx)).toEqual(before);
      expect(first.map((f) => [f.code, f.version, f.size])).toEqual([
        ['esco', '1.2.0-extract', 324],
        ['onet', '29.0-extract', 245],
      ]);
      const listed = await listFrameworks(tx, { limit: 10 });
      expect(listed.items).toEqual(first);
      for (const f of first) expect(f.attribution).toMatch(/ESCO classification|O\*NET 29.0 Database/);
    });
  });

  it('answer by code, with the entries above a competency', async () => {
    await trial(async (tx) => {
      await loadExampleFrameworks(tx, doing, { read });
      const python = await findCompetency(tx, {
        framework: 'esco',
        code: 'ccd0a1d9-afda-43d9-b901-96344886e14d',
      });
      expect(python).toMatchObject({
        name: 'Python (computer programming)',
        kind: 'knowledge',
        url: 'http://data.europa.eu/esco/skill/ccd0a1d9-afda-43d9-b901-96344886e14d',
      });
      const above = await findCompetencies(tx, {
        refs: (python?.parentCodes ?? []).map((code) => ({ framework: 'esco', code })),
      });
      expect(above.map((c) => c.name)).toContain('software and applications development and analysis');
      const tool = await findCompetency(tx, { framework: 'onet', code: 'tech:Python' });
      expect(tool).toMatchObject({ kind: 'technology', parentCodes: ['43232405'] });
      expect(await findCompetency(tx, { framework: 'onet', code: '2.C.4.a' })).toMatchObject({
        name: 'Mathematics',
        kind: 'knowledge',
        parentCodes: ['2.C.4'],
      });
      expect(await findCompetency(tx, { framework: 'esco', code: 'tech:Python' })).toBeNull();
      expect(await findCompetency(tx, { framework: 'nice', code: '1' })).toBeNull();
      expect(await findCompetencies(tx, { refs: [] })).toEqual([]);
    });
  });

  it('answer by words, best match first, page by page and without a double', async () => {
    await trial(async (tx) => {
      await loadExampleFrameworks(tx, doing, { read });
      const best = await searchCompetencies(tx, { words: 'data visualisation software', limit: 5 });
      expect(best.items[0]?.name).toBe('data visualisation software');
      const all = await searchCompetencies(tx, { words: 'data', limit: 200 });
      expect(all.items.length).toBeGreaterThan(60);
      const paged: string[] = [];
      for (let after: string | undefined; ;) {
        const page = await searchCompetencies(tx, { words: 'data', limit: 7, after });
        paged.push(...page.items.map((c) => c.code));
        if (page.next === null) break;
        after = page.next;
      }
      expect(paged).toEqual(all.items.map((c) => c.code));
      const onet = await searchCompetencies(tx, {
        words: '"structured query language"',
        framework: 'onet',
        limit: 9,
      });
      expect(onet.items.map((c) => c.code)).toContain('tech:Structured query language SQL');
      expect(onet.items.every((c) => c.framework === 'onet')).toBe(true);
      const none = await searchCompetencies(tx, { words: "'); drop table x; -- \0 :* & ! (", limit: 9 });
      expect(none.items).toEqual([]);
      expect((await searchCompetencies(tx, { words: '  ', limit: 200 })).items.length).toBe(200);
      await expect(searchCompetencies(tx, { words: 'data', limit: 7, after: 'x' })).rejects.toMatchObject({
        code: 'competency_cursor_invalid',
      });
    });
  });

  it('are imported again without a change, and refused when their content differs', async () => {
    await trial(async (tx) => {
      const one = csv(skill('a-1', 'one', '"two\nlines"'), skill('a-2', 'two'));
      const first = await importFramework(tx, doing, { format: 'esco-csv', files: one, meta });
      expect(first).toMatchObject({ isNew: true, framework: { size: 2 } });
      const turned = csv(skill('a-2', 'two'), skill('a-1', 'one', '"two\nlines"'));
      const licence = { ...meta, licence: 'said better' };
      const second = await importFramework(tx, doing, { format: 'esco-csv', files: turned, meta: licence });
      expect(second).toEqual({ isNew: false, framework: { ...first.framework, licence: 'said better' } });
      await expect(
        importFramework(tx, doing, { format: 'esco-csv', files: csv(skill('a-1', 'one')), meta }),
      ).rejects.toMatchObject({ code: 'framework_version_taken' });
      expect(await counts(tx)).toEqual({ frameworks: 1, competencies: 2 });
    });
  });

  it('of a newer version answer when no version is named, the older when it is', async () => {
    await trial(async (tx) => {
      const later = { ...doing, now: new Date(testNow.getTime() + 1000) };
      const files = [
        csv(skill('a-1', 'old name'), skill('a-9', 'dropped')),
        csv(skill('a-1', 'new name')),
      ] as const;
      await importFramework(tx, doing, { format: 'esco-csv', files: files[0], meta });
      await importFramework(tx, later, {
        format: 'esco-csv',
        files: files[1],
        meta: { ...meta, version: '1.3' },
      });
      const find = (code: string, version?: string) =>
        findCompetency(tx, { framework: 'esco', code, version });
      expect((await find('a-1'))?.name).toBe('new name');
      expect((await find('a-1', '1.2.0'))?.name).toBe('old name');
      expect(await find('a-9')).toBeNull();
      expect((await searchCompetencies(tx, { words: 'name', limit: 9 })).items.map((c) => c.version)).toEqual(
        ['1.3'],
      );
      const old = await searchCompetencies(tx, {
        words: 'name',
        framework: 'esco',
        version: '1.2.0',
        limit: 9,
      });
      expect(old.items.map((c) => c.name)).toEqual(['old name']);
    });
  });

  it('leave nothing behind when a file is refused', async () => {
    await asInstance(store.db, async (tx) => {
      await expect(
        importFramework(tx, doing, {
          format: 'esco-csv',
          files: csv(skill('a-1', 'one'), skill('a-1', 'one')),
          meta,
        }),
      ).rejects.toMatchObject({ code: 'framework_file_invalid' });
      expect(await counts(tx)).toEqual({ frameworks: 0, competencies: 0 });
    });
  });

  it('are one row for two imports at once', async () => {
    const files = csv(
      ...Array.from({ length: 300 }, (_, i) => skill(`b-${String(i)}`, `skill ${String(i)}`)),
    );
    const both = await Promise.all(
      [1, 2].map((seed) =>
        asInstance(store.db, (tx) =>
          importFramework(tx, { ...doing, random: seededRandom(seed) }, { format: 'esco-csv', files, meta }),
        ),
      ),
    );
    expect(both.map((one) => one.isNew).sort()).toEqual([false, true]);
    expect(both[0]?.framework.frameworkId).toBe(both[1]?.framework.frameworkId);
    expect(await asInstance(store.db, counts)).toEqual({ frameworks: 1, competencies: 300 });
  });
});
