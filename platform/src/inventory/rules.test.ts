import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldEvents, joinFacts, patchOf, type Source } from './rules.ts';
import { streams } from './streams.fixture.ts';

const sorted = (events: readonly Source[]): string => {
  const { facts, links } = foldEvents(events);
  return JSON.stringify([
    facts.map((f) => JSON.stringify(f)).sort(),
    links.map((l) => JSON.stringify(l)).sort(),
  ]);
};

describe('what events amount to', () => {
  it('does not depend on their order, nor on how often each arrives', () => {
    fc.assert(
      fc.property(streams, ({ events, arrivals }) => {
        expect(sorted(arrivals)).toBe(sorted(events));
      }),
    );
  });

  it('is the same whether joined one by one or in two heaps', () => {
    fc.assert(
      fc.property(streams, fc.nat(), ({ events }, cut) => {
        const at = cut % (events.length + 1);
        const facts = [events.slice(0, at), events.slice(at)].flatMap((part) => foldEvents(part).facts);
        const byKey = new Map<string, (typeof facts)[number]>();
        for (const f of facts) {
          const key = `${f.awardId} ${f.consentId}`;
          const before = byKey.get(key);
          byKey.set(key, before === undefined ? f : joinFacts(f, before));
        }
        const whole = foldEvents(events).facts;
        expect(new Set([...byKey.values()].map((f) => JSON.stringify(f)))).toEqual(
          new Set(whole.map((f) => JSON.stringify(f))),
        );
      }),
    );
  });

  it('takes the earlier of the award’s end and the consent’s end', () => {
    const patch = patchOf({
      id: 1,
      name: 'credential.shared',
      payload: {
        consentId: 'cns_1',
        awardId: 'awd_1',
        personId: 'org_1',
        alignments: [],
        state: 'active',
        sequence: 0,
        validUntil: '2027-01-01T00:00:00.000Z',
        until: '2026-12-01T00:00:00+00:00',
      },
    });
    expect(patch.facts[0]?.endsAt).toBe('2026-12-01T00:00:00.000Z');
  });

  it('is nothing for an event of another rung', () => {
    expect(patchOf({ id: 1, name: 'badge.published', payload: {} })).toEqual({ facts: [], links: [] });
  });
});
