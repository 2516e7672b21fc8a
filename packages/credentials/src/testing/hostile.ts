import { expect } from 'vitest';
import { issue, verify, type CheckId, type FailureCode, type FetchLike } from '../index.ts';
import { forge, type ForgeOptions } from './forge.ts';
import { NOW, sampleBadge, testIssuer } from './sample.ts';

/** Members of a JSON object. */
export type Members = Record<string, unknown>;

/** One hostile input: what it is, how it is made, and the code and the check that must refuse it. */
export type Row = [
  name: string,
  input: () => Promise<string | Uint8Array>,
  code: FailureCode,
  check: CheckId,
];

/** The issuer whose credentials are attacked. */
export const { signer, did, pair } = await testIssuer();
/** Somebody else. */
export const other = await testIssuer(9);
/** The unsigned badge with some members changed. */
export const badge = (change: Members = {}): Members => sampleBadge(did, change);
/** A changed badge with a proof that holds. */
export const signed = (change: Members = {}, options?: ForgeOptions): Promise<string> =>
  forge(badge(change), signer, options);
/** A change of the subject. */
export const subject = (change: Members): Members => ({
  credentialSubject: { ...(badge()['credentialSubject'] as Members), ...change },
});
/** A change of the achievement. */
export const achievement = (change: Members): Members =>
  subject({
    achievement: {
      ...((badge()['credentialSubject'] as Members)['achievement'] as Members),
      ...change,
    },
  });
/** The URL of the VC 2.0 context. */
export const V2 = 'https://www.w3.org/ns/credentials/v2';
/** The URL of the Open Badges 3.0 context. */
export const OB = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json';
/** A sound credential whose text was changed after it was signed. */
export const edited = async (from: string | RegExp, to: string): Promise<string> => {
  const text = await issue(badge(), { signer, now: NOW });
  const changed = text.replace(from, to);
  if (changed === text) throw new Error(`nothing to replace by ${to}`);
  return changed;
};

const asked: string[] = [];
const spy: FetchLike = (url) => {
  asked.push(url);
  return Promise.reject(new Error('nobody is there'));
};

/** Verifies a hostile input and expects its refusal, in time and without a request. */
export async function refuses([name, input, code, check]: Row): Promise<void> {
  const start = performance.now();
  const report = await verify(await input(), { now: NOW, fetch: spy });
  expect(performance.now() - start, `${name} takes long`).toBeLessThan(5_000);
  expect(report.outcome, name).toBe('invalid');
  const found = report.checks.find((entry) => entry.id === check);
  expect(found, JSON.stringify(report.checks.filter(({ status }) => status === 'fail'))).toMatchObject({
    status: 'fail',
    code,
  });
  expect(asked).toEqual([]);
}
