/** What the command line ends with; scripts may rely on these numbers. */
export const exitCodes = {
  /** Done; for `verify`: the credential is valid. */
  ok: 0,
  /** The server or a rule said no; for `verify`: the credential is not valid. */
  refused: 1,
  /** `verify`: something that decides could not be checked, such as a status list that does not answer. */
  inconclusive: 2,
  /** The command was not understood: unknown command, missing or wrong option. */
  usage: 64,
  /** A file that was named is not there, or is not what it should be. */
  input: 66,
  /** The server does not answer, or the database cannot be opened. */
  unavailable: 69,
  /** Something went wrong here. */
  software: 70,
} as const;

/** One of the exit codes. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** An error that ends the command line with a message and a code of its own. */
export class CommandFailed extends Error {
  readonly exitCode: ExitCode;
  /** What `--json` prints instead of the message. */
  readonly problem: unknown;

  constructor(exitCode: ExitCode, message: string, problem: unknown = { detail: message }) {
    super(message);
    this.name = 'CommandFailed';
    this.exitCode = exitCode;
    this.problem = problem;
  }
}
