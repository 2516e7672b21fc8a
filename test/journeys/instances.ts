import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { start, type Started } from '../../platform/src/cli/start.ts';
import {
  createDatabase,
  createFilled,
  dropDatabase,
  testConnection,
  urlOf,
} from '../../platform/src/testing/index.ts';

/** A server of a test, and what it printed as it started. */
export interface Instance extends Started {
  readonly lines: readonly string[];
}

const keyEncryptionKey = Buffer.alloc(32, 7).toString('base64');

async function open(folder: string, database: string, settings: Record<string, string>): Promise<Instance> {
  const lines: string[] = [];
  const env = {
    PORT: '0',
    DATABASE_URL: database,
    RUNGS_DATA_DIR: folder,
    RUNGS_KEY_ENCRYPTION_KEY: keyEncryptionKey,
    RUNGS_LOG_LEVEL: 'error',
    ...settings,
  };
  return { ...(await start({ out: (line) => lines.push(line), env })), lines };
}

/** The same, on a database that is dropped with it. */
async function openOwn(
  folder: string,
  make: (name: string) => ReturnType<typeof createDatabase>,
  settings: Record<string, string>,
): Promise<Instance> {
  const name = `t_${randomBytes(8).toString('hex')}`;
  const instance = await open(join(folder, name), urlOf(await make(name)), settings);
  return {
    ...instance,
    close: async () => {
      await instance.close();
      await dropDatabase(testConnection(), name);
    },
  };
}

/** A demo. It is made once a run, by a start like any other; each test has a copy, started on a port of its own. */
export async function openDemo(folder: string): Promise<Instance> {
  const make = (name: string): ReturnType<typeof createDatabase> =>
    createFilled(testConnection(), name, 'demo', async (address) => {
      await (await open(join(folder, 'first-demo'), urlOf(address), { RUNGS_DEMO: '1' })).close();
    });
  return await openOwn(folder, make, { RUNGS_DEMO: '1' });
}

/** An instance without anybody, which prints its set-up link. */
export async function openEmpty(folder: string): Promise<Instance> {
  return await openOwn(folder, (name) => createDatabase(testConnection(), name), { RUNGS_DEMO: '0' });
}
