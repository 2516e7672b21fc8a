import { CredentialRefused, type VerificationReport } from '@rungs/credentials';

/** An answer of the server: its status and JSON text. */
export interface Answer {
  status: number;
  type: 'application/json' | 'application/problem+json';
  body: string;
}

/** One fault as a problem document lists it. */
interface ProblemDetail {
  code: string;
  detail: string;
  /** The check that failed, in an answer to a verification. */
  check?: string;
  /** JSON pointer (RFC 6901) into the credential. */
  pointer?: string;
}

/** An answer that carries JSON. */
export function answer(status: number, body: string | object): Answer {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { status, type: 'application/json', body: text };
}

/**
 * A problem document (RFC 9457) that names each fault by its code. `problemDetails` is where VC-API clients
 * look; `code` is that of the first.
 */
export function problem(status: number, problemDetails: readonly ProblemDetail[], more: object = {}): Answer {
  const { code = 'malformed', detail = 'refused' } = problemDetails[0] ?? {};
  const listed = problemDetails.map((entry) => ({ type: 'about:blank', title: entry.code, ...entry }));
  const body = { type: 'about:blank', title: code, status, detail, code, problemDetails: listed, ...more };
  return { status, type: 'application/problem+json', body: JSON.stringify(body) };
}

/** What an issuer answers to a credential that it does not sign; throws whatever is not a refusal. */
export function refusalOf(error: unknown): Answer {
  if (!(error instanceof CredentialRefused)) throw error;
  const { code, detail, pointer } = error;
  return problem(422, [{ code, detail, pointer }]);
}

/** What a verifier answers: 200 for a valid document, else a problem with every check that failed. */
export function verdictOf(report: VerificationReport): Answer {
  const { outcome, checks, credentials } = report;
  if (outcome === 'valid') return answer(200, { verified: true, outcome, checks, credentials });
  const details = checks
    .filter(({ required, status }) => required && (status === 'fail' || status === 'unknown'))
    .map(({ id, code = 'malformed', detail = id, pointer }) => ({
      code,
      detail,
      check: id,
      ...(pointer === undefined ? {} : { pointer }),
    }));
  return problem(422, details, { verified: false, outcome, checks, credentials });
}
