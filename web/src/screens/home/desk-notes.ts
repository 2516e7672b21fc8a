import { api, ask } from '../../api/client.ts';
import type { Membership } from '../../shell/places.ts';
import { dayOf } from '../../parts/table/days.ts';
import { isNews, isSoon, newsDays, noticeDays, type Note } from './notes.ts';

/** How many rows a home looks at; more than that are counted by the desk itself. */
const limit = 100;

/** A badge of an organisation, as far as its home tells of it. */
export interface OwnBadge {
  readonly badgeId: string;
  readonly draft: { readonly name: string; readonly version: number } | null;
}

/** A batch of awards, as far as a home tells of it. */
export interface Batch {
  readonly batchId: string;
  readonly state: string;
  readonly rowCount: number;
  readonly failedCount: number;
  readonly waitingCount: number;
  readonly createdAt: string;
}

/** Says of batches what needs somebody: rows that failed; and what is still under way; `org` is their place. */
export function batchNotes(items: readonly Batch[], org: string, now: Date): Note[] {
  return items.flatMap(({ batchId, state, rowCount, failedCount, waitingCount, createdAt }): Note[] => {
    const base = {
      values: { count: failedCount, rows: rowCount, left: waitingCount },
      at: createdAt,
      to: `${org}/award-batches/${batchId}`,
    };
    if (state !== 'done') return [{ ...base, id: `${batchId} runs`, kind: 'changed', name: 'batchRuns' }];
    if (failedCount > 0 && isNews(createdAt, now))
      return [
        { ...base, id: `${batchId} failed`, kind: 'waits', name: 'batchFailed', search: { state: 'failed' } },
      ];
    return [];
  });
}

/** Says of badges which have a draft that nobody published; `org` is their place. */
export function draftNotes(items: readonly OwnBadge[], org: string): Note[] {
  return items.flatMap(({ badgeId, draft }) => {
    if (draft === null) return [];
    const values = { badge: draft.name, version: draft.version };
    const to = `${org}/badges/${badgeId}/edit`;
    return [{ id: `${badgeId} draft`, kind: 'waits', name: 'draft', values, at: null, to }];
  });
}

/** A day some days from now, as the filters of a table take it. */
function daysFrom(now: Date, days: number): string {
  return dayOf(new Date(now.getFullYear(), now.getMonth(), now.getDate() + days));
}

async function queueNotes(org: Membership, to: string): Promise<Note[]> {
  const { items, next } = await ask(
    api.GET('/api/v1/orgs/{orgId}/submissions', {
      params: { path: { orgId: org.orgId }, query: { queue: 'true', limit } },
    }),
  );
  const [oldest] = items;
  if (oldest === undefined) return [];
  const name = next === null ? 'queue' : 'queueMore';
  return [{ id: 'queue', kind: 'waits', name, values: { count: items.length }, at: oldest.submittedAt, to }];
}

async function issuingNotes(org: Membership, now: Date): Promise<Note[]> {
  const path = { orgId: org.orgId };
  const place = `/orgs/${org.orgId}`;
  const awardsPlace = `${place}/awards`;
  const [badges, batches, awards] = await Promise.all([
    ask(api.GET('/api/v1/orgs/{orgId}/badges', { params: { path, query: { limit } } })),
    ask(api.GET('/api/v1/orgs/{orgId}/award-batches', { params: { path, query: { limit: 20 } } })),
    ask(api.GET('/api/v1/orgs/{orgId}/awards', { params: { path, query: { limit } } })),
  ]);
  const recent = awards.items.filter(({ issuedAt }) => isNews(issuedAt, now));
  const [latest] = recent;
  const ending = awards.items.filter(
    ({ state, validUntil }) => state === 'active' && isSoon(validUntil, now),
  );
  const [first] = ending.toSorted((a, b) => ((a.validUntil ?? '') < (b.validUntil ?? '') ? -1 : 1));
  const isMore = recent.length === awards.items.length && awards.next !== null;
  return [
    ...draftNotes(badges.items, place),
    ...batchNotes(batches.items, place, now),
    ...(latest === undefined
      ? []
      : [
          {
            id: 'issued',
            kind: 'changed' as const,
            name: isMore ? 'issuedMore' : 'issued',
            values: { count: recent.length },
            at: latest.issuedAt,
            to: awardsPlace,
            search: { issuedFrom: daysFrom(now, -newsDays) },
          },
        ]),
    ...(first === undefined
      ? []
      : [
          {
            id: 'awards-ending',
            kind: 'expires' as const,
            name: 'awardsEnding',
            values: { count: ending.length },
            at: first.validUntil,
            to: awardsPlace,
            search: { state: 'active', endsFrom: daysFrom(now, 0), endsUntil: daysFrom(now, noticeDays) },
          },
        ]),
  ];
}

async function skillNotes(org: Membership, now: Date): Promise<Note[]> {
  const path = { orgId: org.orgId };
  const place = `/orgs/${org.orgId}/inventory`;
  const [invited, shares] = await Promise.all([
    ask(
      api.GET('/api/v1/orgs/{orgId}/employments', {
        params: { path, query: { state: 'invited', limit } },
      }),
    ),
    ask(api.GET('/api/v1/orgs/{orgId}/shares', { params: { path, query: { limit } } })),
  ]);
  const [oldest] = invited.items.toReversed();
  const open = shares.items.filter(({ endedAt }) => endedAt === null);
  return [
    ...(oldest === undefined
      ? []
      : [
          {
            id: 'unconfirmed',
            kind: 'waits' as const,
            name: 'unconfirmed',
            values: { count: invited.items.length },
            at: oldest.invitedAt,
            to: place,
          },
        ]),
    ...open
      .filter(({ grantedAt }) => isNews(grantedAt, now))
      .slice(0, 5)
      .map(({ consentId, awardId, personName, title, grantedAt }) => ({
        id: `${consentId} ${awardId}`,
        kind: 'changed' as const,
        name: personName === null ? 'sharedUnnamed' : 'shared',
        values: { person: personName ?? '', title },
        at: grantedAt,
        to: place,
      })),
    ...open
      .filter(({ until }) => isSoon(until, now))
      .slice(0, 5)
      .map(({ consentId, awardId, personName, title, until }) => ({
        id: `${consentId} ${awardId} end`,
        kind: 'expires' as const,
        name: personName === null ? 'shareEndingUnnamed' : 'shareEnding',
        values: { person: personName ?? '', title },
        at: until,
        to: place,
      })),
  ];
}

/** What waits, has changed or is about to expire in one organisation, for whoever has these rights there. */
export async function deskNotes(org: Membership, queuePlace: string, now: Date): Promise<Note[]> {
  const has = (right: string): boolean => org.rights.includes(right);
  const found = await Promise.all([
    has('assessment:judge') ? queueNotes(org, queuePlace) : [],
    has('awards:issue') ? issuingNotes(org, now) : [],
    has('inventory:read') ? skillNotes(org, now) : [],
  ]);
  return found.flat();
}
