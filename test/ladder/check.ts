import { computedImports, globalFetches, importsOf } from './imports.ts';
import { belongings, besides, exceptions, folderModules, packageModules, rungs, type Rung } from './rungs.ts';

/** Source files by their path from the root of the checkout. */
export type Sources = ReadonlyMap<string, string>;

/** What a check saw, and what is wrong. */
export interface Outcome {
  readonly files: number;
  readonly imports: number;
  readonly faults: readonly string[];
}

/** Tests, and fixtures that only tests load. */
const isTest = (path: string): boolean => /\.(test|fixture)\.tsx?$/.test(path);

/** Holds every import of the sources against the ladder; each fault names file, line and rule. */
export function checkLadder(sources: Sources): Outcome {
  const faults: string[] = [];
  let imports = 0;
  for (const [path, text] of sources) {
    for (const line of computedImports(text)) faults.push(`${path}:${line} imports a computed name`);
    if (mayNotFetch(path))
      for (const line of globalFetches(text)) faults.push(`${path}:${line} opens a connection itself`);
    for (const { specifier, line, isTypeOnly } of importsOf(text)) {
      imports++;
      // The types of a built-in module open nothing.
      if (isTypeOnly && specifier.startsWith('node:')) continue;
      const fault = faultOf(path, specifier, sources);
      if (fault !== null) faults.push(`${path}:${line} ${fault} (${specifier})`);
    }
  }
  return { files: sources.size, imports, faults: [...faults, ...cyclesOf(sources)] };
}

function mayNotFetch(path: string): boolean {
  if (isTest(path) || path.startsWith('platform/src/testing/')) return false;
  // The command line's HTTP half is a client like any other.
  return /^(?:platform\/src\/(?!net\/|cli\/)|packages\/(?:credentials|science)\/src\/)/.test(path);
}

function faultOf(path: string, specifier: string, sources: Sources): string | null {
  if (specifier.startsWith('.')) return relativeFault(path, specifier, sources);
  const platform = /^platform\/src\/([\w-]+)\//.exec(path)?.[1];
  if (platform !== undefined) return platformFault(path, platform, specifier);
  const pack = /^packages\/(credentials|science|client)\//.exec(path)?.[1];
  if (pack !== undefined) return packageFault(path, pack as keyof typeof packageModules, specifier);
  return path.startsWith('web/') ? webFault(specifier) : null;
}

function relativeFault(path: string, specifier: string, sources: Sources): string | null {
  const target = resolveFrom(path, specifier);
  if (!sources.has(target))
    return /\.(css|json|svg)$/.test(target) ? null : 'imports a file that is not there';
  // Tests may share fixtures across rooms.
  if (isTest(path) && /^packages\/[\w-]+\/test\/|\.fixture\.ts$/.test(target)) return null;
  const room = roomOf(path);
  return room === roomOf(target) ? null : 'reaches into another room by a path';
}

/** The folder within which files import each other by path: a rung, a package, the web app. */
function roomOf(path: string): string {
  return (
    /^platform\/src\/[\w-]+\//.exec(path)?.[0] ??
    /^packages\/[\w-]+\//.exec(path)?.[0] ??
    path.slice(0, path.indexOf('/') + 1)
  );
}

function resolveFrom(path: string, specifier: string): string {
  const parts = path.split('/').slice(0, -1);
  for (const part of specifier.replace(/\?.*$/, '').split('/'))
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  return parts.join('/');
}

function platformFault(path: string, room: string, specifier: string): string | null {
  const isFree = isTest(path) || (besides as readonly string[]).includes(room);
  if (specifier.startsWith('#')) {
    const target = specifier.slice(1);
    if ((besides as readonly string[]).includes(target)) return isFree ? null : 'imports what is for tests';
    const to = rungs.indexOf(target as Rung);
    if (to < 0) return 'imports something that is no rung, or a file inside one';
    const from = rungs.indexOf(room as Rung);
    if (isFree && from < 0) return null;
    return to < from || (isTest(path) && to === from) ? null : 'climbs the ladder';
  }
  if (from(room) === null && !isFree) return 'stands in a folder that is no rung';
  if (specifier === '@rungs/client')
    return isFree || isException(room, specifier) ? null : 'is not for the server';
  if (specifier === '@rungs/science' || /^@rungs\/credentials(\/[\w-]+)?$/.test(specifier)) return null;
  if (specifier.startsWith('@rungs/')) return 'imports something that is no package of ours';
  return isFree ? null : belongingFault(room, specifier);
}

function from(room: string): Rung | null {
  return rungs.find((rung) => rung === room) ?? null;
}

function isException(room: string, specifier: string): boolean {
  return exceptions.some((e) => e.rung === room && e.module === specifier);
}

function belongingFault(room: string, specifier: string): string | null {
  for (const { modules, to } of belongings)
    if (modules.test(specifier) && !to.includes(room as Rung) && !isException(room, specifier))
      return to.length === 0
        ? 'imports what belongs to a package'
        : `imports what belongs to ${to.join(', ')}`;
  return null;
}

function packageFault(path: string, pack: keyof typeof packageModules, specifier: string): string | null {
  if (isTest(path) || /\/(test|testing)\//.test(path))
    return specifier.startsWith('#') ? 'imports the platform' : null;
  if (folderModules.some((f) => path.startsWith(f.folder) && f.modules.test(specifier))) return null;
  return packageModules[pack].test(specifier) ? null : 'imports what this package does without';
}

function webFault(specifier: string): string | null {
  if (specifier.startsWith('#') || specifier === 'rungs' || specifier.includes('platform/src'))
    return 'imports a rung';
  return specifier.startsWith('@rungs/') && !/^@rungs\/(client|credentials(\/[\w-]+)?)$/.test(specifier)
    ? 'imports what is not for the browser'
    : null;
}

/** Cycles among the files of one room, at run time; types may point in circles. */
export function cyclesOf(sources: Sources): string[] {
  const edges = new Map<string, string[]>();
  for (const [path, text] of sources)
    if (!isTest(path))
      edges.set(
        path,
        importsOf(text)
          .filter((i) => i.specifier.startsWith('.') && !i.isTypeOnly)
          .map((i) => resolveFrom(path, i.specifier))
          .filter((target) => sources.has(target)),
      );
  const state = new Map<string, 'open' | 'done'>();
  const faults: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    if (state.get(path) === 'done') return;
    if (state.get(path) === 'open') {
      faults.push(`${trail.slice(trail.indexOf(path)).join(' → ')} → ${path} is a cycle`);
      return;
    }
    state.set(path, 'open');
    for (const target of edges.get(path) ?? []) visit(target, [...trail, path]);
    state.set(path, 'done');
  };
  for (const path of edges.keys()) visit(path, []);
  return faults;
}
