import type { Fault } from '../refusal.ts';
import {
  CHECK_ORDER,
  type CheckId,
  type FailureCode,
  type VerificationCheck,
  type VerificationReport,
} from '../report.ts';
import type { Session } from '../session.ts';

/** What one check found, before it is known whether the policy requires it. */
export interface Finding {
  status: VerificationCheck['status'];
  code?: FailureCode;
  detail?: string;
  pointer?: string;
}

/** The findings of one document. A check that is not among them was skipped. */
export type Findings = Map<CheckId, Finding>;

/** A check that found nothing wrong. */
export function passed(detail?: string): Finding {
  return detail === undefined ? { status: 'pass' } : { status: 'pass', detail };
}

/** A check that could not be made because something before it failed, or that has nothing to look at. */
export function skipped(detail: string): Finding {
  return { status: 'skipped', detail };
}

/** A check that found a fault. */
export function failed(fault: Fault): Finding {
  return { status: 'fail', ...wordsOf(fault) };
}

/** A check that has no answer, for the reason that the fault gives. */
export function unknown(fault: Fault): Finding {
  return { status: 'unknown', ...wordsOf(fault) };
}

/** A check without an answer of which nothing is to be blamed. */
export function unanswered(detail: string): Finding {
  return { status: 'unknown', detail };
}

/** Pass where there is no fault, else fail. */
export function judged(fault: Fault | undefined): Finding {
  return fault === undefined ? passed() : failed(fault);
}

function wordsOf({ code, detail, pointer }: Fault): Omit<Finding, 'status'> {
  return pointer === '' ? { code, detail } : { code, detail, pointer };
}

/** What a report has only where there was something to look at. */
const ONLY_IF_FOUND: ReadonlySet<CheckId> = new Set(['audience', 'holder', 'credentials', 'endorsements']);

/** Whether a check decides the outcome. */
function isRequired(id: CheckId, kind: 'credential' | 'presentation', session: Session): boolean {
  const { policy } = session;
  if (policy.requiredChecks?.includes(id) === true) return true;
  switch (id) {
    case 'issuer-trust':
      return policy.requireTrustedIssuer === true;
    case 'holder':
      return (
        policy.requireHolderBinding === true || (kind === 'credential' && policy.recipients !== undefined)
      );
    case 'issuer-binding':
      return policy.issuerBinding !== false;
    case 'endorsements':
    case 'log':
      return false;
    default:
      return true;
  }
}

/**
 * The report over all checks in their fixed order: `invalid` where a required check failed, else
 * `undetermined` where a required one is unknown, else `valid`.
 */
export function reportOf(
  findings: Findings,
  kind: 'credential' | 'presentation',
  session: Session,
): VerificationReport {
  const checks: VerificationCheck[] = [];
  for (const id of CHECK_ORDER) {
    const isOptional = kind === 'credential' ? ONLY_IF_FOUND.has(id) : id === 'endorsements';
    if (isOptional && !findings.has(id)) continue;
    const { status, ...words } = findings.get(id) ?? { status: 'skipped' };
    checks.push({ id, required: isRequired(id, kind, session), status, ...words });
  }
  return { outcome: outcomeOf(checks), checks };
}

function outcomeOf(checks: readonly VerificationCheck[]): VerificationReport['outcome'] {
  const required = checks.filter((check) => check.required);
  if (required.some((check) => check.status === 'fail')) return 'invalid';
  return required.some((check) => check.status === 'unknown') ? 'undetermined' : 'valid';
}

/** Whether any of the named checks failed. */
export function anyFailed(findings: Findings, ids: readonly CheckId[]): boolean {
  return ids.some((id) => findings.get(id)?.status === 'fail');
}
