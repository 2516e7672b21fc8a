import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A bundle for a browser: its files by name, and what the page has to load before it can start. */
export interface Bundle {
  readonly files: ReadonlyMap<string, string>;
  /** Bytes of gzip of the files that the entry needs at once; without what it loads later, if ever. */
  readonly startBytes: number;
  /** Bytes of gzip of all files. */
  readonly allBytes: number;
}

/** Bundles a module as an application would, from the sources of the packages; `external` modules stay out of it. */
export async function bundle(entry: string, external: string[] = []): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: entry, resolveDir: root, sourcefile: 'entry.js' },
    absWorkingDir: root,
    bundle: true,
    minify: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    conditions: ['rungs-source'],
    external,
    outdir: join(root, 'never-written'),
    entryNames: 'entry',
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
  const files = new Map(outputFiles.map(({ path, text }) => [basename(path), text]));
  const imports = new Map(
    Object.entries(metafile.outputs).map(([path, output]) => [
      basename(path),
      output.imports.filter(({ kind }) => kind === 'import-statement').map((one) => basename(one.path)),
    ]),
  );
  const start = new Set(['entry.js']);
  for (const name of start) for (const other of imports.get(name) ?? []) start.add(other);
  const sizeOf = (names: Iterable<string>): number =>
    [...names].reduce((sum, name) => sum + gzipSync(files.get(name) ?? '', { level: 9 }).length, 0);
  return { files, startBytes: sizeOf(start), allBytes: sizeOf(files.keys()) };
}
