// Verification against the peers, against the signature itself and in threads (goals G1, G3, G4 and G6 to G9).
import assert from 'node:assert/strict';
import { createPublicKey, verify as verifyRaw } from 'node:crypto';
import { importJWK, jwtVerify } from 'jose';
import { createMemory, verify } from '@rungs/credentials';
import type { JsonObject } from '@rungs/credentials/json';
import { createVerifierPool, type VerifierPool } from '@rungs/credentials/workers';
import { peerAccepts, peerIssue } from '../packages/credentials/test/peers/peers.ts';
import {
  canonicalByCompiler,
  canonicalByJsonld,
  contextRegistry,
  copyJson,
  readJson,
  sharedParts,
} from './engine/built.ts';
import { compare, finish, printMachine, report, stage, writeReport } from './engine/measure.ts';
import { issuers, NOW, offline, signedCredentials, unsigned } from './engine/fixtures.ts';

const isQuick = process.argv.includes('--quick');
const scale = (count: number): number => (isQuick ? Math.ceil(count / 10) : count);
const at = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;
const options = { now: NOW, fetch: offline };

printMachine({ '@digitalbazaar/vc': '7.3.0', jsonld: '9.0.0', 'rdf-canonize': '5.0.0', jose: '6.2.18' });

const [rdfc, jcs, tokens] = [
  await signedCredentials('eddsa-rdfc-2022'),
  await signedCredentials('eddsa-jcs-2022'),
  await signedCredentials('vc-jwt'),
];
const all = await issuers();
const [first] = all;
assert.ok(first !== undefined);

// Nothing is timed that was not seen to be right: both ways, and with one letter changed.
for (const text of [...rdfc.slice(0, 40), ...jcs.slice(0, 40), ...tokens.slice(0, 40)])
  assert.equal((await verify(text, options)).outcome, 'valid');
for (const text of rdfc.slice(0, 40)) {
  assert.ok(await peerAccepts(text, 'eddsa-rdfc-2022', NOW));
  assert.equal((await verify(text.replace('sound', 'soumd'), options)).outcome, 'invalid');
}
for (let i = 0; i < 20; i++) {
  const { credentialStatus: _, ...credential } = unsigned(i, first.pair.did);
  const text = await peerIssue(credential, first.pair, 'eddsa-rdfc-2022');
  assert.equal((await verify(text, options)).outcome, 'valid');
}
const registry = contextRegistry();
const limits = { quads: 2_000, workFactor: 1 };
const documents = all.flatMap(({ pair }, k) =>
  Array.from({ length: 200 }, (_, i) => copyJson(unsigned(k * 200 + i, pair.did)) as JsonObject),
);
for (const document of documents.slice(0, 50)) {
  const oracle = await canonicalByJsonld(document, registry, limits);
  assert.equal(canonicalByCompiler(document, registry, limits)?.nquads, oracle.nquads);
}

const own = (texts: readonly string[]) => (i: number) => verify(at(texts, i), options);
const raw = createPublicKey({
  key: { kty: 'OKP', crv: 'Ed25519', x: first.pair.privateKeyJwk['x'] ?? '' },
  format: 'jwk',
});
const message = new Uint8Array(64);
const signature = await first.signer.sign(message);
const joseKeys = await Promise.all(
  all.map(({ pair }) => importJWK({ kty: 'OKP', crv: 'Ed25519', x: pair.privateKeyJwk['x'] ?? '' }, 'EdDSA')),
);

const memory = createMemory();
const remembered = (i: number) => verify(at(rdfc, i), { ...options, memory });
for (let i = 0; i < rdfc.length; i++) assert.equal((await remembered(i)).outcome, 'valid');

/** Verifies every credential in a pool; its cost is counted by the clock, since threads are what is compared. */
async function inPool(pool: VerifierPool): Promise<void> {
  let count = 0;
  for await (const report of pool.verifyAll(rdfc, options)) if (report.outcome === 'valid') count++;
  assert.equal(count, rdfc.length);
}
const [one, two] = [createVerifierPool({ size: 1 }), createVerifierPool({ size: 2 })];

