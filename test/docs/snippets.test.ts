import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import ts from 'typescript';
import { afterAll, describe, expect, it } from 'vitest';
import { ownStore } from '../../platform/src/testing/index.ts';
import { aCredential } from './credential.ts';
import { pages, root } from './pages.ts';

const fences = pages().flatMap((page) => page.fences);
// The models' README shows parts of whole programs, which their own package runs and compares (test/examples); their
// reference shows signatures, which are made from the source.
const snippets = fences.filter(
  (fence) =>
    fence.language === 'ts' &&
    !fence.at.startsWith('packages/science/README.md') &&
    !fence.at.startsWith('docs/science/reference.md'),
);
const folder = mkdtempSync(join(tmpdir(), 'rungs-snippets-'));

/** What a short snippet may take as given: a document that was received, and one that is to be signed. */
const given = {
  types: 'declare const bytes: Uint8Array; declare const credential: Record<string, unknown>;',
  values: (file: string) => `import { readFileSync as given } from 'node:fs';
    import { sampleBadge } from './packages/credentials/src/testing/sample.ts';
    const bytes = new Uint8Array(given(${JSON.stringify(file)}));
    const credential = sampleBadge('did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK');`,
};

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('a snippet of TypeScript in the documentation', () => {
  it('has the types that it thinks it has', () => {
    expect(snippets.length).toBeGreaterThan(1);
    const texts = new Map(
      snippets.map(({ text }, index) => [
        join(root, 'test', 'docs', `snippet-${String(index)}.ts`),
        `${text}\n${given.types}`,
      ]),
    );
    const faults = diagnose(texts).map(({ file, message }) => {
      const index = [...texts.keys()].indexOf(file);
      return `${snippets[index]?.at ?? file}: ${message}`;
    });
    expect(faults).toEqual([]);
  });

  it('runs', async () => {
    const file = join(folder, 'credential.json');
    writeFileSync(file, await aCredential());
    for (const { at, text } of snippets) {
      const answer = `${given.values(file)}\nglobalThis.fetch = async () => new Response('{"items":[]}', { headers: { 'content-type': 'application/json' } });`;
      const script = `${answer}\n${text.replaceAll("'credential.json'", JSON.stringify(file))}`;
      const done = spawnSync(
        process.execPath,
        ['--conditions=rungs-source', '--import', 'tsx', '--input-type=module', '-e', script],
        { cwd: root, encoding: 'utf8' },
      );
      expect(done.stderr, at).toBe('');
      expect(done.status, at).toBe(0);
    }
  });
});

describe('a statement of SQL in the documentation', () => {
  it('is understood by the database', async () => {
    const { pool } = await ownStore();
    const statements = fences
      .filter((fence) => fence.language === 'sql')
      .flatMap(({ at, text }) => text.split(/;\s*(?:\n|$)/).map((statement) => ({ at, statement })))
      .filter(({ statement }) => statement.trim() !== '');
    expect(statements.length).toBeGreaterThan(0);
    for (const { at, statement } of statements) expect(await faultOf(pool, statement), at).toBeNull();
    expect(await faultOf(pool, 'create rolle rungs')).not.toBeNull();
  });
});

/** The database reads the statement where it is never reached. */
async function faultOf(pool: pg.Pool, statement: string): Promise<string | null> {
  try {
    await pool.query(`do $check$ begin if false then ${statement}; end if; end $check$`);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

/** Type-checks texts as if they were files of the repository. */
function diagnose(texts: ReadonlyMap<string, string>): { file: string; message: string }[] {
  const config = ts.getParsedCommandLineOfConfigFile(join(root, 'tsconfig.check.json'), undefined, {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: (one) => {
      throw new Error(ts.flattenDiagnosticMessageText(one.messageText, ' '));
    },
  });
  const options: ts.CompilerOptions = { ...config?.options, noUnusedLocals: false };
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile } = host;
  host.fileExists = (path) => texts.has(path) || fileExists(path);
  host.readFile = (path) => texts.get(path) ?? readFile(path);
  const program = ts.createProgram([...texts.keys()], options, host);
  return [...texts.keys()].flatMap((path) => {
    const source = program.getSourceFile(path);
    return ts
      .getPreEmitDiagnostics(program, source)
      .map((one) => ({ file: path, message: ts.flattenDiagnosticMessageText(one.messageText, ' ') }));
  });
}
