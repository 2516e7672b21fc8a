import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A second Node process that a test can listen to and kill. */
export interface RunningScript {
  readonly pid: number;
  /** Waits until the output contains the words, and returns what was printed so far. */
  says(words: string | RegExp): Promise<string>;
  /** Sends a signal and waits for the end. */
  kill(signal: NodeJS.Signals): Promise<void>;
}

/** Runs the text of a TypeScript module in a process of its own; it may import rungs by `#name`. */
export function runScript(text: string): RunningScript {
  const child = spawn(
    process.execPath,
    ['--conditions=rungs-source', '--import', import.meta.resolve('tsx'), '--input-type=module', '-e', text],
    { cwd: fileURLToPath(new URL('../..', import.meta.url)), stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let printed = '';
  const listeners = new Set<() => void>();
  const hear = (chunk: Buffer): void => {
    printed += chunk.toString('utf8');
    for (const listener of listeners) listener();
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const ended = once(child, 'close');
  return {
    pid: child.pid ?? 0,
    says: (words) =>
      new Promise((resolve, reject) => {
        const listener = (): void => {
          if (typeof words === 'string' ? !printed.includes(words) : !words.test(printed)) return;
          listeners.delete(listener);
          resolve(printed);
        };
        listeners.add(listener);
        listener();
        void ended.then(() => {
          reject(new Error(`the script ended without saying ${String(words)}: ${printed}`));
        });
      }),
    kill: async (signal) => {
      child.kill(signal);
      await ended;
    },
  };
}
