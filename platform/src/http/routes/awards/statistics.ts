import { z } from '@hono/zod-openapi';
import { countAwardDays } from '#awards';
import { listTallies } from '#sharing';
import { errors } from '../../errors.ts';
import { route } from '../../route.ts';
import { id, orgPath } from '../../wire.ts';

const whole = z.number().int();
const counts = { issued: whole, claimed: whole, viewed: whole, shared: whole, verified: whole };
type Counts = Record<keyof typeof counts, number>;

/** Days of one question at most: a leap year. */
const mostDays = 366;
const dayMs = 86_400_000;
const day = z.iso.date();

const none = (): Counts => ({ issued: 0, claimed: 0, viewed: 0, shared: 0, verified: 0 });

/** What became of awards, in numbers. */
export const awardStatisticsRoutes = [
  route({
    method: 'get',
    path: '/api/v1/orgs/{orgId}/statistics',
    access: 'awards:read',
    tag: 'Awards',
    summary: 'Count what was issued, claimed, looked at, shared and verified',
    description:
      'By badge and by day (UTC), of the last 30 days unless `from` and `to` say otherwise; days without anything are ' +
      'left out. Looks and verifications by the issuer’s own people and by the holder are not counted; of others ' +
      'nothing is kept but the day.',
    params: orgPath,
    query: z.strictObject({ from: day.optional(), to: day.optional(), badgeId: id.optional() }),
    answer: z.object({
      from: day,
      to: day,
      total: z.object(counts),
      badges: z.array(z.object({ badgeId: id, title: z.string().nullable(), ...counts })),
      days: z.array(z.object({ day, ...counts })),
    }),
    inTx: async (tx, { orgId, query, doing }) => {
      const to = query.to ?? doing.now.toISOString().slice(0, 10);
      const from = query.from ?? new Date(Date.parse(to) - 29 * dayMs).toISOString().slice(0, 10);
      const span = (Date.parse(to) - Date.parse(from)) / dayMs;
      if (span < 0 || span >= mostDays)
        throw errors.fail(
          'request_invalid',
          `From ${from} to ${to} is not between 1 and ${String(mostDays)} days.`,
        );
      const of = { orgId, from, to, badgeId: query.badgeId };
      const total = none();
      const badges = new Map<string, Counts>();
      const days = new Map<string, Counts>();
      const titles = new Map<string, string>();
      const add = (badgeId: string, at: string, kind: keyof Counts, count: number): void => {
        for (const [map, key] of [
          [badges, badgeId],
          [days, at],
        ] as const) {
          const entry = map.get(key) ?? none();
          entry[kind] += count;
          map.set(key, entry);
        }
        total[kind] += count;
      };
      for (const row of await countAwardDays(tx, of)) {
        titles.set(row.badgeId, row.title);
        add(row.badgeId, row.day, 'issued', row.issued);
        add(row.badgeId, row.day, 'claimed', row.claimed);
      }
      for (const row of await listTallies(tx, of)) add(row.badgeId, row.day, row.kind, row.count);
      return {
        ...{ from, to, total },
        badges: [...badges].map(([badgeId, c]) => ({ badgeId, title: titles.get(badgeId) ?? null, ...c })),
        days: [...days].sort(([a], [b]) => (a < b ? -1 : 1)).map(([at, c]) => ({ day: at, ...c })),
      };
    },
  }),
];
