import { Command, CommanderError } from 'commander';
import { RungsError } from '#kernel';
import { addSubmissions } from './commands/assessment.ts';
import { addAwards } from './commands/awards.ts';
import { addBadges } from './commands/badges.ts';
import { addAccess } from './commands/access.ts';
import { addBatches } from './commands/batches.ts';
import { addOperators } from './commands/operators.ts';
import { addLogin } from './commands/login.ts';
import { addOrgs } from './commands/orgs.ts';
import { addProgress } from './commands/progress.ts';
import { addSearch } from './commands/search.ts';
import { addSkills } from './commands/skills.ts';
import { addStacks } from './commands/stacks.ts';
import { addVerifications } from './commands/verifications.ts';
import { CommandFailed, exitCodes, type ExitCode } from './exit.ts';
import type { Io } from './io.ts';
import { addLocal } from './local/operate.ts';
import { addRecover } from './local/recover.ts';
import { addVerify } from './local/verify.ts';
import { version } from './start.ts';

/** Builds the command line with everything that it can do. */
export function buildProgram(io: Io): Command {
  const program = new Command('rungs')
    .description('Micro-credentials: issue, verify, stack and count them.')
    .version(version, '-V, --version')
    // Behind a command, --version is that command's own option.
    .enablePositionalOptions()
    .addHelpText(
      'after',
      '\nstart, migrate, doctor, fsck, recover and verify work on this machine. Every other command asks the server' +
        '\nthat RUNGS_URL names, with the API key in RUNGS_API_KEY, or as whoever `rungs login` signed in; those of an' +
        '\noperator also with RUNGS_EMAIL and RUNGS_PASSWORD. docs/reference/cli.md lists everything.',
    );
  addLocal(program, io);
  addVerify(program, io);
  addRecover(program, io);
  addLogin(program, io);
  addOrgs(program, io);
  addAccess(program, io);
  addBadges(program, io);
  addSubmissions(program, io);
  addAwards(program, io);
  addBatches(program, io);
  addStacks(program, io);
  addSkills(program, io);
  addVerifications(program, io);
  addSearch(program, io);
  addProgress(program, io);
  addOperators(program, io);
  return program;
}

/** Runs one command and returns its exit code; nothing is thrown. `args` begin after the program's name. */
export async function runCommand(args: readonly string[], io: Io): Promise<ExitCode> {
  const program = buildProgram(io);
  quiet(program, io);
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exitCodes.ok;
  } catch (error) {
    return report(error, io, args.includes('--json'));
  }
}

/** Makes every command throw instead of ending the process, and write where `io` says. */
function quiet(command: Command, io: Io): void {
  command.exitOverride().configureOutput({
    writeOut: (text) => {
      io.out(text.replace(/\n$/, ''));
    },
    writeErr: (text) => {
      io.err(text.replace(/\n$/, ''));
    },
  });
  for (const child of command.commands) quiet(child, io);
}

function report(error: unknown, io: Io, isJson: boolean): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  if (error instanceof CommandFailed) {
    if (error.message !== '') io.err(isJson ? JSON.stringify(error.problem) : error.message);
    return error.exitCode;
  }
  if (error instanceof RungsError) {
    const { code, title, detail } = error;
    io.err(isJson ? JSON.stringify({ code, title, detail }) : `${title} ${detail}`);
    return error.status >= 500 ? exitCodes.unavailable : exitCodes.refused;
  }
  io.err(isJson ? JSON.stringify({ detail: String(error) }) : ((error as Error).stack ?? String(error)));
  return exitCodes.software;
}
