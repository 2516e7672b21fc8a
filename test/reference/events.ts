import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { subscriptionsOf } from '../../platform/src/app/index.ts';
import type { AppContext } from '../../platform/src/store/index.ts';

/** What each event says: who tells it, when, and what it carries. A test holds the names against the code. */
export const eventWords: Readonly<Record<string, { rung: string; when: string; payload: string }>> = {
  'employment.started': {
    rung: 'parties',
    when: 'A person confirmed that they work for an employer.',
    payload: 'personId, employmentId',
  },
  'employment.ended': {
    rung: 'parties',
    when: 'An employment link that was active has ended.',
    payload: 'personId, employmentId',
  },
  'key.added': {
    rung: 'keys',
    when: 'An organisation got a signing key.',
    payload: 'keyId, publicKeyMultibase, at',
  },
  'key.rotated': {
    rung: 'keys',
    when: 'A signing key was retired for a new one.',
    payload: 'keyId, publicKeyMultibase, at',
  },
  'key.revoked': {
    rung: 'keys',
    when: 'A signing key was revoked.',
    payload: 'keyId, publicKeyMultibase, at, reason',
  },
  'checkpoint.signed': { rung: 'log', when: 'The log signed a new checkpoint.', payload: 'size' },
  'badge.published': {
    rung: 'badges',
    when: 'A version of a badge was published.',
    payload: 'badgeId, version, digest, supersedes',
  },
  'badge.retired': {
    rung: 'badges',
    when: 'A version of a badge was withdrawn.',
    payload: 'badgeId, version',
  },
  'mastery.reached': {
    rung: 'assessment',
    when: 'A submission was decided as mastered.',
    payload: 'decisionId, submissionId, badgeId, version, personId, results, isSynthetic',
  },
  'award.issued': {
    rung: 'awards',
    when: 'A credential was signed and saved.',
    payload:
      'awardId, credentialId, badgeId, version, personId, batchId, title, source, validUntil, alignments, isSynthetic',
  },
  'award.status_changed': {
    rung: 'awards',
    when: 'An award was revoked, suspended or reinstated.',
    payload: 'awardId, personId, state, sequence, reason',
  },
  'award.claim_requested': {
    rung: 'awards',
    when: 'The holder is to be mailed the link by which they claim an award.',
    payload: 'awardId, personId, requestedAt',
  },
  'stack.published': {
    rung: 'stacks',
    when: 'A version of a stack was published.',
    payload: 'stackId, version, badgeId',
  },
  'stack.retired': { rung: 'stacks', when: 'A stack was taken out of service.', payload: 'stackId, version' },
  'stack.completed': {
    rung: 'stacks',
    when: 'A person met the requirement of a stack and got its badge.',
    payload: 'stackId, version, personId, awardId',
  },
  'stack.broken': {
    rung: 'stacks',
    when: 'A part of a composite is no longer current.',
    payload: 'stackId, version, personId, awardId',
  },
  'stack.mended': {
    rung: 'stacks',
    when: 'All parts of a composite are current again.',
    payload: 'stackId, version, personId, awardId',
  },
  'credential.shared': {
    rung: 'sharing',
    when: 'A person let an organisation see a credential.',
    payload:
      'consentId, awardId, credentialId, issuerId, personId, alignments, state, sequence, validUntil, until, purpose',
  },
  'share.status_changed': {
    rung: 'sharing',
    when: 'The state of a shared credential changed.',
    payload: 'consentId, awardId, personId, state, sequence',
  },
  'consent.ended': {
    rung: 'sharing',
    when: 'A consent was ended by the person, or by its time.',
    payload: 'consentId, personId, awardIds',
  },
  'skill.changed': {
    rung: 'inventory',
    when: 'A count of the inventory moved.',
    payload: 'counts',
  },
};

/** Every event name that stands in an `events.ts` of a rung, with that rung; readers of others' events are left out. */
export function eventsInCode(): Map<string, Set<string>> {
  const src = fileURLToPath(new URL('../../platform/src/', import.meta.url));
  const found = new Map<string, Set<string>>();
  for (const rung of readdirSync(src)) {
    let text: string;
    try {
      text = readFileSync(`${src}${rung}/events.ts`, 'utf8');
    } catch {
      continue;
    }
    for (const [, name] of text.matchAll(/'([a-z]+\.[a-z]+(?:_[a-z]+)*)'/g))
      if (name !== undefined) found.set(name, (found.get(name) ?? new Set()).add(rung));
  }
  return found;
}

/** The page of all events, with who reacts to each. */
export function eventsPage(): string {
  const subscriptions = subscriptionsOf({} as AppContext);
  const reactors = (name: string): string =>
    subscriptions
      .filter((s) => s.events.includes(name))
      .map((s) => `\`${s.subscriber}\``)
      .join(', ') || '–';
  return `# Events

Made by \`tools/make-client.mjs\`; do not edit. A rung tells an event in the transaction that made it true. Each subscriber gets it at least once, in order for one key (the person; for badges, stacks and keys the thing itself). Payloads hold ids and plain values, never names or mail addresses.

| Event | Rung | When | Payload | Who reacts |
|---|---|---|---|---|
${Object.entries(eventWords)
  .map(([name, e]) => `| \`${name}\` | ${e.rung} | ${e.when} | ${e.payload} | ${reactors(name)} |`)
  .join('\n')}
`;
}
