import { afterAll, expect, test } from 'vitest';
import { issue, verify, type VerificationReport } from '../index.ts';
import { NOW, offline, sampleBadge, testIssuer } from '../testing/sample.ts';
import { createVerifierPool, type VerifierPool } from './index.ts';

const { signer, did } = await testIssuer();
const SOURCE = new URL('../../test/source-thread.mjs', import.meta.url);
const FRAGILE = new URL('../../test/fragile-thread.mjs', import.meta.url);
const pools: VerifierPool[] = [];
const poolOf = (entry: URL, size: number): VerifierPool => {
  const pool = createVerifierPool({ size, entry });
  pools.push(pool);
  return pool;
};
afterAll(async () => {
  for (const pool of pools) await pool.close();
});

const badge = (name: string, more = {}): Promise<string> =>
  issue(sampleBadge(did, { name, ...more }), { signer, now: NOW });
async function all(reports: AsyncGenerator<VerificationReport>): Promise<VerificationReport[]> {
  const found: VerificationReport[] = [];
  for await (const report of reports) found.push(report);
  return found;
}

test('a pool gives the reports that one thread gives, in the order of the documents', async () => {
  const token = await issue(sampleBadge(did), { signer, now: NOW, suite: 'vc-jwt' });
  const inputs: (string | Uint8Array)[] = [];
  for (let i = 0; i < 70; i++) inputs.push(await badge(`badge ${i}`));
  inputs.push(
    '{"a":1,"a":2}',
    token,
    (inputs[3] as string).replace('badge 3', 'badge 4'),
    Uint8Array.of(0xff),
  );
  const options = { now: NOW, fetch: offline };
  const expected = [];
  for (const input of inputs) expected.push(await verify(input, options));
  const pool = poolOf(SOURCE, 2);
  expect(await all(pool.verifyAll(inputs, options))).toEqual(expected);
});

test('what a thread wants from outside is fetched by the caller', async () => {
  const asked: string[] = [];
  const credentialStatus = {
    id: 'https://status.example/list#5',
    type: 'BitstringStatusListEntry',
    statusPurpose: 'revocation',
    statusListIndex: '5',
    statusListCredential: 'https://status.example/list',
  };
  const fetch = (url: string): Promise<Response> => {
    asked.push(url);
    return Promise.reject(new Error('offline'));
  };
  const input = await badge('with status', { credentialStatus });
  const [report] = await all(poolOf(SOURCE, 1).verifyAll([input], { now: NOW, fetch }));
  expect(report?.outcome).toBe('undetermined');
  expect(asked).toContain('https://status.example/list');
});

test('a document that ends its thread takes no other with it', async () => {
  const inputs = [await badge('one'), await badge('two', { id: 'urn:x:fatal' }), await badge('three')];
  const pool = poolOf(FRAGILE, 1);
  const reports = await all(pool.verifyAll(inputs, { now: NOW, fetch: offline }));
  expect(reports.map(({ outcome }) => outcome)).toEqual(['valid', 'invalid', 'valid']);
  expect(reports[1]?.checks[0]).toMatchObject({ id: 'reading', code: 'malformed' });
});
