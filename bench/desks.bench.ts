/**
 * What the desks wait for: the awards table (sorts, filters, pages, counts), a selection that is tried out, search and
 * the inventory, over HTTP from a real server, behind row-level security as in service. The same questions are asked,
 * in alternating rounds, in an organisation of 20,000 people and 200,000 awards and in one of a hundredth of that: the
 * ratio is what a desk pays for its size. Rows are made up and carry no signatures.
 * Run: npm run bench -- desks [awards, default 200000] [people, default 20000] [--write]
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createBadge, publishVersion } from '../platform/src/badges/index.ts';
import type { Doing, OrgId } from '../platform/src/kernel/index.ts';
import { createApiKey, createOrg, rights } from '../platform/src/parties/index.ts';
import {
  asInstance,
  inOrg,
  openStore,
  readMigrations,
  sql,
  startEmbedded,
  type AppContext,
} from '../platform/src/store/index.ts';
import { furnishDesks } from './desks/furnish.ts';
import { askedFor } from './desks/questions.ts';
import { serve } from './desks/serve.ts';
import { median, writePart } from './engine/measure.ts';

const [awards = 200_000, people = 20_000] = process.argv.slice(2).map(Number).filter(Number.isFinite);
const rounds = 40;
/** Above this a desk feels slow; the promise of the search route on an idle machine. */
const goalMs = 100;
/** A hundred times the rows may take at most this many times as long; what reads all of them would take a hundred. */
const mostGrowth = 10;

/** A furnished organisation, and how one of its programs asks it. */
interface Desk {
  readonly orgId: OrgId;
  readonly badgeIds: readonly [string, string, ...string[]];
  readonly ask: (path: string, body?: unknown) => Promise<{ readonly ms: number; readonly text: string }>;
}

/** One question: milliseconds in the large organisation, and its median against the one in the small. */
interface Figure {
  readonly name: string;
  readonly p50: number;
  readonly p95: number;
  readonly growth: number;
}

const folder = mkdtempSync(join(tmpdir(), 'rungs-bench-'));
chmodSync(folder, 0o755);
const server = await startEmbedded(folder);
try {
  const migrations = readMigrations(fileURLToPath(new URL('../platform/migrations', import.meta.url)));
  const store = await openStore(server.address, { migrations });
  const app: AppContext = {
    db: store.db,
    clock: () => new Date(),
    random: (count) => new Uint8Array(randomBytes(count)),
    publicUrl: 'http://localhost:3000',
    keyEncryptionKey: new Uint8Array(32).fill(1),
    net: () => Promise.reject(new Error('no way out in a bench')),
  };
  const load = loadavg()
    .map((l) => l.toFixed(1))
    .join(' ');
  console.log(`Node ${process.version}, ${String(cpus().length)} cores, load ${load}`);
  const http = await serve(store, app);
  try {
    const large = await furnish(app, http.url, 'Harbour College', { awards, people });
    const small = await furnish(app, http.url, 'Pier College', {
      awards: Math.ceil(awards / 100),
      people: Math.ceil(people / 100),
    });
    await sql`vacuum analyze`.execute(app.db);
    tell(await measure(large, small));
  } finally {
    await http.close();
  }
  await store.close();
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function furnish(
  app: AppContext,
  url: string,
  name: string,
  size: { readonly awards: number; readonly people: number },
): Promise<Desk> {
  const start = performance.now();
  const doing: Doing = { now: app.clock(), random: app.random, actor: 'system' };
  const { orgId } = await asInstance(app.db, (tx) => createOrg(tx, doing, { name }));
  const { badgeIds, secret } = await inOrg(app.db, orgId, async (tx) => {
    const made: string[] = [];
    for (let n = 0; n < 40; n++) {
      const draft = {
        name: `Reading data ${String(n)}`,
        objective: 'Reads data.',
        criteria: 'Read a data set.',
      };
      const { badgeId } = await createBadge(tx, doing, { orgId, draft });
      await publishVersion(tx, doing, { orgId, badgeId });
      made.push(badgeId);
    }
    const key = { orgId, name: 'bench', scopes: rights, makerRights: new Set(rights) };
    return { badgeIds: made, secret: (await createApiKey(tx, doing, key)).secret };
  });
  await furnishDesks(app.db, { orgId, badgeIds, size });
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  console.log(`${name}: ${String(size.awards)} awards of ${String(size.people)} people made in ${seconds} s`);
  return {
    orgId,
    badgeIds: badgeIds as unknown as Desk['badgeIds'],
    ask: async (path, body) => {
      const began = performance.now();
      const answer = await fetch(`${url}${path}`, {
        headers: { Authorization: `Bearer ${secret}`, 'Content-Type': 'application/json' },
        ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${path}: ${String(answer.status)} ${text}`);
      return { ms: performance.now() - began, text };
    },
  };
}

async function measure(large: Desk, small: Desk): Promise<Figure[]> {
  const figures: Figure[] = [];
  const ofSmall = await askedFor(small.orgId, small.badgeIds, small.ask);
  for (const [at, question] of (await askedFor(large.orgId, large.badgeIds, large.ask)).entries()) {
    const other = ofSmall[at] ?? question;
    for (const path of question.paths) await large.ask(path, question.body);
    for (const path of other.paths) await small.ask(path, other.body);
    const times: number[] = [];
    const ratios: number[] = [];
    for (let n = 0; n < rounds; n++) {
      const { ms } = await large.ask(question.paths[n % question.paths.length] ?? '', question.body);
      times.push(ms);
      ratios.push(ms / (await small.ask(other.paths[n % other.paths.length] ?? '', other.body)).ms);
    }
    times.sort((a, b) => a - b);
    const [p50 = 0, p95 = 0] = [0.5, 0.95].map((q) => times[Math.ceil(q * times.length) - 1] ?? 0);
    figures.push({ name: question.name, p50, p95, growth: median(ratios) });
  }
  return figures;
}

/** Prints the figures and writes them; fails where a question grows with the number of rows. */
function tell(figures: readonly Figure[]): void {
  for (const { name, p50, p95, growth } of figures) {
    const words = `${growth > mostGrowth ? '  GROWS' : ''}${p95 > goalMs ? `  above ${String(goalMs)} ms` : ''}`;
    console.log(
      `${name.padEnd(56)} p50 ${p50.toFixed(1).padStart(7)} ms  p95 ${p95.toFixed(1).padStart(7)} ms  ${growth.toFixed(2).padStart(6)}x${words}`,
    );
  }
  const grown = figures.filter(({ growth }) => growth > mostGrowth).length;
  const slow = figures.filter(({ p95 }) => p95 > goalMs).length;
  const summary = `Of ${String(figures.length)} questions ${String(figures.length - grown)} take at most ${String(mostGrowth)} times as long with a hundred times the rows, and ${String(figures.length - slow)} have a p95 of at most ${String(goalMs)} ms.`;
  console.log(summary);
  if (grown > 0) process.exitCode = 1;
  if (!process.argv.includes('--write')) return;
  writePart('desks', 'The desks in a large organisation', [
    `${awards.toLocaleString('en')} awards and ${people.toLocaleString('en')} people, over HTTP and behind row-level security, ${String(rounds)} rounds a question; in between the same is asked in an organisation of a hundredth of that size, and *growth* is the median of the ratios. ${summary}`,
    '',
    '| question | growth | median, ms | p95, ms |',
    '| --- | --: | --: | --: |',
    ...figures.map(
      ({ name, p50, p95, growth }) =>
        `| ${name} | ${growth.toFixed(2)} | ${p50.toFixed(1)} | ${p95.toFixed(1)} |`,
    ),
  ]);
}
