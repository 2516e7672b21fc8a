import { z } from '@hono/zod-openapi';
import { findBadgeNames } from '#badges';
import { findOrg } from '#parties';
import { listReach, type IssuerReach } from '#sharing';
import type { Tx } from '#store';
import { route } from '../../route.ts';
import { id, time } from '../../wire.ts';

const criterionShape = z.object({
  criterionId: z.string(),
  name: z.string(),
  state: z.enum(['met', 'missing', 'open']).openapi({ description: '`open` was never judged.' }),
  level: z.string().nullable().openapi({ description: 'The name of the level that was found.' }),
  needed: z.string().openapi({ description: 'The name of the least level that meets the criterion.' }),
  comment: z.string().nullable(),
});

const issuer = { issuerId: id, issuerName: z.string() };

const badgeReachShape = z
  .object({
    ...issuer,
    badgeId: id,
    version: z.number().int(),
    badgeName: z.string(),
    submission: z
      .object({
        submissionId: id,
        state: z.enum(['submitted', 'returned', 'decided']),
        attempt: z.number().int(),
        round: z.number().int(),
        submittedAt: time,
        returnNote: z.string().optional(),
      })
      .nullable(),
    lastOutcome: z.enum(['mastered', 'not_yet']).nullable(),
    criteria: z.array(criterionShape),
    metCount: z.number().int(),
    missingCount: z.number().int(),
    openCount: z.number().int(),
    stackIds: z.array(id).openapi({ description: 'The begun stacks that still ask for it.' }),
  })
  .openapi('BadgeReach');

const named = { badgeId: id, badgeName: z.string() };

const stackReachShape = z
  .object({
    ...issuer,
    stackId: id,
    version: z.number().int(),
    name: z.string(),
    ...named,
    isMet: z.boolean(),
    awardId: id.nullable(),
    held: z.array(z.object({ ...named, awardId: id })),
    missing: z.array(z.object({ ...named, minVersion: z.number().int() })),
  })
  .openapi('StackReach');

type BadgeReachWire = z.input<typeof badgeReachShape>;
type StackReachWire = z.input<typeof stackReachShape>;

/** Writes one issuer's part with the names of its badges. */
async function presentIssuer(
  tx: Tx,
  reach: IssuerReach,
): Promise<{ badges: BadgeReachWire[]; stacks: StackReachWire[] }> {
  const { issuerId } = reach;
  const issuerName = (await findOrg(tx, { orgId: issuerId }))?.name ?? issuerId;
  const names = await findBadgeNames(tx, {
    badgeIds: [
      ...reach.badges.map((badge) => badge.badgeId),
      ...reach.stacks.flatMap((s) => [s.badgeId, ...[...s.used, ...s.missing].map((leaf) => leaf.badgeId)]),
    ],
  });
  const nameOf = (badgeId: string): { badgeId: string; badgeName: string } => ({
    badgeId,
    badgeName: names.get(badgeId) ?? badgeId,
  });
  const badges = reach.badges.map(({ criteria, stackIds, ...badge }) => {
    const count = (state: string): number => criteria.filter((c) => c.state === state).length;
    return {
      ...badge,
      ...nameOf(badge.badgeId),
      issuerId,
      issuerName,
      criteria: [...criteria],
      metCount: count('met'),
      missingCount: count('missing'),
      openCount: count('open'),
      stackIds: [...stackIds],
    };
  });
  const stacks = reach.stacks.map(({ used, missing, ...stack }) => ({
    ...stack,
    ...nameOf(stack.badgeId),
    issuerId,
    issuerName,
    held: used.map((leaf) => ({ ...nameOf(leaf.badgeId), awardId: leaf.awardId })),
    missing: missing.map((leaf) => ({ ...nameOf(leaf.badgeId), minVersion: leaf.minVersion })),
  }));
  return { badges, stacks };
}

/** What a person can earn next. */
export const ownReachRoutes = [
  route({
    method: 'get',
    path: '/api/v1/me/progress',
    access: 'person',
    tag: 'Me',
    summary: 'See what I can earn next, and what is missing',
    description:
      'Badges for which I handed something in and that I do not have, and those that a stack I began still asks for: ' +
      'each criterion by the latest decision. Stacks of which I hold a part: the parts held, and the fewest missing.',
    answer: z.object({ badges: z.array(badgeReachShape), stacks: z.array(stackReachShape) }),
    inTx: async (tx, { orgId: personId, doing }) => {
      const parts = [];
      for (const reach of await listReach(tx, { personId, at: doing.now }))
        parts.push(await presentIssuer(tx, reach));
      return { badges: parts.flatMap((p) => p.badges), stacks: parts.flatMap((p) => p.stacks) };
    },
  }),
];
