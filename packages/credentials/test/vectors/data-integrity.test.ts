import { describe, expect, test } from 'vitest';
import { toHex } from '../../src/bytes/index.ts';
import { verify, type VerificationPolicy } from '../../src/index.ts';
import { hashSync } from '../../src/platform/index.ts';
import { offline } from '../../src/testing/sample.ts';
import { hasShared, sharedText } from '../shared.ts';

const EXAMPLES = 'w3c/contexts/credentials/examples/v2';
const [ED, EC] = ['w3c/vc-di-eddsa-TestVectors', 'w3c/vc-di-ecdsa-TestVectors'];

const vectors = [
  `${ED}/eddsa-rdfc-2022/signedDataInt.json`,
  `${ED}/eddsa-jcs-2022/signedJCS.json`,
  `${ED}/proof-set-chain/signedProofSet1.json`,
  `${ED}/proof-set-chain/signedProofSet2.json`,
  `${ED}/proof-set-chain/signedProofChain1.json`,
  `${ED}/proof-set-chain/signedProofChain2.json`,
  `${EC}/ecdsa-rdfc-2019-p256/signedECDSAP256.json`,
  `${EC}/ecdsa-rdfc-2019-p384/signedECDSAP384.json`,
  `${EC}/ecdsa-jcs-2019-p256/signedJCSECDSAP256.json`,
  `${EC}/ecdsa-jcs-2019-p384/signedJCSECDSAP384.json`,
];

/** The vectors name an https issuer and sign as a did:key, and use the context of examples. */
function policy(): VerificationPolicy {
  const text = sharedText(EXAMPLES);
  const sha256 = toHex(hashSync('sha256', text));
  const url = 'https://www.w3.org/ns/credentials/examples/v2';
  return { issuerBinding: false, additionalContexts: [{ url, sha256, text }] };
}

describe.skipIf(!hasShared(EXAMPLES))('published Data Integrity vectors', () => {
  test.each(vectors.filter(hasShared))('%s verifies, and its altered copy does not', async (path) => {
    const options = { now: new Date('2025-06-01T00:00:00Z'), fetch: offline, policy: policy() };
    const text = sharedText(path);
    const report = await verify(text, options);
    expect(report.outcome, JSON.stringify(report.checks.filter(({ status }) => status === 'fail'))).toBe(
      'valid',
    );
    const altered = await verify(text.replace('The School of Examples', 'The School of Exampels'), options);
    expect(altered.outcome).toBe('invalid');
    expect(altered.checks).toContainEqual(
      expect.objectContaining({ id: 'proof', status: 'fail', code: 'proof-invalid' }),
    );
  });

  test('a proof of a chain does not verify without the proof that it names', async () => {
    const chain = JSON.parse(sharedText(`${ED}/proof-set-chain/signedProofChain1.json`)) as {
      proof: object[];
    };
    const options = { now: new Date('2025-06-01T00:00:00Z'), fetch: offline, policy: policy() };
    const stripped = { ...chain, proof: chain.proof.slice(1) };
    expect((await verify(JSON.stringify(stripped), options)).outcome).toBe('invalid');
  });
});