const reached = [
  report(
    'G1',
    25,
    50,
    await compare(
      'verify eddsa-rdfc-2022 against @digitalbazaar/vc',
      { path: own(rdfc), count: scale(1_500) },
      { path: (i) => peerAccepts(at(rdfc, i), 'eddsa-rdfc-2022', NOW), count: scale(60) },
    ),
  ),
  report(
    'G3',
    60,
    150,
    await compare(
      'canonical N-Quads against jsonld and rdf-canonize',
      { path: (i) => canonicalByCompiler(at(documents, i), registry, limits), count: scale(4_000) },
      { path: (i) => canonicalByJsonld(at(documents, i), registry, limits), count: scale(60) },
    ),
  ),
  report(
    'G4',
    0.45,
    0.75,
    await compare(
      'verify eddsa-rdfc-2022 as a share of raw Ed25519',
      { path: own(rdfc), count: scale(1_500) },
      { path: () => verifyRaw(null, message, raw, signature), count: scale(3_000) },
    ),
  ),
  report(
    'G7',
    1.8,
    2.5,
    await compare(
      'verify eddsa-jcs-2022 against @digitalbazaar',
      { path: own(jcs), count: scale(1_500) },
      { path: (i) => peerAccepts(at(jcs, i), 'eddsa-jcs-2022', NOW), count: scale(300) },
    ),
  ),
  report(
    'G8',
    0.87,
    1,
    await compare(
      'verify a JWT credential against jose jwtVerify alone',
      { path: own(tokens), count: scale(1_500) },
      {
        path: (i) => jwtVerify(at(tokens, i), at(joseKeys, i), { currentDate: NOW }),
        count: scale(1_500),
      },
    ),
  ),
  report(
    'G9',
    10,
    25,
    await compare(
      'verify unchanged bytes again against the own cold path',
      { path: remembered, count: scale(3_000) },
      { path: own(rdfc), count: scale(1_500) },
    ),
  ),
];

const threads = await compare(
  'bulk verification in 2 threads against 1, by the clock',
  { path: () => inPool(two), count: 2 },
  { path: () => inPool(one), count: 2 },
);
reached.push(report('G6', 1.8, 1.95, { ...threads, cpu: threads.wall }));
await one.close();
await two.close();

const parsed = rdfc.slice(0, 40).map((text) => readJson(text).value as JsonObject);
const stages = [
  await stage('strict reading of the text', (i) => readJson(at(rdfc, i)), scale(3_000)),
  await stage(
    'statements and canonical N-Quads',
    (i) => canonicalByCompiler(at(parsed, i), registry, limits),
    scale(3_000),
  ),
  await stage('Ed25519 verification', () => verifyRaw(null, message, raw, signature), scale(2_000)),
  await stage('whole verification', own(rdfc), scale(1_500)),
];
for (const { name, us } of stages) process.stdout.write(`    ${name}: ${us.toFixed(1)} us\n`);
const sizes = [];
for (const more of [0, 20, 100]) {
  const tag = Array.from({ length: more }, (_, i) => `tag ${i}`);
  const texts = await signedCredentials('eddsa-rdfc-2022', 40, { tag });
  const { us } = await stage(`verify with ${more} more statements`, own(texts), scale(500));
  sizes.push({ bytes: texts[0]?.length ?? 0, us });
}
const { count, letters } = sharedParts();
const caches = `Caches: ${count} shared parts of ${letters} letters (bounds 1,024 and 4 MiB); the memory of G9 held ${memory.documents.size} documents and was used for G9 only.`;
process.stdout.write(`${caches}\n`);
writeReport('verify', 'Verifying', [
  'Where the processor time of one verification goes (microseconds; the rest is shape, contexts, dates and the report):',
  '',
  '| stage | us |',
  '| --- | --: |',
  ...stages.map(({ name, us }) => `| ${name} | ${us.toFixed(1)} |`),
  '',
  'Growth with size:',
  '',
  '| bytes | us |',
  '| --: | --: |',
  ...sizes.map(({ bytes, us }) => `| ${bytes} | ${us.toFixed(1)} |`),
  '',
  caches,
]);
finish(reached);
