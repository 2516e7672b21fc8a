import { z } from 'zod';

/** What the table of awards can be sorted by; `expiry` puts awards that do not end last. */
export const awardSorts = ['holder', 'badge', 'issued', 'state', 'expiry'] as const;

/** One column to sort by. */
export type AwardSort = (typeof awardSorts)[number];

/** Ascending or descending. */
export type Direction = 'asc' | 'desc';

/** How far the holder has come with an award: the furthest of the three counts. */
export type ClaimState = 'none' | 'sent' | 'viewed' | 'claimed';

const id = z.string().min(1).max(80);
const time = z.iso.datetime({ offset: true });
const line = z
  .string()
  .trim()
  .min(1)
  .max(300)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u);

/** Which awards are meant; what is left out does not narrow. The same over every door, and kept with bulk actions. */
export const awardFilterSchema = z.strictObject({
  badgeId: id.optional(),
  version: z.int().min(1).max(1_000_000).optional(),
  personId: id.optional(),
  batchId: id.optional(),
  state: z.enum(['active', 'suspended', 'revoked']).optional(),
  source: z.enum(['mastery', 'direct', 'stack', 'batch']).optional(),
  claim: z.enum(['none', 'sent', 'viewed', 'claimed', 'unclaimed']).optional(),
  /** A part of the holder's name or mail address. */
  words: line.optional(),
  /** Issued at this moment or later. */
  issuedFrom: time.optional(),
  /** Issued before this moment. */
  issuedBefore: time.optional(),
  /** Ends at this moment or later; awards that do not end are left out. */
  endsFrom: time.optional(),
  /** Ends before this moment. */
  endsBefore: time.optional(),
});

/** Which awards are meant. */
export type AwardFilter = z.infer<typeof awardFilterSchema>;

/** A number of awards: exact, or at least that many where counting all of them would take too long. */
export interface Total {
  readonly value: number;
  readonly isExact: boolean;
}
