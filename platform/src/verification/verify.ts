import { verify, DEFAULT_LIMITS, type VerificationReport } from '@rungs/credentials';
import { fromBase64Url, fromUtf8, sameBytes, toHex } from '@rungs/credentials/bytes';
import { isObject } from '@rungs/credentials/json';
import { credentialLeaf, findAwardByCredential } from '#awards';
import { stateOf } from '#log';
import type { Language } from '#parties';
import { asInstance, type AppContext } from '#store';
import { documentsOf } from './documents.ts';
import { errors } from './errors.ts';
import type { LogState, Recognised, Verification } from './model.ts';
import { shownOf } from './shown.ts';
import { recogniseIssuer } from './trust.ts';
import { isProven, verdictOf } from './verdict.ts';

/**
 * Verifies a document and judges it in plain words. What is wrong with it is part of the answer; it never
 * throws because of what the document says.
 */
export async function verifyDocument(
  app: AppContext,
  input: { readonly input: Uint8Array | string; readonly language?: Language | undefined },
): Promise<Verification> {
  const claimed = claimedIssuer(input.input);
  const recognised =
    claimed === null
      ? null
      : await asInstance(app.db, (tx) => recogniseIssuer(tx, app, { issuerId: claimed }));
  const found = await verify(input.input, {
    now: app.clock(),
    fetch: documentsOf(app),
    policy: {
      // What is only claimed is compared by the verifier with the issuer that it proved.
      trustedIssuers: claimed === null || recognised === null ? [] : [claimed],
      allowedOrigins: [new URL(app.publicUrl).origin],
    },
  });
  const log = await logStateOf(app, found);
  const known = await knownOf(app, found, { claimed, recognised });
  const trusted = known !== null && found.issuer !== claimed ? withTrust(found) : found;
  const report = log.state === 'logged' ? withLog(trusted, log.index) : trusted;
  const shown = shownOf(report, known);
  return {
    report,
    verdict: verdictOf(report, { recognised: known, log }, input.language),
    ...(shown === undefined ? {} : { shown }),
  };
}

/** Fetches a document from an address through the guard and verifies it. Errors: document_unreachable, document_too_large. */
export async function verifyUrl(
  app: AppContext,
  input: { readonly url: string; readonly language?: Language | undefined },
): Promise<Verification> {
  let response: Response;
  try {
    response = await app.net(input.url, {
      headers: { accept: 'application/vc, application/vc+jwt, application/ld+json, application/json' },
      redirect: 'manual',
    });
  } catch (error) {
    throw errors.fail(
      'document_unreachable',
      'The address did not answer, or must not be asked.',
      {},
      { cause: error },
    );
  }
  if (response.status !== 200)
    throw errors.fail('document_unreachable', `The address answered ${String(response.status)}.`, {
      status: response.status,
    });
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (bytes.length > DEFAULT_LIMITS.imageBytes)
    throw errors.fail('document_too_large', `The address answered with ${String(bytes.length)} bytes.`);
  return await verifyDocument(app, { input: bytes, language: input.language });
}

/** An issuer that a document only points to, as Open Badges 1 and 2 do, is looked up once it was proven. */
async function knownOf(
  app: AppContext,
  { issuer }: VerificationReport,
  before: { readonly claimed: string | null; readonly recognised: Recognised | null },
): Promise<Recognised | null> {
  if (issuer === undefined) return null;
  if (issuer === before.claimed) return before.recognised;
  return before.claimed === null
    ? await asInstance(app.db, (tx) => recogniseIssuer(tx, app, { issuerId: issuer }))
    : null;
}

function withTrust(report: VerificationReport): VerificationReport {
  return {
    ...report,
    checks: report.checks.map((check) =>
      check.id === 'issuer-trust' ? { id: check.id, required: check.required, status: 'pass' } : check,
    ),
  };
}

/** The issuer that a document claims to have: only good for looking up whether that one would be recognised. */
function claimedIssuer(input: Uint8Array | string): string | null {
  if (input.length > DEFAULT_LIMITS.jsonBytes) return null;
  const text = typeof input === 'string' ? input : fromUtf8(input);
  if (text === undefined) return null;
  const payload = text.trimStart().startsWith('{') ? text : payloadOf(text);
  try {
    const document: unknown = payload === undefined ? undefined : JSON.parse(payload);
    if (!isObject(document)) return null;
    const inner = isObject(document['vc']) ? document['vc'] : document;
    const issuer: unknown = inner['issuer'] ?? document['iss'];
    const id: unknown = isObject(issuer) ? issuer['id'] : issuer;
    return typeof id === 'string' && id.length <= 2_048 && !id.includes('\0') ? id : null;
  } catch {
    return null;
  }
}

function payloadOf(jws: string): string | undefined {
  const bytes = fromBase64Url(jws.trim().split('.')[1] ?? '');
  return bytes === undefined ? undefined : fromUtf8(bytes);
}

/** Looks a proven credential of this instance up in the log, by the leaf that its salt opens. */
async function logStateOf(app: AppContext, report: VerificationReport): Promise<LogState> {
  const document = report.credential;
  if (!isProven(report) || !isObject(document)) return { state: 'not_known_here' };
  const id = document['id'];
  if (typeof id !== 'string' || !/^urn:uuid:[0-9a-f-]{36}$/.test(id)) return { state: 'not_known_here' };
  const own = await findAwardByCredential(app.db, id);
  if (own === null || !sameBytes(credentialLeaf(own.salt, JSON.stringify(document)), own.award.leafHash))
    return { state: 'not_known_here' };
  const { leafHash } = own.award;
  const states = await asInstance(app.db, (tx) => stateOf(tx, { hashes: [leafHash] }));
  const index = states.get(toHex(leafHash))?.index ?? null;
  return index === null ? { state: 'not_yet_logged' } : { state: 'logged', index };
}

function withLog(report: VerificationReport, index: number): VerificationReport {
  return {
    ...report,
    checks: report.checks.map((check) =>
      check.id === 'log'
        ? {
            id: check.id,
            required: check.required,
            status: 'pass',
            detail: `entry ${String(index)} of this instance’s log`,
          }
        : check,
    ),
  };
}
