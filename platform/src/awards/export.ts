import type { OrgId } from '#kernel';
import { findContacts } from '#parties';
import { inOrg, type AppContext } from '#store';
import type { Award } from './model.ts';
import { tableOfAwards } from './table.ts';
import type { AwardFilter, AwardSort, ClaimState, Direction } from './table-model.ts';

/** The columns of the file, in order. */
export const exportColumns = [
  'award_id',
  'credential_id',
  'badge_id',
  'version',
  'badge',
  'holder',
  'email',
  'source',
  'state',
  'reason',
  'claim',
  'issued_at',
  'valid_until',
] as const;

/** How far the holder has come with an award: the furthest of what happened. */
export function claimStateOf(award: Pick<Award, 'claimSentAt' | 'claimViewedAt' | 'claimedAt'>): ClaimState {
  if (award.claimedAt !== null) return 'claimed';
  if (award.claimViewedAt !== null) return 'viewed';
  return award.claimSentAt === null ? 'none' : 'sent';
}

/**
 * One line of a CSV file by RFC 4180, ending in CR LF. A cell that a spreadsheet would take for a formula gets an
 * apostrophe before it, since names are written by strangers.
 */
export function csvLine(cells: readonly (string | number | null)[]): string {
  const written = cells.map((cell) => {
    const text = cell === null ? '' : String(cell);
    const safe = typeof cell === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  });
  return `${written.join(',')}\r\n`;
}

/**
 * Writes the awards that a filter leaves as CSV, piece by piece, in the order of the table. Each piece is read in a
 * transaction of its own, so a large file holds nothing up; awards that are made meanwhile may or may not be in it.
 */
export async function* exportAwards(
  app: AppContext,
  input: {
    readonly orgId: OrgId;
    readonly filter: AwardFilter;
    readonly sort?: AwardSort | undefined;
    readonly direction?: Direction | undefined;
  },
): AsyncGenerator<string> {
  yield csvLine(exportColumns);
  let after: string | undefined;
  do {
    const page = { limit: 1_000, after };
    const { text, next } = await inOrg(app.db, input.orgId, async (tx) => {
      const found = await tableOfAwards(tx, { ...input, page });
      const personIds = [...new Set(found.items.map((award) => award.personId))];
      const contacts = await findContacts(tx, { orgId: input.orgId, personIds });
      const byId = new Map(contacts.map((contact) => [contact.personId, contact]));
      const lines = found.items.map((award) => lineOf(award, byId.get(award.personId)));
      return { text: lines.join(''), next: found.next };
    });
    yield text;
    after = next ?? undefined;
  } while (after !== undefined);
}

function lineOf(award: Award, holder: { readonly name: string; readonly email: string } | undefined): string {
  return csvLine([
    award.awardId,
    award.credentialId,
    award.badgeId,
    award.version,
    award.title,
    holder?.name ?? '',
    holder?.email ?? '',
    award.source,
    award.state,
    award.reason,
    claimStateOf(award),
    award.issuedAt.toISOString(),
    award.validUntil?.toISOString() ?? '',
  ]);
}
