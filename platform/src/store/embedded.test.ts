import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { errors, openPool, startEmbedded, type EmbeddedServer } from '#store';
import { runScript } from '#testing';
import { findBinaries } from './binaries.ts';
import { choosePlace } from './place.ts';
import { tryAs } from './run-as.ts';

const isRoot = process.getuid?.() === 0;
const hasNamespaces = tryAs({ kind: 'namespace' }, ['true']).ok;

let folder: string;
let running: EmbeddedServer[] = [];
beforeEach(() => {
  folder = mkdtempSync('/tmp/rungs-e-');
  chmodSync(folder, 0o755);
});
afterEach(async () => {
  for (const server of running) await server.stop();
  running = [];
  rmSync(folder, { recursive: true, force: true });
});

async function start(
  wanted: string,
  options: Parameters<typeof startEmbedded>[1] = {},
): Promise<EmbeddedServer> {
  const server = await startEmbedded(wanted, { diesWithParent: true, ...options });
  running.push(server);
  return server;
}

async function ask(server: EmbeddedServer, text: string): Promise<unknown[]> {
  const pool = openPool(server.address, 1);
  try {
    return (await pool.query<Record<string, unknown>>(text)).rows;
  } finally {
    await pool.end();
  }
}

const pidFile = (): string => join(folder, 'postgres', 'postmaster.pid');

