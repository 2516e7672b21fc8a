import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockDataFolder } from '#store';
import { runScript } from '#testing';

describe('the lock of a data folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'rungs-lock-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('is refused to a second server at once, naming process and address of the first', () => {
    const lock = lockDataFolder(folder);
    lock.setAddress('http://localhost:4321');
    expect(() => lockDataFolder(folder)).toThrow(
      expect.objectContaining({
        code: 'data_folder_locked',
        data: { folder, pid: process.pid, address: 'http://localhost:4321' },
      }),
    );
    lock.release();
    lockDataFolder(folder).release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('of a process that was killed is taken over', async () => {
    const child = runScript(`import { lockDataFolder } from '#store';
      lockDataFolder(${JSON.stringify(folder)}); console.log('held'); setInterval(() => {}, 1000);`);
    await child.says('held');
    expect(() => lockDataFolder(folder)).toThrow(`Process ${String(child.pid)} uses`);
    await child.kill('SIGKILL');
    lockDataFolder(folder).release();
  });

  it('whose process number now belongs to another process is taken over', () => {
    const sleeper = spawn('sleep', ['30']);
    const stale = { pid: sleeper.pid, startedAt: '1 another-boot', address: null };
    writeFileSync(join(folder, 'server.lock'), JSON.stringify(stale));
    lockDataFolder(folder).release();
    sleeper.kill();
  });

  it('that is not readable as one is taken over', () => {
    for (const text of ['', '{', '{"pid":-4}', 'null']) {
      writeFileSync(join(folder, 'server.lock'), text);
      const lock = lockDataFolder(folder);
      expect(readFileSync(join(folder, 'server.lock'), 'utf8')).toContain(`"pid":${String(process.pid)}`);
      lock.release();
    }
  });

  it('goes to one of several that find a stale one at the same time', async () => {
    writeFileSync(
      join(folder, 'server.lock'),
      JSON.stringify({ pid: 999_999_9, startedAt: null, address: null }),
    );
    const script = `import { lockDataFolder } from '#store';
      try { lockDataFolder(${JSON.stringify(folder)}); console.log('held'); } catch (e) { console.log(e.code); }
      setInterval(() => {}, 1000);`;
    const children = [0, 1, 2].map(() => runScript(script));
    const words = await Promise.all(children.map((c) => c.says(/held|data_folder_locked/)));
    await Promise.all(children.map((c) => c.kill('SIGKILL')));
    expect(words.filter((w) => w.includes('held'))).toHaveLength(1);
  });
});
