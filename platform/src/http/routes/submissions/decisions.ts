import { z } from '@hono/zod-openapi';
import {
  decideByRule,
  findRubric,
  judge,
  returnSubmission,
  rubricSchema,
  scoreSchema,
  setRubric,
  type SubmissionId,
} from '#assessment';
import type { BadgeId } from '#badges';
import { assessorOf } from '../../assessor.ts';
import { found } from '../../found.ts';
import { route } from '../../route.ts';
import { versionPath } from '../badges/shapes.ts';
import { decisionShape, rubricShape, submissionPath, submissionShape } from './shapes.ts';

/** Rubrics, and what assessors and rules decide by them. */
export const decisionRoutes = [
  route({
    method: 'get',
    path: '/api/v1/orgs/{orgId}/badges/{badgeId}/versions/{version}/rubric',
    access: 'badges:read',
    tag: 'Assessment',
    summary: 'Read the rubric of a badge version',
    params: versionPath,
    answer: rubricShape,
    inTx: async (tx, { orgId, params }) =>
      found(
        await findRubric(tx, { orgId, badgeId: params.badgeId as BadgeId, version: params.version }),
        'rubric',
      ),
  }),
  route({
    method: 'put',
    path: '/api/v1/orgs/{orgId}/badges/{badgeId}/versions/{version}/rubric',
    access: 'badges:write',
    tag: 'Assessment',
    summary: 'Set the rubric of a badge version',
    description: 'Frozen once something was handed in for that version.',
    params: versionPath,
    body: rubricSchema,
    answer: rubricShape,
    inTx: (tx, { orgId, doing, params, body }) =>
      setRubric(tx, doing, {
        orgId,
        badgeId: params.badgeId as BadgeId,
        version: params.version,
        rubric: body,
      }),
  }),
  route({
    method: 'post',
    path: '/api/v1/orgs/{orgId}/submissions/{submissionId}/return',
    access: 'assessment:judge',
    tag: 'Assessment',
    summary: 'Give a submission back with a note',
    params: submissionPath,
    body: z.strictObject({ note: z.string().trim().min(1).max(5_000) }),
    answer: submissionShape,
    inTx: (tx, { orgId, doing, params, body, principal }) =>
      returnSubmission(tx, doing, {
        orgId,
        submissionId: params.submissionId as SubmissionId,
        note: body.note,
        assessor: assessorOf(principal),
      }),
  }),
  route({
    method: 'post',
    path: '/api/v1/orgs/{orgId}/submissions/{submissionId}/judge',
    access: 'assessment:judge',
    tag: 'Assessment',
    summary: 'Judge a submission by its rubric',
    description: 'Every criterion gets one of its levels; the decision follows from that and is final.',
    params: submissionPath,
    body: z.strictObject({ scores: z.array(scoreSchema).min(1).max(50) }),
    answer: decisionShape,
    inTx: (tx, { orgId, doing, params, body, principal }) =>
      judge(tx, doing, {
        orgId,
        submissionId: params.submissionId as SubmissionId,
        scores: body.scores,
        assessor: assessorOf(principal),
      }),
  }),
  route({
    method: 'post',
    path: '/api/v1/orgs/{orgId}/submissions/{submissionId}/decide-by-rule',
    access: 'assessment:judge',
    tag: 'Assessment',
    summary: 'Let the rubric’s score rules decide',
    params: submissionPath,
    answer: decisionShape,
    inTx: (tx, { orgId, doing, params, principal }) =>
      decideByRule(tx, doing, {
        orgId,
        submissionId: params.submissionId as SubmissionId,
        assessor: assessorOf(principal),
      }),
  }),
];
