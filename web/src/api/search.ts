import { api, ask } from './client.ts';

/** The kinds of things that a search finds. */
export type FoundKind = 'person' | 'badge' | 'award' | 'organisation';

/** Something that was found, and where it is shown. */
export interface Found {
  readonly kind: FoundKind;
  readonly id: string;
  readonly title: string;
  readonly note: string;
  readonly to: string;
}

/** Searches everything that whoever asks may see, first of all in the organisation at hand. */
export async function searchAll(words: string, orgId: string | undefined): Promise<Found[]> {
  const query = { q: words, limit: 6, ...(orgId === undefined ? {} : { orgId }) };
  const found = await ask(api.GET('/api/v1/search', { params: { query } }));
  const awards = `/orgs/${orgId ?? ''}/awards`;
  return [
    ...found.people.map(({ personId, name, email }) => ({
      kind: 'person' as const,
      id: personId,
      title: name,
      note: email,
      to: `${awards}?personId=${personId}`,
    })),
    ...found.badges.map(({ badgeId, name }) => ({
      kind: 'badge' as const,
      id: badgeId,
      title: name,
      note: '',
      to: `/b/${badgeId}`,
    })),
    ...found.awards.map(({ awardId, title, holder, personId }) => ({
      kind: 'award' as const,
      id: awardId,
      title,
      note: holder ?? '',
      to: `${awards}?personId=${personId}`,
    })),
    ...found.organisations.map(({ orgId: id, name }) => ({
      kind: 'organisation' as const,
      id,
      title: name,
      note: '',
      to: `/i/${id}`,
    })),
  ];
}
