import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { openApp, readSettings, type Running } from '#app';
import { fsck } from '#log';
import { deliveryState } from '#store';
import { CommandFailed, exitCodes } from '../exit.ts';
import { factsOf, print, type Io } from '../io.ts';
import { start, type Started } from '../start.ts';

interface LocalOptions {
  readonly json?: boolean;
}

/** What works on the data folder itself, without a running server. */
export function addLocal(program: Command, io: Io): void {
  program
    .command('start')
    .description('start the server; settings are environment variables')
    .action(async () => {
      await runUntilStopped(io, start({ out: io.out, env: io.env }));
    });
  program
    .command('migrate')
    .description('bring the database up to date')
    .option('--json', 'print JSON for programs')
    .action(async (options: LocalOptions) => {
      const steps: string[] = [];
      const running = await openHere(io, (line) => steps.push(line));
      const { database } = running;
      await running.close();
      print(io, options.json === true, { database, steps }, () =>
        [...steps, `up to date: ${database}`].join('\n'),
      );
    });
  program
    .command('doctor')
    .description('check everything that a start needs, and say what is wrong')
    .option('--json', 'print JSON for programs')
    .action(async (options: LocalOptions) => {
      await doctor(io, options.json === true);
    });
  program
    .command('fsck')
    .description('recompute the transparency log and compare it with every signed checkpoint')
    .option('--json', 'print JSON for programs')
    .option('--known <file...>', 'checkpoints that were kept elsewhere')
    .action(async (options: LocalOptions & { known?: string[] }) => {
      const running = await openHere(io);
      try {
        const known = (options.known ?? []).map((path) => readFileSync(path, 'utf8'));
        const report = await fsck(running.ctx, { known });
        print(io, options.json === true, report, () =>
          report.problems.length === 0
            ? `The log of ${String(report.size)} entries and ${String(report.checkpoints)} checkpoints holds.`
            : report.problems.map((p) => `${p.kind}: ${p.detail}`).join('\n'),
        );
        if (report.problems.length > 0) throw new CommandFailed(exitCodes.refused, '', null);
      } finally {
        await running.close();
      }
    });
}

/** Opens the instance as a command does that only looks: no job runs, the address stays undecided. */
export async function openHere(io: Io, onStep: (line: string) => void = () => undefined): Promise<Running> {
  const settings = readSettings(io.env);
  return await openApp(settings, {
    listen: () => Promise.resolve(settings.publicUrl ?? `http://localhost:${String(settings.port)}`),
    onStep,
    keepsAddress: false,
    runsJobs: false,
  });
}

/** Opens everything as a start would, and closes it again. Exit code 1 when something is wrong. */
async function doctor(io: Io, isJson: boolean): Promise<void> {
  const settings = readSettings(io.env);
  const running = await openHere(io);
  try {
    const { ctx } = running;
    const { pending, failing } = await deliveryState(ctx.db);
    const log = await fsck(ctx);
    const findings = {
      node: process.versions.node,
      dataDir: settings.dataDir,
      database: running.database,
      publicUrl: ctx.publicUrl,
      issuersAre: ctx.publicUrl.startsWith('https://')
        ? 'did:web'
        : 'did:key, until the public address is https',
      deliveriesPending: pending,
      deliveriesFailing: failing,
      logEntries: log.size,
      logProblems: log.problems.length,
    };
    const isWell = failing === 0 && log.problems.length === 0;
    print(
      io,
      isJson,
      { isWell, ...findings },
      () => `${factsOf(findings)}\n${isWell ? 'All is well.' : 'Something is wrong.'}`,
    );
    if (!isWell) throw new CommandFailed(exitCodes.refused, '', null);
  } finally {
    await running.close();
  }
}

/**
 * Waits for Ctrl-C, a polite end, or the loss of the database; then closes everything. A signal that comes
 * while the start is under way counts too; a second one ends the process at once.
 */
async function runUntilStopped(io: Io, starting: Promise<Started>): Promise<void> {
  const stopped = new Promise<null>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(signal, () => {
        io.out('stopping');
        resolve(null);
      });
  });
  const started = await starting;
  const lost = await Promise.race([stopped, started.lost]);
  await started.close();
  if (lost !== null) throw new CommandFailed(exitCodes.unavailable, `The database ended by itself: ${lost}`);
}
