import type { Doing, OrgId } from '#kernel';
import type { AppContext } from '#store';
import { errors as badgeErrors } from '#badges';
import { errors } from './errors.ts';
import { issueChunk } from './issue-chunk.ts';
import type { Award, Grant, IssueResult } from './model.ts';
import { chunksOf } from './rules.ts';

/** How many credentials are prepared, signed and saved together. */
export const chunkSize = 200;

/**
 * Awards badges: one result for each grant, in order. A grant that was made before gets its award as it is.
 * A grant that is refused stops only itself. Each chunk is saved as a whole; after a crash the same call, or
 * `recoverIntents`, goes on from what was written down. Errors: credential_unsound, issuing_interrupted.
 */
export async function issueMany(
  app: AppContext,
  doing: Doing,
  input: { readonly orgId: OrgId; readonly grants: readonly Grant[] },
): Promise<IssueResult[]> {
  const results: IssueResult[] = [];
  for (const grants of chunksOf(input.grants, chunkSize))
    results.push(...(await issueChunk(app, doing, { orgId: input.orgId, grants })));
  return results;
}

/**
 * Awards one badge, or returns the award that the same grant has led to before. Errors: badge_version_closed,
 * recipient_unknown, credential_refused, credential_unsound, issuing_interrupted.
 */
export async function issue(
  app: AppContext,
  doing: Doing,
  input: { readonly orgId: OrgId; readonly grant: Grant },
): Promise<Award> {
  const [result] = await issueMany(app, doing, { orgId: input.orgId, grants: [input.grant] });
  if (result === undefined) throw errors.fail('issuing_interrupted', 'Nothing came of the grant.');
  if (result.outcome !== 'refused') return result.award;
  const { code, detail, pointer } = result;
  if (code === 'badge_version_closed') throw badgeErrors.fail(code, detail);
  throw errors.fail(code, detail, code === 'credential_refused' ? { pointer } : {});
}
