import { issue } from '@rungs/credentials';
import { sampleBadge, testIssuer } from '../../packages/credentials/src/testing/sample.ts';

/** The text of a signed credential with the words that the pages use, whose status list is out of reach. */
export async function aCredential(): Promise<string> {
  const { did, signer } = await testIssuer();
  const status = ['revocation', 'suspension'].map((purpose) => ({
    type: 'BitstringStatusListEntry',
    statusPurpose: purpose,
    statusListIndex: '94567',
    statusListCredential: `http://localhost:3000/status/${purpose}`,
  }));
  const badge = sampleBadge(did, { name: 'Data Visualisation', credentialStatus: status });
  return await issue(badge, {
    signer,
    now: new Date('2026-06-01T12:00:00Z'),
    policy: { allowedOrigins: ['http://localhost:3000'] },
  });
}
