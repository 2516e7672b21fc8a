#!/usr/bin/env node
// npm links a command when it installs, which in a checkout is before the first build: so it links this file.
import { existsSync } from 'node:fs';

const main = new URL('../dist/cli/main.js', import.meta.url);
if (existsSync(main)) await import(main.href);
else {
  process.stderr.write('Rungs is not built yet: run npm run build once.\n');
  process.exitCode = 69;
}
