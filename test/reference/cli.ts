import type { Command } from 'commander';
import { buildProgram, exitCodes } from '../../platform/src/cli/index.ts';

const silent = (): void => undefined;

const meanings: Readonly<Record<keyof typeof exitCodes, string>> = {
  ok: 'Done; for `verify`: the credential is valid.',
  refused: 'The server or a rule said no; for `verify`: the credential is not valid.',
  inconclusive: '`verify`: something that decides could not be checked.',
  usage: 'The command was not understood.',
  input: 'A file is not there, or is not what it should be.',
  unavailable: 'The server does not answer, or the database cannot be opened.',
  software: 'Something went wrong in the command line itself.',
};

/** The page of the command line, made from the commands themselves. */
export function cliPage(): string {
  const program = buildProgram({
    out: silent,
    err: silent,
    env: {},
    fetch: () => Promise.reject(new Error('no network here')),
    now: () => new Date(0),
    sleep: () => Promise.resolve(),
  });
  return `# Command line

Made from the commands by \`tools/make-client.mjs\`; do not edit.

\`start\`, \`migrate\`, \`doctor\`, \`fsck\` and \`verify\` work on this machine. Every other command asks a server.

| Variable | What |
|---|---|
| \`RUNGS_URL\` | Address of the server; \`http://localhost:3000\` without it. |
| \`RUNGS_API_KEY\` | The API key that asks. |
| \`RUNGS_ORG\` | The organisation; without it the one of the key. |
| \`RUNGS_EMAIL\`, \`RUNGS_PASSWORD\` | The account of an operator, for the commands that need one. |

| Exit code | What |
|---|---|
${Object.entries(exitCodes)
  .map(([name, code]) => `| ${String(code)} | ${meanings[name as keyof typeof exitCodes]} |`)
  .join('\n')}

${program.commands.map((command) => commandSection(command, '')).join('\n\n')}
`;
}

function commandSection(command: Command, prefix: string): string {
  const name = `${prefix}${command.name()}`;
  if (command.commands.length > 0)
    return `## rungs ${name}

${command.description()}

${command.commands.map((child) => leafLines(child, `${name} `)).join('\n\n')}`;
  return `## rungs ${name}\n\n${leafLines(command, prefix)}`;
}

function leafLines(command: Command, prefix: string): string {
  const args = command.registeredArguments.map((arg) => {
    const dots = arg.variadic ? '...' : '';
    return arg.required ? ` <${arg.name()}${dots}>` : ` [${arg.name()}${dots}]`;
  });
  const options = command.options.map(
    (option) => `| \`${option.flags}\` | ${option.description}${option.mandatory ? ' (required)' : ''} |`,
  );
  const table = options.length === 0 ? '' : `\n\n| Option | What |\n|---|---|\n${options.join('\n')}`;
  return `### \`rungs ${prefix}${command.name()}${args.join('')}\`\n\n${command.description()}${table}`;
}
