import { z } from '@hono/zod-openapi';
import { findAward, findAwardByCredential, findHolders, tableOfAwards, type Award } from '#awards';
import { findIssuers, listBadges, listPublished } from '#badges';
import { isId, type OrgId } from '#kernel';
import { rightsIn } from '#parties';
import { asInstance, inOrg } from '#store';
import { unseen } from '../../found.ts';
import type { Principal } from '../../principal.ts';
import { route } from '../../route.ts';
import { id } from '../../wire.ts';

const personHit = z.object({ personId: id, name: z.string(), email: z.string() });
const badgeHit = z.object({
  orgId: id,
  badgeId: id,
  version: z.number().int(),
  name: z.string(),
  status: z.enum(['draft', 'published', 'superseded', 'retired']),
});
const awardHit = z.object({
  awardId: id,
  title: z.string(),
  personId: id,
  holder: z.string().nullable(),
  state: z.enum(['active', 'suspended', 'revoked']),
});
const orgHit = z.object({ orgId: id, name: z.string(), slug: z.string() });

/** The rights that a principal has in the organisation they search in; none without one. */
function rightsAt(principal: Principal, orgId: OrgId | null): ReadonlySet<string> {
  return orgId === null || principal.kind === 'none' ? new Set() : rightsIn(principal, orgId);
}

/** One field that finds what the asker may see: each part by its own rung, in its own order. */
export const searchRoutes = [
  route({
    method: 'get',
    path: '/api/v1/search',
    access: 'account',
    tag: 'Search',
    summary: 'Search people, badges, awards and organisations',
    description:
      'In `orgId`: its people, awards and badges, drafts too, as far as the asker’s rights reach. Without it, and ' +
      'besides: published badges and organisations of everybody. People are found by the beginning of a name or ' +
      'address first, then by a part of it; awards by their holder, or by their own or their credential’s id. ' +
      '`limit` is for each part.',
    query: z.strictObject({
      q: z.string().trim().min(1).max(200),
      orgId: id.optional(),
      limit: z.coerce.number().int().min(1).max(20).default(5),
    }),
    answer: z.object({
      people: z.array(personHit),
      badges: z.array(badgeHit),
      awards: z.array(awardHit),
      organisations: z.array(orgHit),
    }),
    withApp: async ({ app, principal, query }) => {
      const { q, limit } = query;
      if (query.orgId !== undefined && !isId('org', query.orgId)) throw unseen('organisation');
      const orgId = query.orgId ?? null;
      const rights = rightsAt(principal, orgId);
      if (orgId !== null && rights.size === 0) throw unseen('organisation');
      const inside =
        orgId === null
          ? { people: [], awards: [], badges: [] }
          : await searchInside(app.db, { orgId, q, limit, rights });
      const open = await asInstance(app.db, async (tx) => ({
        badges: (await listPublished(tx, { words: q, limit })).items,
        organisations: await findIssuers(tx, { words: q, limit }),
      }));
      const own = new Set(inside.badges.map((badge) => badge.badgeId));
      const badges = [...inside.badges, ...open.badges.filter((badge) => !own.has(badge.badgeId))];
      return { ...inside, badges: badges.slice(0, limit), organisations: open.organisations };
    },
  }),
];

async function searchInside(
  db: Parameters<typeof inOrg>[0],
  input: {
    readonly orgId: OrgId;
    readonly q: string;
    readonly limit: number;
    readonly rights: ReadonlySet<string>;
  },
): Promise<{
  people: z.input<typeof personHit>[];
  awards: z.input<typeof awardHit>[];
  badges: z.input<typeof badgeHit>[];
}> {
  const { orgId, q, limit, rights } = input;
  const byCredential = /^(urn:uuid:)?[0-9a-f-]{36}$/.test(q) ? await findAwardByCredential(db, q) : null;
  return await inOrg(db, orgId, async (tx) => {
    const mayReadAwards = rights.has('awards:read');
    const mayReadPeople = mayReadAwards || rights.has('assessment:read') || rights.has('inventory:read');
    const people = mayReadPeople ? await findHolders(tx, { orgId, words: q, limit }) : [];
    const found: Award[] = [];
    if (mayReadAwards) {
      const exact = q.startsWith('awd_') ? await findAward(tx, { orgId, awardId: q }) : null;
      if (exact !== null) found.push(exact);
      if (byCredential?.award.orgId === orgId) found.push(byCredential.award);
      for (const { personId } of people) {
        if (found.length >= limit) break;
        const page = { limit: limit - found.length };
        found.push(...(await tableOfAwards(tx, { orgId, filter: { personId }, page })).items);
      }
    }
    const names = new Map(people.map((person) => [person.personId, person.name]));
    const own = rights.has('badges:read') ? (await listBadges(tx, { orgId, words: q, limit })).items : [];
    return {
      people,
      awards: found.map(({ awardId, title, personId, state }) => ({
        ...{ awardId, title, personId, state },
        holder: names.get(personId) ?? null,
      })),
      badges: own.flatMap(({ badgeId, current, draft }) => {
        const shown = current ?? draft;
        if (shown === null) return [];
        return [{ orgId, badgeId, version: shown.version, name: shown.name, status: shown.status }];
      }),
    };
  });
}
