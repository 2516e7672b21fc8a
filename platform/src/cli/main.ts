#!/usr/bin/env node
import { setTimeout as sleep } from 'node:timers/promises';
import { runCommand } from './program.ts';

process.exitCode = await runCommand(process.argv.slice(2), {
  out: (text) => {
    process.stdout.write(`${text}\n`);
  },
  err: (text) => {
    process.stderr.write(`${text}\n`);
  },
  env: process.env,
  fetch: (input, init) => fetch(input, init),
  now: () => new Date(),
  sleep: (ms) => sleep(ms),
});
