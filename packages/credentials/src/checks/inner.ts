import {
  isObject,
  listOf,
  member,
  noted,
  pointerTo,
  type JsonObject,
  type JsonValue,
} from '../json/index.ts';
import { isOfFamily } from '../openbadges/index.ts';
import { fault } from '../refusal.ts';
import type { FailureCode, VerificationReport } from '../report.ts';
import type { Session } from '../session.ts';
import { typesOf } from '../shapes/credential.ts';
import { kindOf, partyId, subjectIds } from './examine.ts';
import { failed, passed, unknown, type Finding, type Findings } from './findings.ts';
import { receiveJws, receiveObject, type Reception } from './input.ts';

/** A credential that stands inside another: an endorsement, or one that a CLR carries. */
export interface Inner {
  item: JsonObject | string;
  pointer: string;
  kind: 'endorsement' | 'credential';
}

/** Verifies one credential that another document carries. */
export type InnerVerifier = (reception: Reception, session: Session) => Promise<VerificationReport>;

/** Deepest level of credentials inside credentials that is looked at; the outermost is level 0. */
export const MAX_LEVEL = 4;

const CREDENTIAL_TYPES: ReadonlySet<string> = new Set([
  'VerifiableCredential',
  'EnvelopedVerifiableCredential',
  'EndorsementCredential',
]);

/**
 * Reasons that refute an endorsement: it was altered, or was never made by the one whose it is said to be. With
 * any other reason it only cannot be confirmed.
 */
const REFUTED: ReadonlySet<FailureCode | undefined> = new Set<FailureCode>([
  'context-modified',
  'duplicate-key',
  'issuer-mismatch',
  'key-not-authorized',
  'key-weak',
  'malformed',
  'proof-invalid',
  'proof-purpose',
]);

/**
 * The credentials that stand in a document, not those that stand in them: `endorsement`, `endorsementJwt` and
 * `verifiableCredential` at any depth. In a document of another family than Open Badges these words may mean
 * something else, so there only objects count that call themselves credentials.
 */
export function innerCredentials(document: JsonObject): Inner[] {
  const found: Inner[] = [];
  if (mayCarry(document)) collect(document, '', isOfFamily(document), found);
  return found;
}

/** Whether any member has a name that credentials stand under; nearly no document has one. */
function mayCarry(value: JsonValue): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (!Array.isArray(value)) return noted(value, hasMemberToCarry);
  for (const item of value) if (mayCarry(item)) return true;
  return false;
}

function hasMemberToCarry(value: JsonObject): boolean {
  for (const key in value)
    if (kindOfMember(key) !== undefined || mayCarry(value[key] as JsonValue)) return true;
  return false;
}

function collect(value: JsonValue, pointer: string, isFamily: boolean, found: Inner[]): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      const item = value[i] as JsonValue;
      if (typeof item === 'object') collect(item, pointerTo(pointer, i), isFamily, found);
    }
    return;
  }
  for (const key in value) {
    const item = value[key] as JsonValue;
    const kind = kindOfMember(key);
    if (kind !== undefined) add(item, pointerTo(pointer, key), kind, isFamily, found);
    else if (typeof item === 'object' && key !== 'proof')
      collect(item, pointerTo(pointer, key), isFamily, found);
  }
}

function kindOfMember(key: string): Inner['kind'] | undefined {
  if (key === 'endorsement' || key === 'endorsementJwt') return 'endorsement';
  return key === 'verifiableCredential' ? 'credential' : undefined;
}

function add(value: JsonValue, at: string, kind: Inner['kind'], isFamily: boolean, found: Inner[]): void {
  for (const [index, item] of listOf(value).entries()) {
    const pointer = Array.isArray(value) ? pointerTo(at, index) : at;
    if (isInner(item, isFamily)) found.push({ item, pointer, kind });
    else collect(item, pointer, isFamily, found);
  }
}

function isInner(item: JsonValue, isFamily: boolean): item is JsonObject | string {
  if (typeof item === 'string') return isFamily;
  return isObject(item) && (isFamily || typesOf(item).some((name) => CREDENTIAL_TYPES.has(name)));
}

/** Reads a credential that stands in another document: an object, an envelope, or a token. */
export function receiveInner(item: JsonValue, session: Session): Reception {
  if (typeof item === 'string') return receiveJws(item, session);
  const reception: Reception = isObject(item)
    ? receiveObject(item, session)
    : { fault: fault('malformed', '', 'not a credential') };
  if (reception.fault === undefined && kindOf(reception.document) !== 'credential')
    return { fault: fault('schema', '/type', 'not a verifiable credential') };
  return reception;
}

