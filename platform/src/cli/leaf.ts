import type { Command } from 'commander';
import type { Io } from './io.ts';
import { connect, type Server, type ServerOptions } from './server.ts';

/** The options that every command over HTTP has, and those of lists. */
export interface Options extends ServerOptions {
  readonly limit?: string | undefined;
  readonly after?: string | undefined;
}

/** What a command over HTTP works with. */
export interface Call<O extends Options = Options> {
  readonly io: Io;
  readonly server: Server;
  readonly options: O;
  readonly isJson: boolean;
}

/** Adds a command that asks a server: it has `--json`, `--server` and `--org`, and does `work`. */
export function leaf<O extends Options = Options>(
  parent: Command,
  io: Io,
  spec: {
    readonly usage: string;
    readonly summary: string;
    readonly isOfOrg?: boolean;
    readonly isList?: boolean;
    /** Signs in as an operator, whom no API key stands for. Such a command belongs to no organisation. */
    readonly isOfOperator?: boolean;
  },
  work: (call: Call<O>, ...args: string[]) => Promise<void>,
): Command {
  const command = parent.command(spec.usage).description(spec.summary);
  command.option('--json', 'print JSON for programs').option('--server <url>', 'the server; else RUNGS_URL');
  if (spec.isOfOrg !== false && spec.isOfOperator !== true)
    command.option('--org <id>', 'the organisation; else RUNGS_ORG, else that of the key');
  if (spec.isList === true)
    command
      .option('--limit <n>', 'how many, 1 to 200', '50')
      .option('--after <cursor>', 'go on after a page');
  return command.action(async (...given: unknown[]) => {
    const args = given
      .slice(0, -2)
      .map((arg) => (Array.isArray(arg) ? arg.join(',') : typeof arg === 'string' ? arg : ''));
    const options = given[given.length - 2] as O;
    const call = {
      io,
      server: connect(io, options, spec.isOfOperator),
      options,
      isJson: options.json === true,
    };
    await work(call, ...args);
  });
}

/** The query of a list. */
export function pageOf(options: Options): { limit: number; after?: string } {
  return {
    limit: Number(options.limit ?? '50'),
    ...(options.after === undefined ? {} : { after: options.after }),
  };
}

/** The line that says how to go on, where a list has more. */
export function moreLine(next: string | null): string {
  return next === null ? '' : `\nThere is more: --after ${next}`;
}
