// Writes JavaScript for every source file that is newer than its result. Types are for `npm run check` to judge.
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import ts from 'typescript';
import { root } from './run.mjs';

for (const project of ['packages/credentials', 'packages/science', 'packages/client', 'platform'])
  transpile(join(root, project));

function transpile(folder) {
  const config = ts.getParsedCommandLineOfConfigFile(
    join(folder, 'tsconfig.json'),
    {},
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: fail },
  );
  const { options, fileNames } = config;
  for (const source of fileNames) {
    if (source.endsWith('.d.ts')) continue;
    const target = join(options.outDir, relative(options.rootDir, source)).replace(/\.ts$/, '.js');
    if (existsSync(target) && statSync(target).mtimeMs > statSync(source).mtimeMs) continue;
    const { outputText, sourceMapText } = ts.transpileModule(readFileSync(source, 'utf8'), {
      fileName: source,
      compilerOptions: { ...options, module: ts.ModuleKind.ESNext, composite: false, declaration: false },
    });
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, outputText);
    const map = JSON.parse(sourceMapText);
    map.sources = [relative(dirname(target), source)];
    writeFileSync(join(dirname(target), `${basename(target)}.map`), JSON.stringify(map));
  }
}

function fail(diagnostic) {
  throw new Error(ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n'));
}