/**
 * Verifies the credentials inside a document, each with its own proof, and returns their reports. Fills in
 * `credentials`, which decides: those of a CLR have to hold like any other, and no endorsement may be refuted.
 * Fills in `endorsements`, which decides only where the policy says so: whether every endorsement holds; and
 * for a CLR `holder`. A credential without a proof is covered by the outer one only if its issuer is the same.
 */
export async function innerFindings(
  document: JsonObject,
  outer: OuterCredential,
  verifyInner: InnerVerifier,
  session: Session,
  findings: Findings,
): Promise<VerificationReport[]> {
  const inside = innerCredentials(document);
  if (inside.length === 0) return [];
  if (session.level >= MAX_LEVEL || inside.length > session.carried.left) {
    const detail =
      session.level >= MAX_LEVEL
        ? `credentials inside credentials, more than ${MAX_LEVEL} levels`
        : `more than ${session.limits.credentials} credentials inside`;
    findings.set('credentials', failed(fault('limit-exceeded', inside[0]?.pointer ?? '', detail)));
    return [];
  }
  session.carried.left -= inside.length;
  const {
    requiredProofs: _proofs,
    requiredChecks: _checks,
    recipients: _recipients,
    ...policy
  } = session.policy;
  const below: Session = { ...session, policy, level: session.level + 1 };
  const reports: VerificationReport[] = [];
  const deciding: Finding[] = [];
  const endorsing: Finding[] = [];
  for (const inner of inside) {
    const report = await verifyInner(receiveInner(inner.item, below), below);
    report.at = inner.pointer;
    reports.push(report);
    const finding = findingOf(report, inner, outer);
    if (inner.kind === 'endorsement') endorsing.push(finding);
    const isRefuted = finding.status === 'fail' && REFUTED.has(finding.code);
    deciding.push(inner.kind === 'credential' || isRefuted ? finding : passed());
  }
  findings.set('credentials', gravest(deciding));
  if (endorsing.length > 0) findings.set('endorsements', gravest(endorsing));
  const holder = subjectFinding(document, inside, reports);
  if (holder !== undefined) findings.set('holder', holder);
  return reports;
}

/** What is known of the document around the credentials. */
export interface OuterCredential {
  issuer: string | undefined;
  isProven: boolean;
}

function gravest(found: readonly Finding[]): Finding {
  const worst =
    found.find(({ status }) => status === 'fail') ?? found.find(({ status }) => status === 'unknown');
  if (worst !== undefined) return worst;
  const remarks = found.map(({ detail }) => detail).filter((detail) => detail !== undefined);
  return passed(remarks.length === 0 ? undefined : remarks.join('; '));
}

function findingOf(
  report: VerificationReport,
  { item, pointer, kind }: Inner,
  outer: OuterCredential,
): Finding {
  const against = report.checks.filter(
    ({ required, status }) => required && (status === 'fail' || status === 'unknown'),
  );
  const fails = against.filter(({ status }) => status === 'fail');
  const first = fails.find(({ code }) => REFUTED.has(code)) ?? fails[0] ?? against[0];
  if (first === undefined) return passed();
  const isOwn = outer.isProven && isObject(item) && partyId(member(item, 'issuer')) === outer.issuer;
  if (isOwn && against.length === 1 && first.code === 'proof-missing')
    return passed(`${pointer} has no proof of its own: it is covered by that of its issuer around it`);
  const found = fault(first.code ?? 'malformed', pointer, `the ${kind} inside does not hold: ${first.id}`);
  return first.status === 'fail' ? failed(found) : unknown(found);
}

/** Whether the credentials that a CLR carries are about its own subject, as far as both have ids. */
function subjectFinding(
  document: JsonObject,
  inside: readonly Inner[],
  reports: readonly VerificationReport[],
): Finding | undefined {
  const own = subjectIds(document);
  if (own.length === 0 || !typesOf(document).includes('ClrCredential')) return undefined;
  let isCompared = false;
  for (const [index, { pointer, kind }] of inside.entries()) {
    const subjects = reports[index]?.subjects ?? [];
    if (kind !== 'credential' || subjects.length === 0) continue;
    isCompared = true;
    if (!subjects.some((id) => own.includes(id)))
      return failed(fault('holder-mismatch', pointer, 'the credential inside is about another id'));
  }
  return isCompared ? passed() : undefined;
}
