// npm run vc-api -- --port N [--profile conformance|strict] [--now T] [--dids FILE]: see docs/conformance.md.
import { parseArgs } from 'node:util';
import { PROFILES } from './profile.ts';
import { startServer } from './server.ts';

const usage = 'npm run vc-api -- --port N [--profile conformance|strict] [--now T] [--dids FILE]';

function giveUp(detail: string): never {
  process.stderr.write(`${detail}\n${usage}\n`);
  process.exit(2);
}

function readOptions(): { port?: string; profile: string; now?: string; dids?: string } {
  const texts = { type: 'string' } as const;
  const options = {
    port: texts,
    profile: { ...texts, default: 'conformance' },
    now: texts,
    dids: texts,
  };
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    return giveUp(error instanceof Error ? error.message : 'the options are not understood');
  }
}

const values = readOptions();
const port = Number(values.port ?? NaN);
if (!Number.isInteger(port) || port < 0 || port > 65_535) giveUp('--port must be a number from 0 to 65535.');
const profile = PROFILES.find((name) => name === values.profile) ?? giveUp('There is no such profile.');
const fixed = values.now === undefined ? undefined : new Date(values.now);
if (fixed !== undefined && Number.isNaN(fixed.getTime())) giveUp('--now must be a date and time.');

const server = await startServer({
  port,
  profile,
  now: () => fixed ?? new Date(),
  ...(values.dids === undefined ? {} : { didsFile: values.dids }),
});
process.stdout.write(`listening on ${server.url} (${profile})\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    void server.close().then(() => process.exit(0));
  });
