// npm run bench [-- filter]: runs every *.bench.ts below bench/ one after the other. Those of the engine run
// against what is built, as people have it: the runner of the source adds work to every function.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from './compile.mjs';
import { checkNode, command, giveUp, install, root, run, say } from './run.mjs';

checkNode();
await install();
const [filter = '', ...rest] = process.argv.slice(2);
const folder = join(root, 'bench');
const files = (existsSync(folder) ? readdirSync(folder, { recursive: true }) : [])
  .filter((name) => name.endsWith('.bench.ts') && name.includes(filter))
  .sort();
if (files.length === 0) giveUp(`There is no benchmark whose name contains "${filter}".`);
if (files.some((file) => isOfEngine(file))) await compile({ withWeb: false });
let failed = 0;
for (const file of files) {
  say(`\n${file}`);
  const args = [
    command('tsx'),
    ...(isOfEngine(file) ? [] : ['--conditions=rungs-source']),
    join(folder, file),
    ...rest,
  ];
  if ((await run(process.execPath, args)) !== 0) failed++;
}
if (failed > 0) giveUp(`${failed} of ${files.length} benchmarks failed.`);

function isOfEngine(file) {
  return /^(?:issue|verify)\./.test(file);
}
