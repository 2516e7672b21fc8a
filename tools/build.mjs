// npm run build: everything that is published or served.
import { compile } from './compile.mjs';
import { checkNode, install } from './run.mjs';

checkNode();
await install();
await compile({ isForced: process.argv.includes('--force') });
