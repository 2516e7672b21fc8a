import type { CheckId, VerificationCheck, VerificationReport } from '@rungs/credentials';
import type { Language } from '#parties';
import type { PlainCheck, Recognised, Surroundings, Verdict, VerdictWord } from './model.ts';
import { german } from './verdict-de.ts';
import { english } from './verdict-en.ts';
import type { VerdictText } from './verdict-text.ts';

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

const texts: Readonly<Record<Language, VerdictText>> = { en: english, de: german };

/**
 * Puts a report into plain words. A bad signature is all that is said of a document that has one; a status
 * that cannot be asked for is inconclusive and never "revoked"; an unknown issuer is unrecognised and never
 * "unverified"; what the log does not hold yet is said apart from all of it.
 */
export function verdictOf(
  report: VerificationReport,
  around: Surroundings,
  language: Language = 'en',
): Verdict {
  const say = texts[language];
  const proven = isProven(report);
  const issuerRecognised = proven && around.recognised !== null;
  return {
    word: words[report.outcome],
    issuerRecognised,
    sentence: proven ? provenSentence(say, report) : unprovenSentence(say, report),
    issuerSentence: proven ? issuerSentenceOf(say, around.recognised) : null,
    log: { ...around.log, sentence: say.log[around.log.state] },
    checks: plainChecks(say, report, around, proven),
  };
}

function issuerSentenceOf(say: VerdictText, recognised: Recognised | null): string {
  if (recognised === null) return say.unrecognised;
  return recognised.as === 'own' ? say.ownIssuer(recognised.name) : say.listedIssuer(recognised.name);
}

function unprovenSentence(say: VerdictText, report: VerificationReport): string {
  const first = worst(report, foundation);
  if (report.securing === 'hosted') return unhostedSentence(say, report, first);
  if (first === undefined) return say.nothingSigned;
  const told = say.failures[first.code ?? 'malformed'];
  return first.status === 'unknown' ? say.unchecked(told) : say.untrusted(told);
}

/** A hosted badge has no signature: its issuer either stands by it at its address or does not. */
function unhostedSentence(
  say: VerdictText,
  report: VerificationReport,
  first: VerificationCheck | undefined,
): string {
  const status = report.checks.find((check) => check.id === 'status');
  if (status?.status === 'fail' && status.code === 'revoked') return say.hostedRevoked;
  if (first?.status === 'unknown') return say.hostedUnasked;
  return say.untrusted(say.failures[first?.code ?? 'malformed']);
}

function provenSentence(say: VerdictText, report: VerificationReport): string {
  if (report.outcome === 'valid') return say.inForce;
  const genuine = report.securing === 'hosted' ? say.genuine.hosted : say.genuine.signed;
  const first = worst(
    report,
    report.checks.filter((check) => check.required).map((check) => check.id),
  );
  const told = first === undefined ? say.failures.malformed : reasonOf(say, first);
  return report.outcome === 'undetermined' ? say.inconclusive(genuine, told) : say.notCounting(genuine, told);
}

/** What stands in the way, as the end of a sentence. Of a list that was not asked it says that, and no more. */
function reasonOf(say: VerdictText, check: VerificationCheck): string {
  if ((check.id === 'credentials' || check.id === 'endorsements') && check.code !== undefined)
    return say.oneOfThem(say.failures[check.code]);
  if (check.id === 'status' && check.code === 'fetch-blocked') return say.statusNotAsked;
  return check.code === undefined ? say.noReason : say.failures[check.code];
}

/** The first check that failed, else the first that is open. */
function worst(report: VerificationReport, ids: readonly CheckId[]): VerificationCheck | undefined {
  const among = report.checks.filter((check) => ids.includes(check.id));
  return among.find((check) => check.status === 'fail') ?? among.find((check) => check.status === 'unknown');
}

function plainChecks(
  say: VerdictText,
  report: VerificationReport,
  around: Surroundings,
  proven: boolean,
): PlainCheck[] {
  const listed = proven
    ? report.checks
    : report.checks.filter(
        (c) => foundation.includes(c.id) && (c.status === 'fail' || c.status === 'unknown'),
      );
  const isHosted = report.securing === 'hosted';
  return listed.map((check) => ({
    id: check.id,
    status: check.status,
    text: textOf(say, check, around, isHosted),
  }));
}

function textOf(say: VerdictText, check: VerificationCheck, around: Surroundings, isHosted: boolean): string {
  if (check.id === 'log') return say.log[around.log.state];
  if (check.id === 'issuer-trust') return issuerSentenceOf(say, around.recognised);
  const [good, asked] = (isHosted ? say.hostedQuestions[check.id] : undefined) ?? say.questions[check.id];
  if (check.status === 'pass') return good;
  if (check.status === 'skipped') return say.skipped(asked);
  const told = reasonOf(say, check);
  return check.status === 'fail' ? say.failed(asked, told) : say.unknown(asked, told);
}
