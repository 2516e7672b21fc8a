import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildProgram, exitCodes, runCommand, type Io } from '../../platform/src/cli/index.ts';
import { faultOfBody, faultOfCurl, routeOf } from './curl.ts';
import { aCredential } from './credential.ts';
import { pages, root } from './pages.ts';
import { commandsOf, type Command } from './shell.ts';

const fences = pages().flatMap((page) => page.fences);
const commands = fences
  .filter((fence) => fence.language === 'sh')
  .flatMap((fence) => commandsOf(fence.text).map((command) => ({ at: fence.at, command })));
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

const silent: Io = {
  out: () => undefined,
  err: () => undefined,
  env: {},
  fetch: () => Promise.reject(new Error('nothing is asked here')),
  now: () => new Date('2026-11-24T09:00:00Z'),
  sleep: () => Promise.resolve(),
};

/** Programs of other people, which are only to be there. */
const foreign = new Set(['export', 'sed', 'pg_dump', 'pg_restore']);

describe('a command in the documentation', () => {
  it('is one that exists, with options that exist', async () => {
    expect(commands.length).toBeGreaterThan(60);
    const faults: string[] = [];
    for (const { at, command } of commands) {
      const fault = await faultOf(command);
      if (fault !== null) faults.push(`${at}: ${command.program} ${command.args.join(' ')}: ${fault}`);
    }
    expect(faults).toEqual([]);
  });

  it('stands in a block that says that it is shell, when it looks like one', () => {
    // `js` runs in the browser, where test/journeys runs it; `text` is what a snippet prints.
    const known = new Set(['sh', 'json', 'ts', 'js', 'text', 'sql', '']);
    const odd = fences.filter(
      (f) => !known.has(f.language) || (f.language === '' && /^(npm|rungs|curl) /m.test(f.text)),
    );
    expect(odd.map((fence) => fence.at)).toEqual([]);
  });

  it('would be found out if it did not exist', async () => {
    const lines = [
      'npm run nothing',
      'rungs credentials list',
      'npx rungs awards list --colour red',
      'rungs awards issue bdg_1',
      'curl "$RUNGS_URL/api/v1/nothing"',
      'curl -d \'{"colour":"red"}\' "$RUNGS_URL/api/v1/verify"',
      'curl "$RUNGS_URL/api/v1/badges?colour=red"',
      'node tools/nothing.mjs',
      'make install',
    ];
    for (const line of lines) {
      const [command] = commandsOf(line);
      expect(await faultOf(command ?? { program: '', args: [] }), line).not.toBeNull();
    }
  });
});

describe('a verification in the documentation', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'rungs-docs-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('runs on this machine without a server and says what its page says', async () => {
    const own = commands.filter(({ command }) => rungsArgs(command)?.[0] === 'verify');
    expect(own.length).toBeGreaterThan(2);
    const file = join(folder, 'credential.json');
    writeFileSync(file, await aCredential());
    for (const { command } of own) {
      const args = (rungsArgs(command) ?? []).map((arg) => (arg.endsWith('.json') ? file : arg));
      const printed: string[] = [];
      const code = await runCommand(args, { ...silent, out: (text) => void printed.push(text) });
      // Nobody answers for its status list here, which leaves it inconclusive.
      expect([exitCodes.ok, exitCodes.inconclusive], printed.join('\n')).toContain(code);
    }
    writeFileSync(file, (await aCredential()).replace('Visualisation', 'Visualization'));
    expect(await runCommand(['verify', file], silent)).toBe(exitCodes.refused);
  });

  it('has help that needs nothing', async () => {
    for (const args of [['--help'], ['verify', '--help'], ['--version']])
      expect(await runCommand(args, silent)).toBe(exitCodes.ok);
  });
});

describe('a JSON file in the documentation', () => {
  const bodies: Readonly<Record<string, readonly [string, string]>> = {
    'badge.json': ['post', '/api/v1/orgs/{orgId}/badges'],
    'rubric.json': ['put', '/api/v1/orgs/{orgId}/badges/{badgeId}/versions/{version}/rubric'],
    'stack.json': ['post', '/api/v1/orgs/{orgId}/stacks'],
  };

  it('is a body that the server takes', () => {
    const files = fences.filter((fence) => fence.language === 'json');
    expect(files.length).toBeGreaterThan(2);
    for (const fence of files) {
      const target = bodies[fence.file];
      const value: unknown = JSON.parse(fence.text);
      if (target === undefined) throw new Error(`${fence.at}: no route is known for ${fence.file}`);
      expect(faultOfBody(routeOf(...target), value), fence.at).toBeNull();
    }
  });
});

function rungsArgs({ program, args }: Command): readonly string[] | null {
  if (program === 'rungs') return args;
  return program === 'npx' && args[0] === 'rungs' ? args.slice(1) : null;
}

async function faultOf(command: Command): Promise<string | null> {
  const { program, args } = command;
  const own = rungsArgs(command);
  if (own !== null) return await faultOfRungs(own);
  if (program === 'npm') return faultOfNpm(args);
  if (program === 'curl') return faultOfCurl(args);
  if (program === 'node') return existsSync(join(root, args[0] ?? '')) ? null : 'there is no such file';
  return foreign.has(program) ? null : 'this check does not know the program';
}

function faultOfNpm(args: readonly string[]): string | null {
  const folder = /^@rungs\/(\w+)$/.exec(args[1] ?? '')?.[1] ?? 'none';
  if (args[0] === 'install')
    return existsSync(join(root, 'packages', folder)) ? null : 'it is no package of this repository';
  const name = args[0] === 'run' ? args[1] : args[0];
  const script = Object.hasOwn(scripts, name ?? '') ? scripts[name ?? ''] : undefined;
  if (script === undefined) return 'there is no such script';
  const file = /\bnode (\S+)/.exec(script)?.[1];
  return file === undefined || existsSync(join(root, file)) ? null : `${file} is not there`;
}

/** Parses as the program would, with every action taken out. */
async function faultOfRungs(args: readonly string[]): Promise<string | null> {
  const program = buildProgram(silent);
  let isCalled = false;
  const disarm = (command: typeof program): void => {
    command.exitOverride().configureOutput({ writeOut: () => undefined, writeErr: () => undefined });
    for (const child of command.commands) disarm(child);
    if (command.commands.length === 0)
      command.action(() => {
        isCalled = true;
      });
  };
  disarm(program);
  try {
    await program.parseAsync([...args], { from: 'user' });
    return isCalled ? null : 'nothing is called';
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    return code === 'commander.helpDisplayed' && args.includes('--help') ? null : message;
  }
}
