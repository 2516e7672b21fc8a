export { buildProgram, runCommand } from './program.ts';
export { exitCodes, type ExitCode } from './exit.ts';
export type { Io } from './io.ts';
