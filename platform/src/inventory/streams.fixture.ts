import fc from 'fast-check';
import type { Id, OrgId } from '#kernel';
import type { Source } from './rules.ts';

/** A stream of events with consistent ids, and the order, with repetitions, in which they arrive. For tests only. */
export interface Stream {
  readonly events: readonly Source[];
  readonly arrivals: readonly Source[];
}

/** The day around which the ends of these streams lie. */
export const streamStart = new Date('2026-11-24T09:00:00Z');

const people = ['org_a', 'org_b', 'org_c', 'org_d'] as OrgId[];
const skill = fc.record({
  framework: fc.constantFrom('esco', 'onet'),
  code: fc.constantFrom('S1', 'S2', 'S3'),
  level: fc.integer({ min: 0, max: 3 }),
});
const award = fc.record({
  personId: fc.constantFrom(...people),
  alignments: fc.array(skill, { maxLength: 4 }),
  endsInDays: fc.option(fc.integer({ min: -2, max: 4 }), { nil: null }),
  states: fc.array(fc.constantFrom('active' as const, 'suspended' as const, 'revoked' as const), {
    maxLength: 4,
  }),
  consents: fc.array(fc.record({ untilDays: fc.integer({ min: -1, max: 5 }), ended: fc.boolean() }), {
    maxLength: 2,
  }),
  own: fc.boolean(),
});

const dayMs = 86_400_000;
const inDays = (days: number | null): string | null =>
  days === null ? null : new Date(streamStart.getTime() + days * dayMs).toISOString();

type Told = Omit<Source, 'id'>;

function storyOf(a: typeof award extends fc.Arbitrary<infer A> ? A : never, n: number): Told[] {
  const { personId, alignments } = a;
  const awardId = `awd_${String(n)}` as Id<'awd'>;
  const validUntil = inDays(a.endsInDays);
  const own: Told[] = a.own
    ? [
        { name: 'award.issued', payload: { awardId, personId, alignments, validUntil, title: 'ignored' } },
        ...a.states.map((state, i) => ({
          name: 'award.status_changed',
          payload: { awardId, personId, state, sequence: i + 1 },
        })),
      ]
    : [];
  const shared = a.consents.flatMap((c, k): Told[] => {
    const consentId = `cns_${String(n)}_${String(k)}` as Id<'cns'>;
    const since = k % (a.states.length + 1);
    const until = inDays(c.untilDays);
    const state = since === 0 ? 'active' : a.states[since - 1];
    const first = { consentId, awardId, personId, alignments, state, sequence: since, validUntil, until };
    return [
      { name: 'credential.shared', payload: first },
      ...a.states.slice(since).map((s, i) => ({
        name: 'share.status_changed',
        payload: { consentId, awardId, personId, state: s, sequence: since + i + 1 },
      })),
      ...(c.ended ? [{ name: 'consent.ended', payload: { consentId, personId, awardIds: [awardId] } }] : []),
    ];
  });
  return [...own, ...shared];
}

/** Random lives of a few people and their awards, told in a causal order and delivered in any. */
export const streams: fc.Arbitrary<Stream> = fc
  .record({
    awards: fc.array(award, { maxLength: 7 }),
    links: fc.array(fc.record({ personId: fc.constantFrom(...people), start: fc.boolean() }), {
      maxLength: 8,
    }),
    swaps: fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 60 }),
    repeats: fc.array(fc.nat(), { maxLength: 10 }),
  })
  .map(({ awards, links, swaps, repeats }) => {
    const told: Told[] = [
      ...people.slice(0, 2).map((personId) => ({ name: 'employment.started', payload: { personId } })),
      ...awards.flatMap((a, n) => storyOf(a, n)),
      ...links.map(({ personId, start }) => ({
        name: start ? 'employment.started' : 'employment.ended',
        payload: { personId },
      })),
    ];
    const events = told.map((t, i) => ({ ...t, id: i + 1 }));
    const arrivals = [...events, ...repeats.flatMap((r) => events[r % events.length] ?? [])];
    for (const [a, b] of swaps) {
      const [i, j] = [a % arrivals.length, b % arrivals.length];
      const kept = arrivals[i];
      const other = arrivals[j];
      if (kept !== undefined && other !== undefined) [arrivals[i], arrivals[j]] = [other, kept];
    }
    return { events, arrivals };
  });
