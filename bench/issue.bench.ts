// Issuing against the peer and against the signature itself (goals G2 and G5).
import assert from 'node:assert/strict';
import { createPrivateKey, sign as signRaw } from 'node:crypto';
import { complete, prepare, verify } from '@rungs/credentials';
import { peerAccepts, peerIssue } from '../packages/credentials/test/peers/peers.ts';
import { compare, finish, printMachine, report, stage, writeReport } from './engine/measure.ts';
import { issuers, NOW, offline, unsigned } from './engine/fixtures.ts';

const isQuick = process.argv.includes('--quick');
const scale = (count: number): number => (isQuick ? Math.ceil(count / 10) : count);

printMachine({ '@digitalbazaar/vc': '7.3.0', jsonld: '9.0.0', 'rdf-canonize': '5.0.0' });

const all = await issuers();
const [first] = all;
assert.ok(first !== undefined);
const credentialOf = (number: number): { credential: object; issuer: (typeof all)[number] } => {
  const issuer = all[number % all.length] ?? first;
  const { credentialStatus: _, ...credential } = unsigned(number, issuer.pair.did);
  return { credential, issuer };
};

async function own(number: number): Promise<string> {
  const { credential, issuer } = credentialOf(number);
  const { verificationMethod } = issuer.signer;
  const prepared = await prepare(credential, { verificationMethod, now: NOW });
  return complete(prepared, await issuer.signer.sign(prepared.toBeSigned));
}

/** One achievement after the other, as a batch is issued. */
function batch(number: number): Promise<string> {
  return own(number * 20);
}

for (let i = 0; i < 40; i++) {
  const text = await own(i);
  assert.ok(await peerAccepts(text, 'eddsa-rdfc-2022', NOW));
  assert.equal((await verify(text, { now: NOW, fetch: offline })).outcome, 'valid');
  assert.equal(await peerAccepts(text.replace('sound', 'soumd'), 'eddsa-rdfc-2022', NOW), false);
}

const key = createPrivateKey({ key: { ...first.pair.privateKeyJwk }, format: 'jwk' });
const message = new Uint8Array(64);
const raw = { path: () => signRaw(null, message, key), count: scale(5_000) };
const peer = {
  path: (i: number) => {
    const { credential, issuer } = credentialOf(i);
    return peerIssue(credential, issuer.pair, 'eddsa-rdfc-2022');
  },
  count: scale(60),
};

const reached = [
  report(
    'G2',
    35,
    100,
    await compare(
      'issue eddsa-rdfc-2022 against @digitalbazaar/vc',
      { path: own, count: scale(1_500) },
      peer,
    ),
  ),
  report(
    'G5',
    0.2,
    0.2,
    await compare('issue as a share of raw Ed25519', { path: own, count: scale(1_500) }, raw),
  ),
  report(
    'G5',
    0.45,
    0.55,
    await compare(
      'issue one achievement in a batch, share of raw',
      { path: batch, count: scale(1_500) },
      raw,
    ),
  ),
];
const sizes = [];
for (const size of [1, 10, 100, 1_000]) {
  const { us } = await stage(`a batch of ${size}`, (i) => batch(i % size), scale(1_000));
  sizes.push({ size, us });
  process.stdout.write(`    a batch of ${size}: ${us.toFixed(1)} us each\n`);
}
writeReport('issue', 'Issuing', [
  'Growth with the size of a batch of one achievement (microseconds of processor time for each credential):',
  '',
  '| batch | us |',
  '| --: | --: |',
  ...sizes.map(({ size, us }) => `| ${size} | ${us.toFixed(1)} |`),
]);
finish(reached);
