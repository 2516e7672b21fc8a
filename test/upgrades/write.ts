/**
 * Makes the dump of this version: an empty database, one real start with the demo, then `pg_dump`.
 * Run by tools/make-dump.mjs, which says what it needs.
 */
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import pg from 'pg';
import { format } from 'prettier';
import { demoPassword, demoStaff } from '../../platform/src/app/demo/cast.ts';
import { start, version } from '../../platform/src/cli/start.ts';
import { columnsOf, digestOf, dumpKey, keptTables, publicUrl, type Manifest } from './manifest.ts';

const address = process.env['DATABASE_URL'] ?? '';
if (address === '') throw new Error('DATABASE_URL names no PostgreSQL 15.');
const name = `rungs_dump_${randomBytes(6).toString('hex')}`;
const dataDir = mkdtempSync(join(tmpdir(), 'rungs-dump-'));
const admin = await connect(address);
try {
  await admin.query(`create database ${name} template template0`);
  const own = new URL(address);
  own.pathname = `/${name}`;
  await fill(own.href);
  const client = await connect(own.href);
  try {
    write(
      `${version}.json`,
      await format(JSON.stringify(await manifestOf(client)), { parser: 'json', printWidth: 110 }),
    );
    write(`${version}.sql.gz`, gzipSync(await dump(client, own.href), { level: 9 }));
  } finally {
    await client.end();
  }
} finally {
  await admin.query(`drop database if exists ${name} with (force)`);
  await admin.end();
  rmSync(dataDir, { recursive: true, force: true });
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

/** Starts the server once, as anybody would, and ends it when it has nothing left to do. */
async function fill(url: string): Promise<void> {
  const started = await start({
    out: (line) => {
      console.log(line);
    },
    env: {
      DATABASE_URL: url,
      RUNGS_DATA_DIR: dataDir,
      RUNGS_PUBLIC_URL: publicUrl,
      RUNGS_KEY_ENCRYPTION_KEY: Buffer.from(dumpKey).toString('base64'),
      RUNGS_LOG_LEVEL: 'error',
      PORT: '0',
    },
  });
  const client = await connect(url);
  try {
    await changeSome(started.url);
    for (let calm = 0; calm < 3; await sleep(500)) {
      const jobs = await client.query(`select 1 from jobs.jobs where run_at <= now()`);
      calm = jobs.rowCount === 0 ? calm + 1 : 0;
    }
  } finally {
    await client.end();
    await started.close();
  }
}

/** The demo revokes nothing; what was revoked or suspended has to come through an upgrade too. */
async function changeSome(url: string): Promise<void> {
  const cookie = await signIn(url, demoStaff.issuer.email);
  const ask = async (path: string, body?: object): Promise<{ items: Record<string, string>[] }> => {
    const answer = await fetch(`${url}/api/v1${path}`, {
      headers: { cookie, origin: url, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${path}: ${String(answer.status)} ${await answer.text()}`);
    return (await answer.json()) as { items: Record<string, string>[] };
  };
  const me = (await ask('/me')) as unknown as { memberships: { orgId: string }[] };
  const awards = `/orgs/${me.memberships[0]?.orgId ?? ''}/awards`;
  const { items } = await ask(`${awards}?limit=200`);
  const parts = items.filter((item) => item['source'] === 'mastery');
  const [revoked, suspended, reinstated] = parts.map((item) => `${awards}/${item['awardId'] ?? ''}`);
  const reason = 'To see that it outlives an upgrade';
  await ask(`${revoked ?? ''}/revoke`, { reason });
  await ask(`${suspended ?? ''}/suspend`, { reason });
  await ask(`${reinstated ?? ''}/suspend`, { reason });
  await ask(`${reinstated ?? ''}/reinstate`, { reason });
}

async function signIn(url: string, email: string): Promise<string> {
  const answer = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { origin: url, 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: demoPassword }),
  });
  if (!answer.ok) throw new Error(`signing in: ${String(answer.status)} ${await answer.text()}`);
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0] ?? '')
    .join('; ');
}

async function manifestOf(client: pg.Client): Promise<Manifest> {
  const tables: Record<string, Manifest['tables'][string]> = {};
  for (const table of keptTables) {
    const columns = await columnsOf(client, table);
    tables[table] = { ...(await digestOf(client, table, columns)), columns };
  }
  return { version, tables };
}

/**
 * The wall stands against the owner too, and so against `pg_dump`: FORCE is lifted from every table of this
 * throw-away database, and the dump ends with what puts it back.
 */
async function dump(client: pg.Client, url: string): Promise<string> {
  const forced = await client.query<{ name: string }>(
    `select oid::regclass::text as name from pg_class where relforcerowsecurity order by 1`,
  );
  for (const table of forced.rows)
    await client.query(`alter table ${table.name} no force row level security`);
  const done = spawnSync('pg_dump', ['--inserts', '--rows-per-insert=50', '--no-owner', url], {
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  if (done.status !== 0) throw new Error(`pg_dump failed: ${done.error?.message ?? done.stderr}`);
  const back = forced.rows.map((table) => `ALTER TABLE ${table.name} FORCE ROW LEVEL SECURITY;\n`);
  // Two lines that only psql understands, with a random word that would make every dump differ.
  const text = done.stdout.replace(/^\\(un)?restrict .*\n/gm, '');
  return `${text}${back.join('')}`;
}

function write(file: string, content: string | Uint8Array): void {
  writeFileSync(fileURLToPath(new URL(file, import.meta.url)), content);
  console.log(`test/upgrades/${file}: ${(content.length / 1024).toFixed(0)} KiB`);
}
