import type { CheckId, FailureCode, VerificationCheck, VerificationReport } from '@rungs/credentials';
import type { LogState, PlainCheck, Recognised, Surroundings, Verdict, VerdictWord } from './model.ts';

/** The checks without which a signature proves nothing of what the document says. */
const foundation: readonly CheckId[] = [
  'reading',
  'contexts',
  'context-integrity',
  'shape',
  'terms',
  'key',
  'issuer-binding',
  'proof',
];

/** Whether the document is what its issuer signed: only then may anything in it be shown as true. */
export function isProven(report: VerificationReport): boolean {
  const proof = report.checks.find((check) => check.id === 'proof');
  return (
    proof?.status === 'pass' &&
    report.checks.every(
      (check) => !foundation.includes(check.id) || check.status === 'pass' || check.status === 'skipped',
    )
  );
}

const words: Readonly<Record<VerificationReport['outcome'], VerdictWord>> = {
  valid: 'valid',
  undetermined: 'inconclusive',
  invalid: 'not_valid',
};

/**
 * Puts a report into plain words. A bad signature is all that is said of a document that has one; a status
 * that cannot be asked for is inconclusive and never "revoked"; an unknown issuer is unrecognised and never
 * "unverified"; what the log does not hold yet is said apart from all of it.
 */
export function verdictOf(report: VerificationReport, around: Surroundings): Verdict {
  const proven = isProven(report);
  const issuerRecognised = proven && around.recognised !== null;
  return {
    word: words[report.outcome],
    issuerRecognised,
    sentence: proven ? provenSentence(report) : unprovenSentence(report),
    issuerSentence: proven ? issuerSentenceOf(around.recognised) : null,
    log: { ...around.log, sentence: logSentences[around.log.state] },
    checks: plainChecks(report, around, proven),
  };
}

function issuerSentenceOf(recognised: Recognised | null): string {
  if (recognised === null)
    return 'The issuer is unrecognised: the signature is its own, but this instance does not know who it is.';
  return recognised.as === 'own'
    ? `The issuer is ${recognised.name}, an organisation of this instance.`
    : `The issuer is ${recognised.name}, which stands on the trust list of this instance.`;
}

const logSentences: Readonly<Record<LogState['state'], string>> = {
  logged: 'It stands in the public log of its issuer’s instance.',
  not_yet_logged:
    'It is not yet logged: that follows within moments of issuing, and changes nothing about its validity.',
  not_known_here: 'The log of this instance does not know it: it only holds what was issued here.',
};

function unprovenSentence(report: VerificationReport): string {
  const first = worst(report, foundation);
  if (report.securing === 'hosted') return unhostedSentence(report, first);
  if (first === undefined)
    return 'There is no signature that could be checked, so nothing in it can be taken as true.';
  const told = failures[first.code ?? 'malformed'];
  return first.status === 'unknown'
    ? `The signature could not be checked: ${told}. Nothing in it can be taken as true for now.`
    : `This document cannot be trusted: ${told}. Nothing in it can be taken as true.`;
}

/** A hosted badge has no signature: its issuer either stands by it at its address or does not. */
function unhostedSentence(report: VerificationReport, first: VerificationCheck | undefined): string {
  const status = report.checks.find((check) => check.id === 'status');
  if (status?.status === 'fail' && status.code === 'revoked')
    return 'This badge does not count: the issuer has revoked it.';
  const told = failures[first?.code ?? 'malformed'];
  return first?.status === 'unknown'
    ? 'Whether its issuer stands by it could not be asked. Nothing in it can be taken as true for now.'
    : `This document cannot be trusted: ${told}. Nothing in it can be taken as true.`;
}

function provenSentence(report: VerificationReport): string {
  const genuine = report.securing === 'hosted' ? 'The issuer hosts it' : 'The signature is genuine';
  if (report.outcome === 'valid') return 'The credential is genuine, unaltered and in force.';
  const first = worst(
    report,
    report.checks.filter((check) => check.required).map((check) => check.id),
  );
  const told = first === undefined ? failures.malformed : reasonOf(first);
  return report.outcome === 'undetermined'
    ? `${genuine}, but the result is inconclusive: ${told}.`
    : `${genuine}, but the credential does not count: ${told}.`;
}

/** What stands in the way, as the end of a sentence. Of a list that was not asked it says that, and no more. */
function reasonOf(check: VerificationCheck): string {
  if ((check.id === 'credentials' || check.id === 'endorsements') && check.code !== undefined)
    return `of one of them it is told that ${failures[check.code]}`;
  if (check.id === 'status' && check.code === 'fetch-blocked')
    return 'its status list lies at an address that is not asked from here, so nobody knows whether it was revoked';
  return check.code === undefined ? 'no reason is known' : failures[check.code];
}

/** The first check that failed, else the first that is open. */
function worst(report: VerificationReport, ids: readonly CheckId[]): VerificationCheck | undefined {
  const among = report.checks.filter((check) => ids.includes(check.id));
  return among.find((check) => check.status === 'fail') ?? among.find((check) => check.status === 'unknown');
}

