import { expect } from 'vitest';
import { verify, type FetchLike, type VerificationReport, type VerifyOptions } from '../../src/index.ts';
import { NOW, offline } from '../../src/testing/sample.ts';
import { randomOf, type Random } from './random.ts';

const IS_DEEP = process.env['RUNGS_TEST_DEEP'] === '1';
/** The same runs each time, so that a failure is one for everybody; other seeds are asked for by name. */
const SEED = Number(process.env['RUNGS_FUZZ_SEED'] ?? (IS_DEEP ? 2_026 : 1));
/** Only this run of each test, to look at one failure. */
const ONLY = process.env['RUNGS_FUZZ_RUN'];
/** By how much the counts of the tests are multiplied: ten thousand runs in all, ten million in a deep test. */
const FACTOR = Number(process.env['RUNGS_FUZZ_FACTOR'] ?? (IS_DEEP ? 1_000 : 1));

/** Longest that one input may take; a hang is minutes, a bad one seconds. */
const MAX_MS = 5_000;
/** Most memory that may stay taken beyond the start. */
const MAX_BYTES = 256 * 1_048_576;

/** How many of how many were accepted, for the line that is printed. */
export interface Tally {
  runs: number;
  accepted: number;
}

/**
 * Makes `count` runs, or a multiple, each with random numbers of its own. Whatever a
 * run throws is thrown again with the seed and the number by which to repeat it.
 */
export async function repeat(
  name: string,
  count: number,
  once: (random: Random) => Promise<boolean> | boolean,
): Promise<Tally> {
  const tally = { runs: 0, accepted: 0 };
  const first = ONLY === undefined ? 0 : Number(ONLY);
  const end = ONLY === undefined ? count * FACTOR : first + 1;
  const before = process.memoryUsage().rss;
  let slowest = 0;
  for (let run = first; run < end; run++) {
    const start = performance.now();
    try {
      if (await once(randomOf(SEED, run))) tally.accepted++;
    } catch (error) {
      const again = `RUNGS_FUZZ_SEED=${SEED} RUNGS_FUZZ_RUN=${run}`;
      throw new Error(`${name}: ${again}: ${(error as Error).message}`, { cause: error });
    }
    tally.runs++;
    slowest = Math.max(slowest, performance.now() - start);
    if (slowest > MAX_MS)
      throw new Error(`${name}: run ${run} of seed ${SEED} took ${Math.round(slowest)} ms`);
  }
  expect(process.memoryUsage().rss - before, `${name} keeps memory`).toBeLessThan(MAX_BYTES);
  console.info(
    `fuzz ${name}: seed ${SEED}, ${tally.runs} runs, ${tally.accepted} accepted, slowest ${Math.round(slowest)} ms`,
  );
  return tally;
}

/** Verifies a mutant. A report that was made because something inside threw counts as a crash. */
export async function judge(
  input: Uint8Array | string,
  options: Partial<VerifyOptions> & { fetch?: FetchLike } = {},
): Promise<VerificationReport> {
  const report = await verify(input, { now: NOW, fetch: offline, ...options });
  for (const each of [report, ...(report.credentials ?? [])])
    if (each.checks.some((check) => check.detail === 'the document could not be verified'))
      throw new Error(`something inside threw for ${show(input)}`);
  return report;
}

/** Whether a document was believed: a proof holds, and no check refused it. */
export function isAccepted(report: VerificationReport): boolean {
  return report.outcome !== 'invalid' && report.credential !== undefined;
}

/** An input as it can be read in a message. */
export function show(input: Uint8Array | string): string {
  const text = typeof input === 'string' ? input : `base64 ${Buffer.from(input).toString('base64')}`;
  return text.length > 20_000 ? `${text.slice(0, 20_000)}… (${text.length})` : text;
}
