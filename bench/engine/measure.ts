import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import process from 'node:process';

/** One path of a comparison: does operation number `index`. */
export type Path = (index: number) => unknown;

/** How one path did against another over all rounds. */
export interface Comparison {
  name: string;
  /** Medians and worst rounds of the per-round ratios peer ÷ own: above 1 the own path is the faster one. */
  cpu: { median: number; worst: number };
  wall: { median: number; worst: number };
  /** Median CPU of one operation in microseconds, for information only. */
  ownUs: number;
  peerUs: number;
  /** Operations of the own path in all rounds. */
  n: number;
}

/** One line of the report. */
interface Row {
  goal: string;
  floor: number;
  ambition: number;
  result: Comparison;
}

const rows: Row[] = [];

interface Cost {
  cpu: number;
  wall: number;
}

async function block(path: Path, from: number, count: number): Promise<Cost> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  for (let i = from; i < from + count; i++) {
    const result = path(i);
    if (result instanceof Promise) await result;
  }
  const wall = ((performance.now() - start) * 1000) / count;
  const used = process.cpuUsage(cpu);
  return { cpu: (used.user + used.system) / count, wall };
}

/** The middle of some numbers. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] as number;
}

/** Runs two paths in alternating blocks and compares them round by round. */
export async function compare(
  name: string,
  own: { path: Path; count: number },
  peer: { path: Path; count: number },
  rounds = 5,
): Promise<Comparison> {
  await block(own.path, 0, Math.min(own.count, 500));
  await block(peer.path, 0, Math.min(peer.count, 100));
  const [cpu, wall, ownUs, peerUs]: [number[], number[], number[], number[]] = [[], [], [], []];
  for (let round = 0; round < rounds; round++) {
    const a = await block(own.path, round * own.count, own.count);
    const b = await block(peer.path, round * peer.count, peer.count);
    cpu.push(b.cpu / a.cpu);
    wall.push(b.wall / a.wall);
    ownUs.push(a.cpu);
    peerUs.push(b.cpu);
  }
  return {
    name,
    cpu: { median: median(cpu), worst: Math.min(...cpu) },
    wall: { median: median(wall), worst: Math.min(...wall) },
    ownUs: median(ownUs),
    peerUs: median(peerUs),
    n: rounds * own.count,
  };
}

/** Prints a line and says whether the floor was reached. */
export function report(goal: string, floor: number, ambition: number, result: Comparison): boolean {
  rows.push({ goal, floor, ambition, result });
  const isReached = result.cpu.median >= floor;
  const figure = (value: number): string => value.toFixed(2).padStart(8);
  process.stdout.write(
    `${goal.padEnd(4)}${result.name.padEnd(52)}${figure(result.cpu.median)}x cpu (worst ${figure(result.cpu.worst)})` +
      `${figure(result.wall.median)}x wall  floor ${floor}x  ${isReached ? 'reached' : 'MISSED'}` +
      `  own ${result.ownUs.toFixed(1)} us, against ${result.peerUs.toFixed(1)} us\n`,
  );
  return isReached;
}

/** Prints where the figures come from. */
export function printMachine(packages: Readonly<Record<string, string>>): void {
  const names = Object.entries(packages).map(([name, version]) => `${name} ${version}`);
  process.stdout.write(
    `node ${process.versions.node}, openssl ${process.versions.openssl}, load ${loadavg()
      .map((value) => value.toFixed(1))
      .join(' ')}\n${names.join(', ')}\n`,
  );
}

/** Ends the run as failed where a floor was missed; absolute figures never decide. */
export function finish(reached: readonly boolean[]): void {
  if (reached.includes(false)) process.exitCode = 1;
}

/** Microseconds of processor time that one stage takes, for the table of where the time goes. */
export async function stage(name: string, path: Path, count: number): Promise<{ name: string; us: number }> {
  await block(path, 0, count);
  const rounds = [];
  for (let round = 0; round < 5; round++) rounds.push((await block(path, 0, count)).cpu);
  return { name, us: median(rounds) };
}

/** Writes what was measured into its part of `docs/performance.md`, where the run was asked to with `--write`. */
export function writeReport(part: string, title: string, text: readonly string[]): void {
  if (!process.argv.includes('--write')) return;
  const figure = (value: number): string => value.toFixed(2);
  const table = rows.map(({ goal, floor, ambition, result: { name, cpu, wall, n } }) => {
    const verdict = cpu.median < floor ? 'missed' : cpu.median < ambition ? 'floor' : 'ambition';
    return `| ${goal} | ${name} | ${figure(cpu.median)} | ${figure(cpu.worst)} | ${figure(wall.median)} | ${floor} | ${ambition} | ${verdict} | ${n} |`;
  });
  writePart(part, title, [
    '| goal | what | cpu ratio, median | worst round | wall ratio | floor | ambition | reached | n |',
    '| --- | --- | --: | --: | --: | --: | --: | --- | --: |',
    ...table,
    '',
    ...text,
  ]);
}

/** Writes a part of `docs/performance.md`, with the machine that it was measured on; the other parts stay. */
export function writePart(part: string, title: string, lines: readonly string[]): void {
  const machine = `Node ${process.versions.node}, OpenSSL ${process.versions.openssl}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, load ${loadavg()[0]?.toFixed(1) ?? ''}.`;
  const body = [`## ${title}`, '', machine, '', ...lines, ''].join('\n');
  const file = new URL('../../docs/performance.md', import.meta.url);
  const before = existsSync(file) ? readFileSync(file, 'utf8') : HEAD;
  const [start, end] = [`<!-- ${part} -->\n`, `<!-- end of ${part} -->\n`];
  const [from, to] = [before.indexOf(start), before.indexOf(end)];
  const after =
    from < 0 || to < 0
      ? `${before}\n${start}${body}${end}`
      : before.slice(0, from) + start + body + before.slice(to);
  writeFileSync(file, after);
}

const HEAD = `# Performance

Written by the benches: \`npm run bench -- <name> --write\`. Those of the engine (verify, issue) compare it with a peer,
or with the limit that the signature sets, in alternating blocks of one run; every result is asserted before it is
timed. Above 1 the engine is the faster one, and a run fails where the median ratio of processor time is below a floor.
That of the desks compares a large organisation with a small one, in alternating rounds of one run. Everywhere only
ratios count; microseconds and milliseconds are for information.
`;
