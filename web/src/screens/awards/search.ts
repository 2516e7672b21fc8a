import { spanOf } from '../../parts/table/days.ts';
import type { ViewSpec } from '../../parts/table/index.ts';

/** States of an award that a list can be narrowed to. */
export const awardStates = ['active', 'suspended', 'revoked'] as const;
/** Ways in which an award comes about. */
export const awardSources = ['mastery', 'direct', 'batch', 'stack'] as const;
/** How far the holder has come with an award. */
export const claimStates = ['none', 'sent', 'viewed', 'claimed'] as const;
/** Columns that the server sorts by. */
export const awardSorts = ['holder', 'badge', 'issued', 'state', 'expiry'] as const;

/** What the table of awards can be narrowed to; days stand in the address as `2026-11-24`. */
export const awardsView: ViewSpec = {
  filters: {
    words: 'text',
    state: awardStates,
    source: awardSources,
    claim: [...claimStates, 'unclaimed'],
    badgeId: 'text',
    personId: 'text',
    batchId: 'text',
    issuedFrom: 'text',
    issuedUntil: 'text',
    endsFrom: 'text',
    endsUntil: 'text',
  },
  sorts: awardSorts,
  order: '-issued',
};

/** What the server is asked for: days are meant whole, as the reader's clock counts them. */
export function awardsQuery(filters: Readonly<Record<string, string>>): Record<string, string> {
  const { issuedFrom, issuedUntil, endsFrom, endsUntil, ...rest } = filters;
  const issued = spanOf(issuedFrom, issuedUntil);
  const ends = spanOf(endsFrom, endsUntil);
  return {
    ...rest,
    ...(issued.start === undefined ? {} : { issuedFrom: issued.start }),
    ...(issued.end === undefined ? {} : { issuedBefore: issued.end }),
    ...(ends.start === undefined ? {} : { endsFrom: ends.start }),
    ...(ends.end === undefined ? {} : { endsBefore: ends.end }),
  };
}

/** What the table of changes can be narrowed to. */
export const actionsView: ViewSpec = { filters: {}, sorts: [] };

/** What the rows of a batch can be narrowed to. */
export const batchView: ViewSpec = {
  filters: { state: ['failed', 'issued', 'existing', 'waiting'] },
  sorts: [],
};

/** How many days back the statistics look. */
export const spans = ['30', '90', '365'] as const;

/** Which days and which badge the statistics are of. */
export function statisticsSearch(search: Record<string, unknown>): { days?: string; badgeId?: string } {
  const { days, badgeId } = search;
  const span = spans.find((one) => one === String(days));
  return {
    ...(span === undefined ? {} : { days: span }),
    ...(typeof badgeId === 'string' && badgeId !== '' ? { badgeId } : {}),
  };
}

/** Which badge is awarded, where a link says so. */
export function awardSearch(search: Record<string, unknown>): { badgeId?: string } {
  const { badgeId } = search;
  return typeof badgeId === 'string' && badgeId !== '' ? { badgeId } : {};
}
