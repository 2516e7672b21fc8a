import { fetchDocument } from '../fetch.ts';
import { isObject, listOf, member, pointerTo, type JsonObject, type JsonValue } from '../json/index.ts';
import { fault, type Fault } from '../refusal.ts';
import type { VerificationReport } from '../report.ts';
import type { Session } from '../session.ts';
import { typesOf } from '../shapes/credential.ts';
import { decodeStatusList, getStatus, type DecodeProblem } from './bitstring.ts';
import { readBitEntry, type BitEntry } from './entry.ts';
import { checkRevocationList } from './revocation-list.ts';

/** What one status entry says: clear, a fault that is certain, or a question without an answer. */
export type StatusAnswer = { remark?: string; fault?: never } | { fault: Fault; certain: boolean };

/** Verifies the credential that carries a status list; handed in, since a list is itself a credential. */
export type ListVerifier = (bytes: Uint8Array, session: Session) => Promise<VerificationReport>;

const MAX_ENTRIES = 8;
const PROBLEMS: Record<DecodeProblem, string> = {
  'not-multibase': 'the list is not base64url behind a u',
  'not-gzip': 'the list is not compressed as it should be',
  'too-long': 'the list inflates beyond the limit',
  'too-short': 'the list has fewer than 131,072 entries',
};

/** Asks for every status entry of a credential; the gravest answer is the answer. */
export async function checkStatus(
  document: JsonObject,
  issuerId: string | undefined,
  session: Session,
  verifyList: ListVerifier,
): Promise<StatusAnswer> {
  const value = member(document, 'credentialStatus');
  const entries = listOf(value);
  if (entries.length > MAX_ENTRIES) {
    const detail = `more than ${MAX_ENTRIES} status entries`;
    return { fault: fault('limit-exceeded', '/credentialStatus', detail), certain: true };
  }
  const remarks: string[] = [];
  let open: StatusAnswer | undefined;
  for (const [index, entry] of entries.entries()) {
    const at = Array.isArray(value) ? pointerTo('/credentialStatus', index) : '/credentialStatus';
    const isListed = isObject(entry) && typesOf(entry).includes('1EdTechRevocationList');
    const answer = isListed
      ? await checkRevocationList(entry, { id: member(document, 'id'), issuer: issuerId }, at, session)
      : await checkEntry(entry, at, issuerId, session, verifyList);
    if (answer.fault === undefined) {
      if (answer.remark !== undefined) remarks.push(answer.remark);
    } else if (answer.certain) return answer;
    else open ??= answer;
  }
  return open ?? (remarks.length === 0 ? {} : { remark: remarks.join('; ') });
}

async function checkEntry(
  entry: JsonValue,
  at: string,
  issuerId: string | undefined,
  session: Session,
  verifyList: ListVerifier,
): Promise<StatusAnswer> {
  if (!isObject(entry)) return invalid(at, 'a status entry must be an object');
  const types = typesOf(entry);
  if (!types.includes('BitstringStatusListEntry') && !types.includes('StatusList2021Entry')) {
    const detail = 'a kind of status that is not known here';
    return { fault: fault('status-unavailable', at, detail), certain: false };
  }
  const read = readBitEntry(entry, at);
  if ('fault' in read) return { fault: read.fault, certain: true };
  const found = await loadList(read.entry, at, issuerId, session, verifyList);
  if (found.fault !== undefined) return found;
  return meaningOf(read.entry, found.value, at);
}

function meaningOf(entry: BitEntry, value: number, at: string): StatusAnswer {
  const message = entry.messages.get(value);
  switch (entry.purpose) {
    case 'revocation':
      return value === 0
        ? {}
        : { fault: fault('revoked', at, message ?? 'revoked by its issuer'), certain: true };
    case 'suspension':
      return value === 0
        ? {}
        : { fault: fault('suspended', at, message ?? 'suspended by its issuer'), certain: true };
    case 'message':
      return { remark: `status ${value}${message === undefined ? '' : `: ${message}`}` };
    case 'refresh':
      return value === 0 ? {} : { remark: 'a newer edition of the credential is there' };
    default:
      return value === 0
        ? {}
        : {
            fault: fault('status-unavailable', at, 'a status is set whose purpose is not known here'),
            certain: false,
          };
  }
}

