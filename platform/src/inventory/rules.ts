import type { Fact, Link, Patch, Skill } from './model.ts';
import { payloads } from './events.ts';

/** What of a delivered event these rules need; the id grows in the order of commits of one key. */
export interface Source {
  readonly id: number;
  readonly name: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

const nothing: Patch = { facts: [], links: [] };

/** Says what one event adds to an inventory; an event of another name adds nothing. */
export function patchOf(event: Source): Patch {
  switch (event.name) {
    case 'award.issued': {
      const p = payloads[event.name].parse(event.payload);
      const known = {
        skills: p.alignments,
        endsAt: earlier(p.validUntil, null),
        state: 'active',
        sequence: 0,
      };
      return { ...nothing, facts: [fact({ ...p, ...known, consentId: '', knownEvent: event.id })] };
    }
    case 'award.status_changed': {
      const p = payloads[event.name].parse(event.payload);
      return { ...nothing, facts: [fact({ ...p, consentId: '' })] };
    }
    case 'credential.shared': {
      const p = payloads[event.name].parse(event.payload);
      const known = { skills: p.alignments, endsAt: earlier(p.validUntil, p.until) };
      return { ...nothing, facts: [fact({ ...p, ...known, knownEvent: event.id })] };
    }
    case 'share.status_changed':
      return { ...nothing, facts: [fact(payloads[event.name].parse(event.payload))] };
    case 'consent.ended': {
      const p = payloads[event.name].parse(event.payload);
      return { ...nothing, facts: p.awardIds.map((awardId) => fact({ ...p, awardId, isEnded: true })) };
    }
    case 'employment.started':
    case 'employment.ended': {
      const { personId } = payloads[event.name].parse(event.payload);
      const isLinked = event.name === 'employment.started';
      return { ...nothing, links: [{ personId, linkEvent: event.id, isLinked }] };
    }
    default:
      return nothing;
  }
}

type KnownPart = Pick<Fact, 'awardId' | 'consentId' | 'personId'> & {
  [K in 'knownEvent' | 'skills' | 'endsAt' | 'sequence' | 'isEnded']?: Fact[K];
} & { state?: string };

function fact(part: KnownPart): Fact {
  return {
    awardId: part.awardId,
    consentId: part.consentId,
    personId: part.personId,
    knownEvent: part.knownEvent ?? 0,
    skills: canonicalSkills(part.skills ?? []),
    endsAt: part.endsAt ?? null,
    sequence: part.sequence ?? -1,
    state: (part.state ?? 'active') as Fact['state'],
    isEnded: part.isEnded ?? false,
  };
}

function earlier(a: string | null | undefined, b: string | null | undefined): string | null {
  const times = [a, b].filter((t) => t !== null && t !== undefined).map((t) => new Date(t).getTime());
  return times.length === 0 ? null : new Date(Math.min(...times)).toISOString();
}

/** Sorts skills and drops repeated ones, so that equal sets are equal texts. */
export function canonicalSkills(skills: readonly Skill[]): Skill[] {
  const byText = new Map(
    skills.map(({ framework, code, level }) => [
      JSON.stringify([framework, code, level]),
      { framework, code, level },
    ]),
  );
  return [...byText.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, skill]) => skill);
}

/**
 * Joins what two events say about one award. Commutative, associative and idempotent: the later known
 * event, the higher status sequence and an ended consent win, each for its own part.
 */
export function joinFacts(a: Fact, b: Fact): Fact {
  const known = a.knownEvent >= b.knownEvent ? a : b;
  const status = a.sequence > b.sequence || (a.sequence === b.sequence && a.state >= b.state) ? a : b;
  return {
    ...known,
    sequence: status.sequence,
    state: status.state,
    isEnded: a.isEnded || b.isEnded,
  };
}

/** Joins two words on one employment link: the later event wins. */
export function joinLinks(a: Link, b: Link): Link {
  return a.linkEvent >= b.linkEvent ? a : b;
}

/** Folds any number of events, in any order and with repetitions, into one fact a key and one link a person. */
export function foldEvents(events: readonly Source[]): Patch {
  const facts = new Map<string, Fact>();
  const links = new Map<string, Link>();
  for (const patch of events.map(patchOf)) {
    for (const next of patch.facts) {
      const key = `${next.awardId} ${next.consentId}`;
      const before = facts.get(key);
      facts.set(key, before === undefined ? next : joinFacts(before, next));
    }
    for (const next of patch.links) {
      const before = links.get(next.personId);
      links.set(next.personId, before === undefined ? next : joinLinks(before, next));
    }
  }
  return { facts: [...facts.values()], links: [...links.values()] };
}
