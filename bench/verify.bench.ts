// Verification against the peers and against the signature itself (goals G1, G3, G4, G7 and G8).
import assert from 'node:assert/strict';
import { createPublicKey, verify as verifyRaw } from 'node:crypto';
import { importJWK, jwtVerify } from 'jose';
import { verify } from '@rungs/credentials';
import { canonicalByCompiler } from '../packages/credentials/src/rdf/index.ts';
import { canonicalByJsonld } from '../packages/credentials/src/rdf/oracle.ts';
import { contextRegistry } from '../packages/credentials/src/contexts/index.ts';
import { copyJson, type JsonObject } from '../packages/credentials/src/json/index.ts';
import { peerAccepts, peerIssue } from '../packages/credentials/test/peers/peers.ts';
import { compare, finish, printMachine, report } from './engine/measure.ts';
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
const registry = await contextRegistry();
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

finish([
  report(
    'G1',
    25,
    await compare(
      'verify eddsa-rdfc-2022 against @digitalbazaar/vc',
      { path: own(rdfc), count: scale(1_500) },
      { path: (i) => peerAccepts(at(rdfc, i), 'eddsa-rdfc-2022', NOW), count: scale(60) },
    ),
  ),
  report(
    'G3',
    60,
    await compare(
      'canonical N-Quads against jsonld and rdf-canonize',
      { path: (i) => canonicalByCompiler(at(documents, i), registry, limits), count: scale(4_000) },
      { path: (i) => canonicalByJsonld(at(documents, i), registry, limits), count: scale(60) },
    ),
  ),
  report(
    'G4',
    0.45,
    await compare(
      'verify eddsa-rdfc-2022 as a share of raw Ed25519',
      { path: own(rdfc), count: scale(1_500) },
      { path: () => verifyRaw(null, message, raw, signature), count: scale(3_000) },
    ),
  ),
  report(
    'G7',
    1.8,
    await compare(
      'verify eddsa-jcs-2022 against @digitalbazaar',
      { path: own(jcs), count: scale(1_500) },
      { path: (i) => peerAccepts(at(jcs, i), 'eddsa-jcs-2022', NOW), count: scale(300) },
    ),
  ),
  report(
    'G8',
    0.87,
    await compare(
      'verify a JWT credential against jose jwtVerify alone',
      { path: own(tokens), count: scale(1_500) },
      {
        path: (i) => jwtVerify(at(tokens, i), at(joseKeys, i), { currentDate: NOW }),
        count: scale(1_500),
      },
    ),
  ),
]);
