import { api, ask } from '../../api/client.ts';
import { uuidOf } from '../learn/address.ts';
import { isNews, isSoon, type Note } from './notes.ts';

/** A credential of one's own, as far as a home tells of it. */
export interface OwnCredential {
  readonly credentialId: string;
  readonly title: string;
  readonly issuerName: string;
  readonly issuedAt: string;
  readonly validUntil: string | null;
  readonly state: 'active' | 'suspended' | 'revoked';
  readonly composite: { readonly isIntact: boolean } | null;
}

/** Says what happened to credentials: new ones, those that lost their standing, those that end soon. */
export function credentialNotes(items: readonly OwnCredential[], now: Date): Note[] {
  return items.flatMap((item): Note[] => {
    const { credentialId, title, issuerName, issuedAt, validUntil, state } = item;
    const base = { values: { title, issuer: issuerName }, to: `/record/${uuidOf(credentialId)}` };
    if (state !== 'active')
      return [{ ...base, id: `${credentialId} ${state}`, kind: 'changed', name: state, at: null }];
    const isBroken = item.composite?.isIntact === false;
    return [
      ...(isBroken
        ? [{ ...base, id: `${credentialId} part`, kind: 'changed' as const, name: 'broken', at: null }]
        : []),
      ...(isNews(issuedAt, now)
        ? [{ ...base, id: `${credentialId} new`, kind: 'changed' as const, name: 'awarded', at: issuedAt }]
        : []),
      ...(isSoon(validUntil, now)
        ? [{ ...base, id: `${credentialId} end`, kind: 'expires' as const, name: 'ending', at: validUntil }]
        : []),
    ];
  });
}

/** What concerns a person themselves, whatever their roles are. */
export async function ownNotes(issuerIds: readonly string[], now: Date): Promise<Note[]> {
  const [credentials, employments, consents, ...submitted] = await Promise.all([
    ask(api.GET('/api/v1/me/credentials', { params: { query: { limit: 100 } } })),
    ask(api.GET('/api/v1/me/employments')),
    ask(api.GET('/api/v1/me/consents', { params: { query: { limit: 100 } } })),
    ...issuerIds.map((issuerId) =>
      ask(api.GET('/api/v1/me/submissions/{issuerId}', { params: { path: { issuerId } } })),
    ),
  ]);
  const invited = employments.items.filter(({ state }) => state === 'invited');
  const returned = submitted.flatMap(({ items }) => items).filter(({ state }) => state === 'returned');
  const ending = consents.items.filter(({ endedAt, until }) => endedAt === null && isSoon(until, now));
  return [
    ...credentialNotes(credentials.items, now),
    ...invited.map(({ employmentId, employerName, invitedAt }): Note => ({
      id: employmentId,
      kind: 'waits',
      name: 'invited',
      values: { employer: employerName },
      at: invitedAt,
      to: null,
      employmentId,
    })),
    ...returned.map(({ submissionId, orgId, badgeId, returnedAt }): Note => ({
      id: submissionId,
      kind: 'waits',
      name: 'returned',
      values: {},
      at: returnedAt ?? null,
      to: `/hand-in/${orgId}/${badgeId}`,
    })),
    ...ending.map(({ consentId, purpose, until }): Note => ({
      id: consentId,
      kind: 'expires',
      name: 'consentEnding',
      values: { purpose },
      at: until,
      to: '/sharing',
    })),
  ];
}
