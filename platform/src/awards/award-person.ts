import type { z } from 'zod';
import { findOpenVersion, type BadgeId } from '#badges';
import type { Doing, OrgId } from '#kernel';
import { ensurePeople, rememberContacts } from '#parties';
import { inOrg, type AppContext } from '#store';
import { errors } from './errors.ts';
import { issue } from './issue.ts';
import type { Award, awardSchema } from './model.ts';

/**
 * Awards a badge to one person by e-mail address and name: makes their space if need be, and issues. The
 * same person gets the same version once for each grant key (`once` without one). Errors as `issue`, and
 * badge_not_found.
 */
export async function awardPerson(
  app: AppContext,
  doing: Doing,
  input: { readonly orgId: OrgId; readonly request: z.infer<typeof awardSchema> },
): Promise<Award> {
  const { orgId, request } = input;
  const badgeId = request.badgeId as BadgeId;
  const { version, personId } = await inOrg(app.db, orgId, async (tx) => {
    const open = await findOpenVersion(tx, { orgId, badgeId, version: request.version });
    const [found] = await ensurePeople(tx, doing, { people: [request.recipient] });
    if (found === undefined) throw errors.fail('recipient_unknown', 'The recipient has no address.');
    await rememberContacts(tx, doing, { orgId, people: [{ ...request.recipient, personId: found }] });
    return { version: open.version, personId: found };
  });
  return await issue(app, doing, {
    orgId,
    grant: {
      badgeId,
      version,
      personId,
      grantKey: request.grantKey ?? 'once',
      source: 'direct',
      evidenceNote: request.evidenceNote,
      validUntil: request.validUntil === undefined ? undefined : new Date(request.validUntil),
      isSynthetic: request.isSynthetic,
    },
  });
}
