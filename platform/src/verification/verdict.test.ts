import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CHECK_ORDER,
  FAILURE_CODES,
  type FailureCode,
  type VerificationCheck,
  type VerificationReport,
} from '@rungs/credentials';
import type { LogState, Recognised, Surroundings } from './model.ts';
import { domainOf, shownOf } from './shown.ts';
import { isProven, verdictOf } from './verdict.ts';

const secret = 'Grand Wizardry';
const own: Recognised = { as: 'own', name: 'School of Data', url: null, orgId: null };
const around = (
  recognised: Recognised | null = own,
  log: LogState = { state: 'not_known_here' },
): Surroundings => ({
  recognised,
  log,
});

type Change = Partial<Record<VerificationCheck['id'], [VerificationCheck['status'], FailureCode?]>>;

/** A report as the verifier makes it, with some checks changed. */
function reportWith(changes: Change): VerificationReport {
  const checks = CHECK_ORDER.map((id): VerificationCheck => {
    const [status, code] = changes[id] ?? ['pass'];
    const required = id !== 'log' && id !== 'issuer-trust';
    return code === undefined ? { id, required, status } : { id, required, status, code };
  });
  const required = checks.filter((check) => check.required);
  const outcome = required.some((c) => c.status === 'fail')
    ? 'invalid'
    : required.some((c) => c.status === 'unknown')
      ? 'undetermined'
      : 'valid';
  return {
    outcome,
    checks,
    kind: 'credential',
    issuer: 'did:web:school.example',
    credential: {
      id: 'urn:uuid:1',
      issuer: { id: 'did:web:school.example', name: 'Says who' },
      credentialSubject: { achievement: { name: secret, image: { id: 'https://tracker.example/x.png' } } },
    },
  };
}

const foundation = [
  'reading',
  'contexts',
  'context-integrity',
  'shape',
  'terms',
  'key',
  'issuer-binding',
  'proof',
] as const;

describe('the words of a verdict', () => {
  it('call a credential valid when nothing is open', () => {
    const verdict = verdictOf(reportWith({}), around());
    expect(verdict.word).toBe('valid');
    expect(verdict.issuerRecognised).toBe(true);
    expect(verdict.issuerSentence).toContain('School of Data');
  });

  it('show nothing of a document whose signature is bad, and speak of nothing else', () => {
    const report = reportWith({
      proof: ['fail', 'proof-invalid'],
      status: ['fail', 'revoked'],
      validity: ['fail', 'expired'],
    });
    const verdict = verdictOf(report, around());
    expect(verdict.word).toBe('not_valid');
    expect(verdict.checks.map((c) => c.id)).toEqual(['proof']);
    expect(verdict.sentence).toContain('signature does not fit');
    expect(verdict.issuerSentence).toBeNull();
    expect(verdict.issuerRecognised).toBe(false);
    expect(shownOf(report, own)).toBeUndefined();
    expect(JSON.stringify(verdict)).not.toMatch(/revoked|School of Data|Wizardry/);
  });

  it('show nothing as true unless everything that the signature rests on holds', () => {
    const status = fc.constantFrom<VerificationCheck['status']>('fail', 'unknown');
    fc.assert(
      fc.property(
        fc.constantFrom(...foundation),
        status,
        fc.constantFrom(...FAILURE_CODES),
        (id, state, code) => {
          const report = reportWith({ [id]: [state, code] });
          expect(isProven(report)).toBe(false);
          expect(shownOf(report, own)).toBeUndefined();
          const verdict = verdictOf(report, around());
          expect(verdict.issuerRecognised).toBe(false);
          expect(JSON.stringify(verdict)).not.toContain(secret);
        },
      ),
    );
  });

  it('call an unreachable status list inconclusive and never revoked', () => {
    const verdict = verdictOf(reportWith({ status: ['unknown', 'status-unavailable'] }), around());
    expect(verdict.word).toBe('inconclusive');
    expect(verdict.sentence).toContain('inconclusive');
    expect(verdict.sentence).not.toContain('has revoked');
    expect(shownOf(reportWith({ status: ['unknown', 'status-unavailable'] }), own)?.title).toBe(secret);
  });

  it('tell revoked, suspended, expired and not yet valid apart', () => {
    const sentence = (changes: Change): string => verdictOf(reportWith(changes), around()).sentence;
    expect(sentence({ status: ['fail', 'revoked'] })).toContain('has revoked it');
    expect(sentence({ status: ['fail', 'suspended'] })).toContain('suspended it for the time being');
    expect(sentence({ validity: ['fail', 'expired'] })).toContain('is over');
    expect(sentence({ validity: ['fail', 'not-yet-valid'] })).toContain('has not begun');
  });

  it('call an unknown issuer unrecognised, and the credential no less valid', () => {
    const verdict = verdictOf(reportWith({ 'issuer-trust': ['fail', 'issuer-untrusted'] }), around(null));
    expect(verdict.word).toBe('valid');
    expect(verdict.issuerRecognised).toBe(false);
    expect(verdict.issuerSentence).toContain('unrecognised');
    expect(JSON.stringify(verdict)).not.toContain('unverified');
  });

  it('say apart from everything else that a credential is not yet logged', () => {
    const logged = verdictOf(reportWith({}), around(own, { state: 'logged', index: 4 }));
    const fresh = verdictOf(reportWith({ log: ['unknown'] }), around(own, { state: 'not_yet_logged' }));
    expect(logged.log).toMatchObject({ state: 'logged', index: 4 });
    expect(fresh.log.sentence).toContain('not yet logged');
    expect(fresh.word).toBe('valid');
    expect(fresh.sentence).toBe(logged.sentence);
  });

  it('take their word from the outcome of the report, whatever its checks are', () => {
    const state = fc.constantFrom<VerificationCheck['status']>('pass', 'fail', 'unknown', 'skipped');
    const change = fc.dictionary(
      fc.constantFrom(...CHECK_ORDER),
      fc.tuple(state, fc.constantFrom(...FAILURE_CODES)),
    );
    fc.assert(
      fc.property(change, fc.boolean(), (changes, known) => {
        const report = reportWith(changes);
        const verdict = verdictOf(report, around(known ? own : null));
        expect(verdict.word).toBe(
          { valid: 'valid', undetermined: 'inconclusive', invalid: 'not_valid' }[report.outcome],
        );
        expect(verdict.sentence).not.toContain('undefined');
        expect(verdict.checks.every((c) => c.text.length > 0 && !c.text.includes('undefined'))).toBe(true);
      }),
    );
  });
});

describe('what is shown of a document', () => {
  it('names the issuer by what this instance knows, beside what the document claims', () => {
    const shown = shownOf(reportWith({}), own);
    expect(shown?.issuer).toEqual({
      id: 'did:web:school.example',
      claimedName: 'Says who',
      recognisedAs: 'School of Data',
      domain: 'school.example',
    });
    expect(domainOf('did:key:z6Mk')).toBeNull();
    expect(domainOf('did:web:school.example%3A8443:i:org_1')).toBe('school.example:8443');
  });

  it('has no picture that would have to be fetched from somebody else', () => {
    expect(shownOf(reportWith({}), own)?.image).toBeNull();
  });
});
