import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startTestServer } from './server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the run's database server is, as JSON: an owner address and the name of the template database. */
    testServer: string;
  }
}

/** One database server for the whole run, one template database with every migration applied. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'rungs-test-'));
  const server = await startTestServer(folder);
  project.provide('testServer', JSON.stringify(server.connection));
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