type ListResult = { value: number; fault?: never } | { fault: Fault; certain: boolean };

async function loadList(
  entry: BitEntry,
  at: string,
  issuerId: string | undefined,
  session: Session,
  verifyList: ListVerifier,
): Promise<ListResult> {
  const where = `${at}/statusListCredential`;
  let pending = session.lists.get(entry.listUrl);
  if (pending === undefined) {
    pending = openList(entry.listUrl, session, verifyList);
    session.lists.set(entry.listUrl, pending);
  }
  const opened = await pending;
  if (opened.fault !== undefined)
    return { fault: { ...opened.fault, pointer: where }, certain: opened.certain };
  const wrong = listFault(entry, opened.document, issuerId, where);
  if (wrong !== undefined) return { fault: wrong, certain: true };
  return readIndex(entry, opened.document, at, session);
}

/** A status list credential that was fetched and verified, or why there is none. */
export type OpenedList =
  { document: JsonObject; fault?: never } | { document?: never; fault: Fault; certain: boolean };

const ACCEPT = 'application/vc, application/vc+jwt, application/ld+json, application/json';

async function openList(url: string, session: Session, verifyList: ListVerifier): Promise<OpenedList> {
  const fetched = await fetchDocument(url, ACCEPT, session.budget);
  if (fetched.fault !== undefined) return { fault: fetched.fault, certain: fetched.certain };
  const report = await verifyList(fetched.bytes, session);
  if (report.outcome === 'undetermined')
    return {
      fault: fault('status-unavailable', '', 'the list could not be verified'),
      certain: false,
    };
  if (report.outcome !== 'valid' || !isObject(report.credential)) {
    const check = report.checks.find(({ required, status }) => required && status === 'fail');
    const reason = check === undefined ? '' : ` (${check.id}: ${check.code ?? ''})`;
    return { fault: fault('status-invalid', '', `the list does not verify${reason}`), certain: true };
  }
  return { document: report.credential };
}

const LIST_KINDS = {
  bitstring: { credential: 'BitstringStatusListCredential', subject: 'BitstringStatusList' },
  list2021: { credential: 'StatusList2021Credential', subject: 'StatusList2021' },
} as const;

/** What makes a verified credential the wrong list for an entry. */
function listFault(
  entry: BitEntry,
  document: JsonObject,
  issuerId: string | undefined,
  at: string,
): Fault | undefined {
  const no = (detail: string): Fault => fault('status-invalid', at, detail);
  const kind = LIST_KINDS[entry.kind];
  const id = member(document, 'id');
  if (id !== undefined && id !== entry.listUrl) return no('the list is another one than the entry names');
  if (!typesOf(document).includes(kind.credential)) return no(`not a ${kind.credential}`);
  const issuer = member(document, 'issuer');
  const listIssuer = isObject(issuer) ? member(issuer, 'id') : issuer;
  if (listIssuer !== issuerId) return no('the list was issued by somebody else');
  const subject = member(document, 'credentialSubject');
  if (!isObject(subject) || !typesOf(subject).includes(kind.subject))
    return no(`not about a ${kind.subject}`);
  return listOf(member(subject, 'statusPurpose')).includes(entry.purpose)
    ? undefined
    : no('the list has another purpose than the entry');
}

async function readIndex(
  entry: BitEntry,
  document: JsonObject,
  at: string,
  session: Session,
): Promise<ListResult> {
  const encoded = member(member(document, 'credentialSubject') as JsonObject, 'encodedList');
  if (typeof encoded !== 'string') return invalid(at, 'the list has no entries');
  const { list, problem } = await decodeStatusList(encoded, {
    maxBits: session.limits.statusBits,
    entryBits: entry.entryBits,
    prefix: entry.kind === 'bitstring' ? 'u' : '',
  });
  if (problem !== undefined) {
    const code = problem === 'too-long' ? 'limit-exceeded' : 'status-invalid';
    return { fault: fault(code, `${at}/statusListCredential`, PROBLEMS[problem]), certain: true };
  }
  if (entry.index >= list.size) return invalid(`${at}/statusListIndex`, 'beyond the end of the list');
  return { value: getStatus(list, entry.index) };
}

function invalid(at: string, detail: string): { fault: Fault; certain: boolean } {
  return { fault: fault('status-invalid', at, detail), certain: true };
}
