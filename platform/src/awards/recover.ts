import type { Doing, OrgId } from '#kernel';
import { inOrg, type AppContext } from '#store';
import { finishIntents } from './finish.ts';
import { findOpenIntents } from './intent.ts';
import { chunkSize } from './issue.ts';

/**
 * Finishes what an issuer had written down and not saved, by signing the same bytes. It may run beside those
 * who are still at work: the same key and bytes give the same signature, and each award is saved once.
 * Attempts whose key was replaced are given up; whoever asked for them asks again. Returns how many there were.
 */
export async function recoverIntents(
  app: AppContext,
  doing: Doing,
  input: { readonly orgId: OrgId },
): Promise<{ readonly finished: number; readonly abandoned: number }> {
  let finished = 0;
  let abandoned = 0;
  let after = '';
  for (;;) {
    const intents = await inOrg(app.db, input.orgId, (tx) =>
      findOpenIntents(tx, input.orgId, after, chunkSize),
    );
    const last = intents.at(-1);
    if (last === undefined) return { finished, abandoned };
    const done = await finishIntents(app, doing, { orgId: input.orgId, intents }, () => undefined);
    finished += done.finished;
    abandoned += done.abandoned;
    after = last.awardId;
  }
}
