// npm run check: format, lint, types and ladder, without the tests.
import { runChecks } from './checks.mjs';
import { checkNode, giveUp, install, say } from './run.mjs';

checkNode();
await install();
const failed = await runChecks();
if (failed.length > 0) giveUp(`failed: ${failed.join(', ')}`);
say('all checks passed');