function plainChecks(report: VerificationReport, around: Surroundings, proven: boolean): PlainCheck[] {
  const listed = proven
    ? report.checks
    : report.checks.filter(
        (c) => foundation.includes(c.id) && (c.status === 'fail' || c.status === 'unknown'),
      );
  const isHosted = report.securing === 'hosted';
  return listed.map((check) => ({
    id: check.id,
    status: check.status,
    text: textOf(check, around, isHosted),
  }));
}

function textOf(check: VerificationCheck, around: Surroundings, isHosted: boolean): string {
  if (check.id === 'log') return logSentences[around.log.state];
  if (check.id === 'issuer-trust') return issuerSentenceOf(around.recognised);
  const [good, asked] = (isHosted ? hostedQuestions[check.id] : undefined) ?? questions[check.id];
  if (check.status === 'pass') return good;
  if (check.status === 'skipped') return `${asked}: nothing to check.`;
  const told = reasonOf(check);
  return check.status === 'fail' ? `${asked}: no, ${told}.` : `${asked}: could not be checked, ${told}.`;
}

/** What is said when a check passes, and what it asks. */
const questions: Readonly<Record<CheckId, readonly [string, string]>> = {
  reading: ['The document can be read.', 'Can the document be read'],
  contexts: ['All its terms come from known vocabularies.', 'Do its terms come from known vocabularies'],
  'context-integrity': ['No term was given another meaning.', 'Do its terms keep their meaning'],
  shape: ['It has the form of a credential.', 'Does it have the form of a credential'],
  terms: ['Everything in it is covered by the signature.', 'Is everything in it covered by the signature'],
  validity: ['It is within its period of validity.', 'Is it within its period of validity'],
  key: ['The key was found and may sign.', 'Was the key found, and may it sign'],
  'issuer-binding': ['The key belongs to the issuer.', 'Does the key belong to the issuer'],
  proof: ['The signature holds: nothing was altered.', 'Does the signature hold'],
  resources: ['What it refers to is unaltered.', 'Is what it refers to unaltered'],
  status: ['It is neither revoked nor suspended.', 'Is it neither revoked nor suspended'],
  audience: ['It was made for this verifier.', 'Was it made for this verifier'],
  holder: ['Whoever presents it is whom it is about.', 'Is whoever presents it whom it is about'],
  credentials: ['Every credential in it holds.', 'Does every credential in it hold'],
  endorsements: ['Every endorsement in it holds.', 'Does every endorsement in it hold'],
  'issuer-trust': ['The issuer is recognised.', 'Is the issuer recognised'],
  log: ['It is logged.', 'Is it logged'],
};

/** The same of a badge that has no signature but its place. */
const hostedQuestions: Readonly<Partial<Record<CheckId, readonly [string, string]>>> = {
  terms: ['Its terms are read as they stand.', 'Are its terms read by their vocabularies'],
  key: ['It needs no key.', 'Does it need a key'],
  'issuer-binding': [
    'The issuer answers for what is hosted there.',
    'Does the issuer answer for what is hosted there',
  ],
  proof: ['It is hosted just as it was handed in.', 'Is it hosted just as it was handed in'],
  status: ['It is still hosted, and not revoked.', 'Is it still hosted, and not revoked'],
};

/** Every reason, as the end of a sentence. */
const failures: Readonly<Record<FailureCode, string>> = {
  'alg-not-allowed': 'it is signed in a way that is not accepted here',
  'audience-mismatch': 'it was made for another verifier',
  'context-modified': 'it changes the meaning of its own terms',
  'context-untrusted': 'it uses a vocabulary that is not known here',
  'duplicate-key': 'it says the same thing twice',
  expired: 'its period of validity is over',
  'fetch-blocked': 'it points to an address that must not be asked',
  'header-not-understood': 'its signature demands something that is not understood here',
  'holder-mismatch': 'it is presented by somebody else than the person it is about',
  'issuer-mismatch': 'it was signed by somebody else than the issuer that it names',
  'issuer-untrusted': 'its issuer is unrecognised',
  'key-not-authorized': 'the key was not allowed to sign this',
  'key-unresolvable': 'the issuer’s key cannot be found',
  'key-weak': 'it is signed with a key that anybody could have used',
  'limit-exceeded': 'it is larger or more involved than is accepted',
  malformed: 'it is not a document that can be read',
  'not-yet-valid': 'its period of validity has not begun',
  'number-unsafe': 'it contains a number that readers would understand differently',
  'payload-active-content': 'it carries something that would run as a program',
  'proof-expired': 'its signature has an end date that is over',
  'proof-invalid': 'the signature does not fit the document, which was altered or signed with another key',
  'proof-missing': 'it is not signed',
  'proof-purpose': 'its signature was made for another purpose',
  replay: 'it was presented before',
  revoked: 'the issuer has revoked it',
  schema: 'it does not have the form of a credential',
  'status-invalid': 'the status list that it points to does not hold',
  'status-unavailable': 'whether it was revoked or suspended cannot be found out at the moment',
  suspended: 'the issuer has suspended it for the time being',
  'unsigned-term': 'it contains something that the signature does not cover',
};