describe('the embedded server', () => {
  it('keeps data over a stop and a start, and its login is an ordinary one', async () => {
    const first = await start(folder);
    await ask(first, 'create table kept (n int)');
    await first.stop();
    expect(existsSync(pidFile())).toBe(false);
    const second = await start(folder);
    expect(second.isAdopted).toBe(false);
    expect(await ask(second, 'select count(*)::int as n from kept')).toEqual([{ n: 0 }]);
    expect(
      await ask(second, 'select rolsuper, rolbypassrls from pg_roles where rolname = current_user'),
    ).toEqual([{ rolsuper: false, rolbypassrls: false }]);
    expect(await ask(second, `select current_setting('fsync') as fsync`)).toEqual([{ fsync: 'on' }]);
    expect(await ask(second, `select current_setting('listen_addresses') as a`)).toEqual([{ a: '' }]);
  });

  it('that outlived a killed parent is adopted with its data', async () => {
    const child = runScript(`import { startEmbedded } from '#store';
      const s = await startEmbedded(${JSON.stringify(folder)}); console.log('pid ' + s.pid + '.');
      setInterval(() => {}, 1000);`);
    const pid = Number(/pid (\d+)\./.exec(await child.says(/pid \d+\./))?.[1]);
    await child.kill('SIGKILL');
    const adopted = await start(folder);
    expect(adopted.isAdopted).toBe(true);
    expect(adopted.pid).toBe(pid);
    expect(await ask(adopted, 'select 1 as one')).toEqual([{ one: 1 }]);
    await adopted.stop();
    expect(existsSync(pidFile())).toBe(false);
  });

  it('is joined by a second process beside the first', async () => {
    const first = await start(folder);
    const second = await startEmbedded(folder);
    expect(second.isAdopted).toBe(true);
    expect(second.pid).toBe(first.pid);
  });

  it('that was killed itself is noticed, and the next start recovers', async () => {
    let lost = '';
    const first = await start(folder, { onLost: (detail) => (lost = detail) });
    await ask(first, 'create table kept (n int); insert into kept values (7)');
    process.kill(first.pid, 'SIGKILL');
    const second = await start(folder);
    expect(second.isAdopted).toBe(false);
    expect(lost).toContain('ended by itself');
    expect(await ask(second, 'select n from kept')).toEqual([{ n: 7 }]);
  });

  it('starts over a pid file that is empty, or whose number another process has now', async () => {
    await (await start(folder)).stop();
    writeFileSync(pidFile(), '');
    await (await start(folder)).stop();
    const lines = [
      String(process.pid),
      join(folder, 'postgres'),
      '1',
      '5432',
      '/nowhere',
      '',
      '0 0',
      'ready',
    ];
    writeFileSync(pidFile(), lines.join('\n') + '\n');
    if (isRoot) execFileSync('chown', ['--reference', join(folder, 'postgres'), pidFile()]);
    const server = await start(folder);
    expect(server.isAdopted).toBe(false);
    expect(await ask(server, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('opens whenever its first start was killed', async () => {
    for (const afterMs of [150, 500, 900, 1_300]) {
      const child = runScript(`import { startEmbedded } from '#store';
        console.log('begins'); await startEmbedded(${JSON.stringify(folder)}); setInterval(() => {}, 1000);`);
      await child.says('begins');
      await new Promise((resolve) => setTimeout(resolve, afterMs));
      await child.kill('SIGKILL');
    }
    const server = await start(folder);
    expect(await ask(server, 'select 1 as one')).toEqual([{ one: 1 }]);
    await server.stop();
    // An orphan of the last kill may still write its files: a start after its end removes them.
    const leftovers = () => readdirSync(folder).filter((name) => name.includes('.new-'));
    for (let i = 0; i < 20 && leftovers().length > 0; i++) {
      await new Promise((resolve) => setTimeout(resolve, 500));
      await (await start(folder)).stop();
    }
    expect(leftovers()).toEqual([]);
  });

  it('takes a short socket folder when the data folder is deep', async () => {
    const deep = join(folder, 'a'.repeat(60), 'b'.repeat(60));
    mkdirSync(deep, { recursive: true });
    const server = await start(deep);
    expect(await ask(server, 'select 1 as one')).toEqual([{ one: 1 }]);
    const { socketDir } = server.address as { socketDir: string };
    expect(socketDir.length).toBeLessThan(60);
    await server.stop();
    expect(existsSync(socketDir)).toBe(false);
  });

  it('makes the library links that an install without scripts leaves out', () => {
    const { native } = findBinaries();
    const list = join(native, 'pg-symlinks.json');
    if (!existsSync(list)) return;
    const links = JSON.parse(readFileSync(list, 'utf8')) as { target: string }[];
    const unused = links.find((l) => l.target.endsWith('libecpg_compat.so'));
    const path = join(native, '..', unused?.target ?? '');
    unlinkSync(path);
    findBinaries();
    expect(existsSync(path)).toBe(true);
  });

  it('names DATABASE_URL when it cannot run', async () => {
    writeFileSync(join(folder, 'database-is-elsewhere'), '/dev/null/nowhere\n');
    await expect(start(folder)).rejects.toMatchObject({ code: 'embedded_unavailable' });
    expect(errors.entries.embedded_unavailable.remedy).toContain('DATABASE_URL');
  });
});

describe.runIf(isRoot)('the place of the embedded server, for root', () => {
  it('is the wanted folder where the user postgres or nobody reaches it', () => {
    const place = choosePlace(folder, findBinaries());
    expect(place.folder).toBe(folder);
    expect(place.runAs.kind).toBe('user');
  });

  it.runIf(hasNamespaces)('is the wanted folder in a user namespace below a closed home', async () => {
    chmodSync(folder, 0o700);
    const home = join(folder, 'checkout', '.rungs');
    const place = choosePlace(home, findBinaries());
    expect(place.runAs.kind).toBe('namespace');
    expect(place.folder).toBe(home);
    const server = await start(home);
    expect(await ask(server, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('is elsewhere, and remembered, below a closed home without namespaces', async () => {
    const elsewhere = mkdtempSync('/var/tmp/rungs-test-');
    chmodSync(elsewhere, 0o755);
    chmodSync(folder, 0o700);
    const home = join(folder, 'checkout', '.rungs');
    try {
      const first = await start(home, { withoutNamespaces: true, elsewhere: [elsewhere] });
      expect(first.folder.startsWith(elsewhere)).toBe(true);
      await ask(first, 'create table kept (n int)');
      await first.stop();
      const second = await start(home, { withoutNamespaces: true, elsewhere: [] });
      expect(second.folder).toBe(first.folder);
      expect(await ask(second, 'select count(*)::int as n from kept')).toEqual([{ n: 0 }]);
      await second.stop();
    } finally {
      rmSync(elsewhere, { recursive: true, force: true });
    }
  });
});
