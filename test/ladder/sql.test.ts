import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rungs } from './rungs.ts';
import { readSources, root } from './sources.ts';
import { foreignNames, sqlTemplates } from './sql.ts';

const migrations = join(root, 'platform/migrations');

describe('the SQL of a rung', () => {
  it('names no schema of another, in the sources', () => {
    const faults: string[] = [];
    let templates = 0;
    for (const [path, text] of readSources()) {
      const rung = /^platform\/src\/([\w-]+)\//.exec(path)?.[1];
      if (rung === undefined || rung === 'testing' || /\.(test|fixture)\.ts$/.test(path)) continue;
      for (const template of sqlTemplates(text)) {
        templates++;
        // The store runs the job queue, whose schema is its own as well.
        const names = foreignNames(rung, template, false).filter(
          (n) => !(rung === 'store' && /^jobs\./.test(n)),
        );
        faults.push(...names.map((n) => `${path}: ${n}`));
      }
    }
    expect(faults).toEqual([]);
    expect(templates).toBeGreaterThan(20);
  });

  it('names no schema of another, in the migrations, and every migration belongs to a rung', () => {
    const faults: string[] = [];
    const files = readdirSync(migrations).filter((name) => name.endsWith('.sql'));
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      const rung = /^\d{14}_([a-z]+)_[a-z0-9_]+\.sql$/.exec(file)?.[1] ?? '';
      expect(rungs, file).toContain(rung);
      const names = foreignNames(rung, readFileSync(join(migrations, file), 'utf8'), true);
      faults.push(
        ...names.filter((n) => !(rung === 'store' && /^jobs\./.test(n))).map((n) => `${file}: ${n}`),
      );
    }
    expect(faults).toEqual([]);
  });

  it('is caught when it does', () => {
    expect(foreignNames('badges', 'select * from awards.award', false)).toEqual(['awards.award']);
    expect(foreignNames('awards', 'select * from badges.version v', false)).toEqual(['badges.version']);
    expect(foreignNames('awards', 'insert into store.event values (1)', false)).toEqual(['store.event']);
    expect(foreignNames('awards', 'select jobs.add_job(1)', false)).toEqual(['jobs.add_job']);
    expect(foreignNames('awards', 'select * from stacks.public_stack', false)).toEqual([
      'stacks.public_stack',
    ]);
    expect(foreignNames('badges', 'create table x (a text references awards.award (id))', true)).toEqual([
      'awards.award',
    ]);
    expect(sqlTemplates('await sql<{ n: number }>`select ${a ? `x` : {}} from awards.award`')).toEqual([
      'select ? from awards.award',
    ]);
  });

  it('may use what a lower rung publishes', () => {
    expect(foreignNames('awards', 'select * from badges.public_version', false)).toEqual([]);
    expect(foreignNames('awards', 'select store.tell($1), awards.x from awards.award', false)).toEqual([]);
    expect(foreignNames('awards', 'create table a (b text references badges.badge (id))', true)).toEqual([]);
    expect(foreignNames('awards', '-- see badges.version', false)).toEqual([]);
    expect(foreignNames('stacks', 'select badges.id from stacks.part as badges', false)).toEqual([]);
  });
});
