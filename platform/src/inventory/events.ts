import { z } from 'zod';
import type { Id, OrgId } from '#kernel';

/** The events from which an inventory is made, and from which it can be rebuilt. */
export const sourceEvents = [
  'award.issued',
  'award.status_changed',
  'employment.started',
  'employment.ended',
  'credential.shared',
  'share.status_changed',
  'consent.ended',
] as const;

/** Told to the employer when a count moved; the payload is one list of `SkillCount` with the new numbers. */
export const skillChanged = 'skill.changed';

const personId = z.custom<OrgId>((v) => typeof v === 'string' && v !== '');
const awardId = z.custom<Id<'awd'>>((v) => typeof v === 'string' && v !== '');
const consentId = z.custom<Id<'cns'>>((v) => typeof v === 'string' && v !== '');
const state = z.enum(['active', 'suspended', 'revoked']);
const sequence = z.number().int().min(0);
const time = z.string().nullish();
const alignments = z.array(
  z.object({ framework: z.string(), code: z.string(), level: z.number().int().min(0).max(10) }),
);

/** What of each payload the inventory reads; everything else in it is ignored. */
export const payloads = {
  'award.issued': z.object({ awardId, personId, alignments, validUntil: time }),
  'award.status_changed': z.object({ awardId, personId, state, sequence }),
  'employment.started': z.object({ personId }),
  'employment.ended': z.object({ personId }),
  'credential.shared': z.object({
    consentId,
    awardId,
    personId,
    alignments,
    state,
    sequence,
    validUntil: time,
    until: time,
  }),
  'share.status_changed': z.object({ consentId, awardId, personId, state, sequence }),
  'consent.ended': z.object({ consentId, personId, awardIds: z.array(awardId) }),
} as const;
