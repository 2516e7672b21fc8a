// What the scripts in this folder share: running programs, asking the machine, saying what happens.
// Plain Node without a dependency, since the first thing that a script does may be the install.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the checkout. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const isTerminal = process.stdout.isTTY === true;

/** Prints one line of progress. */
export function say(text) {
  process.stdout.write(`${text}\n`);
}

/** Ends with one plain sentence instead of a stack. */
export function giveUp(text) {
  process.stderr.write(`${text}\n`);
  process.exit(1);
}

/** Checks that this Node.js is new enough, before anything that would fail in a less plain way. */
export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    giveUp(`Rungs needs Node.js 20.19 or newer; this is ${process.versions.node}. See https://nodejs.org/.`);
}

/** Runs a program in the checkout; resolves with its exit code. A signal to us is passed on and waited for. */
export function run(file, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd: root, stdio: 'inherit', ...options });
    const pass = (signal) => child.kill(signal);
    process.on('SIGINT', noop).on('SIGTERM', pass).on('SIGHUP', pass);
    onOrphaned(() => child.kill('SIGTERM'));
    child.once('error', reject);
    child.once('close', (code, signal) => {
      process.off('SIGINT', noop).off('SIGTERM', pass).off('SIGHUP', pass);
      resolve(code ?? (signal === 'SIGINT' ? 130 : 1));
    });
  });
}

/**
 * Calls back when npm, which started us, was ended by a signal: it ends its shell only, and would leave us
 * and our children behind.
 */
export function onOrphaned(callback) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    callback();
  }, 500);
  watch.unref();
}

// Ctrl-C reaches the whole process group by itself; passing it on would make it two.
function noop() {}

/** Runs a program quietly; resolves with its exit code and everything that it printed. */
export function capture(file, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let printed = '';
    child.stdout.on('data', (chunk) => (printed += chunk));
    child.stderr.on('data', (chunk) => (printed += chunk));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, printed }));
  });
}

/** The steps that are under way: each name with the time at which it began. */
const underWay = new Map();
let ticker;

/** Runs a long step with its name, a running clock on a terminal, and its output only if it fails. */
export async function step(name, work) {
  const began = Date.now();
  underWay.set(name, began);
  if (isTerminal) ticker ??= setInterval(showClocks, 250);
  else say(`${name} …`);
  let outcome = { code: 1, printed: '' };
  try {
    outcome = await work();
  } finally {
    underWay.delete(name);
    if (underWay.size === 0) {
      clearInterval(ticker);
      ticker = undefined;
    }
    if (isTerminal) process.stdout.write('\r\x1b[K');
    say(`${name} … ${outcome.code === 0 ? 'done in' : 'failed after'} ${secondsSince(began)}`);
  }
  if (outcome.code !== 0) process.stderr.write(outcome.printed);
  return outcome.code;
}

/** One line for all steps that are under way, since several may be. */
function showClocks() {
  const clocks = [...underWay].map(([name, began]) => `${name} … ${secondsSince(began)}`);
  process.stdout.write(`\r\x1b[K${clocks.join(' · ')}`);
}

function secondsSince(began) {
  return `${((Date.now() - began) / 1000).toFixed(1)} s`;
}

/** The JavaScript file of an installed command, to be run by this Node.js; no shell is involved. */
export function command(packageName, name = packageName) {
  const folder = join(root, 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin[name]);
}

/** Finds a program by name in the folders of PATH; null if there is none. */
export function findProgram(name) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not in this folder.
    }
  }
  return null;
}

const stamp = join(root, 'node_modules', '.rungs-install');

/** The hash of everything that decides what is installed. */
function lockHash() {
  const hash = createHash('sha256').update(process.version).update(process.platform).update(process.arch);
  for (const file of ['package-lock.json', '.npmrc'])
    if (existsSync(join(root, file))) hash.update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

/** Whether npm's own notes say that everything in the lock file is there; optional packages may be missing. */
function isInstalled() {
  try {
    const read = (path) => JSON.parse(readFileSync(join(root, path), 'utf8')).packages;
    const there = read('node_modules/.package-lock.json');
    return Object.entries(read('package-lock.json')).every(([path, wanted]) => {
      if (!path.startsWith('node_modules/') && !path.includes('/node_modules/')) return true;
      if (there[path] === undefined) return wanted.optional === true || wanted.peer === true;
      return there[path].version === wanted.version && there[path].link === wanted.link;
    });
  } catch {
    return false;
  }
}

/** Installs what the lock file names, unless that was done already; the time is printed apart. */
export async function install() {
  const wanted = lockHash();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8').trim() === wanted) return;
  if (isInstalled()) {
    writeFileSync(stamp, wanted + '\n');
    return;
  }
  const npm = process.env.npm_execpath;
  const isScript = npm !== undefined && /\.[cm]?js$/.test(npm);
  const [file, first] = isScript ? [process.execPath, [npm]] : ['npm', []];
  const code = await step('installing packages', () => {
    const env = { ...process.env };
    // A script of npm hands its own settings down; the install is to be the plain one.
    delete env.npm_config_omit;
    delete env.NODE_ENV;
    return capture(file, [...first, 'ci', '--no-audit', '--no-fund'], { env });
  });
  if (code !== 0) giveUp('The packages could not be installed. The registry is needed once; see above.');
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted + '\n');
}
