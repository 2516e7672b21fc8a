import { recordAudit } from '#parties';
import { newId, type Doing, type OrgId } from '#kernel';
import { sql, type Tx } from '#store';
import { errors } from './errors.ts';
import type { StackDraft, StackId, StackVersion } from './model.ts';
import { requirementProblems } from './rules.ts';
import { loadDraft, loadNewest, lockGraph, saveDraft } from './store.ts';

type Content = Pick<StackVersion, 'name' | 'description' | 'badgeId' | 'requirement'>;

/** Makes a stack with its first draft, version 1. Errors: stack_requirement_invalid. */
export async function createStack(
  tx: Tx,
  doing: Doing,
  input: { orgId: OrgId; draft: StackDraft },
): Promise<StackVersion> {
  const content = contentOf(input.draft);
  const stackId = newId('stk', doing.now, doing.random);
  await sql`insert into stacks.stack (org_id, stack_id, created_at)
    values (${input.orgId}, ${stackId}, ${doing.now})`.execute(tx);
  return await write(tx, doing, 'stack.created', { orgId: input.orgId, stackId, version: 1 }, content);
}

/** Replaces the content of the draft. Errors: stack_not_found, stack_draft_missing, stack_requirement_invalid. */
export async function updateStackDraft(
  tx: Tx,
  doing: Doing,
  input: { orgId: OrgId; stackId: StackId; draft: StackDraft },
): Promise<StackVersion> {
  const content = contentOf(input.draft);
  const draft = await mustDraft(tx, input);
  return await write(tx, doing, 'stack.draft_updated', draft, content);
}

/** Opens the next draft with the content of the newest version. Errors: stack_not_found, stack_draft_exists. */
export async function reviseStack(
  tx: Tx,
  doing: Doing,
  input: { orgId: OrgId; stackId: StackId },
): Promise<StackVersion> {
  const { orgId, stackId } = input;
  await lockGraph(tx, orgId);
  if ((await loadDraft(tx, orgId, stackId)) !== null)
    throw errors.fail('stack_draft_exists', `${stackId} has a draft already.`);
  const newest = await loadNewest(tx, orgId, stackId);
  if (newest === null) throw errors.fail('stack_not_found', `There is no stack ${stackId}.`);
  const next = { orgId, stackId, version: newest.version + 1 };
  return await write(tx, doing, 'stack.revised', next, newest);
}

/** The draft of a stack, or the error that says why there is none. */
export async function mustDraft(tx: Tx, input: { orgId: OrgId; stackId: StackId }): Promise<StackVersion> {
  const { orgId, stackId } = input;
  const draft = await loadDraft(tx, orgId, stackId);
  if (draft !== null) return draft;
  if ((await loadNewest(tx, orgId, stackId)) === null)
    throw errors.fail('stack_not_found', `There is no stack ${stackId}.`);
  throw errors.fail('stack_draft_missing', `${stackId} has no draft.`);
}

function contentOf(draft: StackDraft): Content {
  const problems = requirementProblems(draft.requirement);
  const [first] = problems;
  if (first !== undefined)
    throw errors.fail(
      'stack_requirement_invalid',
      `${first.path === '' ? 'It' : first.path} is ${first.problem}.`,
      {
        problems,
      },
    );
  const { name, description = '', badgeId, requirement } = draft;
  return { name, description, badgeId, requirement };
}

async function write(
  tx: Tx,
  doing: Doing,
  action: string,
  which: Pick<StackVersion, 'orgId' | 'stackId' | 'version'>,
  content: Content,
): Promise<StackVersion> {
  const { orgId, stackId, version } = which;
  const { name, description, badgeId, requirement } = content;
  const draft = { orgId, stackId, version, name, description, badgeId, requirement };
  await saveDraft(tx, draft, doing.now);
  await recordAudit(tx, doing, { orgId, action, subject: stackId, detail: { version } });
  return { ...draft, status: 'draft', changedAt: doing.now, publishedAt: null, digest: null };
}
