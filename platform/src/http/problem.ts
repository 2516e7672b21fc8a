import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { z } from 'zod';
import { RungsError } from '#kernel';
import { errors } from './errors.ts';

/** One field of a request that cannot be used. */
export interface FieldProblem {
  /** JSON pointer (RFC 6901) into the body; for a query or path parameter, its name after the place. */
  readonly pointer: string;
  readonly detail: string;
}

/** An RFC 9457 problem document. `type` is a URN: it stays the same wherever the instance is served. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly code: string;
  readonly remedy?: string;
  readonly errors?: readonly FieldProblem[];
  readonly data?: Readonly<Record<string, unknown>>;
}

/** Makes the problem document of an error; what is not a RungsError stays unexplained, except by its request id. */
export function problemOf(error: unknown, requestId: string, remedyOf: (code: string) => string): Problem {
  const known = knownError(error);
  const { errors: fields, ...data } = known.data;
  return {
    type: `urn:rungs:problem:${known.code}`,
    title: known.title,
    status: known.status,
    detail: known.detail,
    instance: `urn:rungs:request:${requestId}`,
    code: known.code,
    ...(remedyOf(known.code) === '' ? {} : { remedy: remedyOf(known.code) }),
    ...(fields === undefined ? {} : { errors: fields as readonly FieldProblem[] }),
    ...(Object.keys(data).length === 0 ? {} : { data }),
  };
}

/** The error as the outside may see it. */
export function knownError(error: unknown): RungsError {
  if (error instanceof RungsError) return error;
  if (error instanceof HTTPException) {
    if (error.status === 400) return errors.fail('json_malformed', 'The body could not be read as JSON.');
    if (error.status === 413) return errors.fail('body_too_large', 'The body is too large.');
    if (error.status === 415)
      return errors.fail(
        'media_type_unsupported',
        'The Content-Type is missing, or not one of this address.',
      );
  }
  // 22021, 22P05: a character that PostgreSQL cannot keep, such as NUL; it came with the request.
  const { code } = error as { code?: unknown };
  if (code === '22021' || code === '22P05')
    return errors.fail('request_invalid', 'A text holds a character that cannot be kept.');
  return errors.fail('server_failed', 'The request failed for a reason that is in the server’s log.');
}

/** Answers with a problem document. */
export function answerProblem(c: Context, problem: Problem): Response {
  return c.body(safeJson(problem), problem.status as 400, {
    'Content-Type': 'application/problem+json; charset=utf-8',
    'Cache-Control': 'no-store',
  });
}

function safeJson(value: unknown): string {
  return JSON.stringify(value, (_key, v: unknown) => (typeof v === 'bigint' ? v.toString() : v));
}

/** Turns the issues of a schema into field problems; `place` is '' for a body, else `query` or `path`. */
export function fieldProblems(error: z.core.$ZodError, place: '' | 'query' | 'path'): FieldProblem[] {
  return error.issues.flatMap((issue) => {
    const at = issue.path.map((part) => String(part));
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({
        pointer: pointerOf(place, [...at, key]),
        detail: 'This field is not known here.',
      }));
    return [{ pointer: pointerOf(place, at), detail: issue.message }];
  });
}

function pointerOf(place: string, path: readonly string[]): string {
  const steps = place === '' ? path : [place, ...path];
  return steps.map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The error for a request whose fields did not pass their schema. */
export function requestInvalid(fields: readonly FieldProblem[]): RungsError {
  const first = fields[0];
  return errors.fail(
    'request_invalid',
    first === undefined ? 'The request is not usable.' : `${first.pointer || 'The body'}: ${first.detail}`,
    { errors: fields },
  );
}
