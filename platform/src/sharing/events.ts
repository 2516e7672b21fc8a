import { z } from 'zod';
import type { Id, OrgId } from '#kernel';
import type { Told } from '#store';
import type { ConsentId, SharedAlignment, ShareState } from './model.ts';

/** What of `award.issued` the holder's copy is made from. */
export const issuedPayload = z.object({
  awardId: z.custom<Id<'awd'>>((v) => typeof v === 'string'),
  credentialId: z.string(),
  badgeId: z.string(),
  version: z.number().int(),
  personId: z.custom<OrgId>((v) => typeof v === 'string'),
  title: z.string(),
  source: z.string(),
  issuedAt: z.string().optional(),
  validUntil: z.string().nullish(),
  alignments: z.array(z.object({ framework: z.string(), code: z.string(), level: z.number().int() })),
  isSynthetic: z.boolean(),
});

/** What of `award.status_changed` the holder's copy follows. */
export const statusPayload = z.object({
  awardId: z.custom<Id<'awd'>>((v) => typeof v === 'string'),
  personId: z.custom<OrgId>((v) => typeof v === 'string'),
  state: z.enum(['active', 'suspended', 'revoked']),
  sequence: z.number().int(),
  reason: z.string().nullish(),
});

interface OfConsent {
  readonly consentId: ConsentId;
  readonly personId: OrgId;
  /** Events are told to the organisation that asked, so that it can rebuild its views from its own events. */
  readonly askerOrgId: OrgId;
}

/** A person let an organisation see an award, for a purpose and until a time. */
export function credentialShared(
  of: OfConsent,
  shared: {
    readonly awardId: string;
    readonly credentialId: string;
    readonly issuerId: OrgId;
    readonly alignments: readonly SharedAlignment[];
    readonly state: ShareState;
    readonly sequence: number;
    readonly validUntil: Date | null;
    readonly until: Date;
    readonly purpose: string;
  },
): Told {
  const validUntil = shared.validUntil?.toISOString() ?? null;
  return told('credential.shared', of, { ...shared, validUntil, until: shared.until.toISOString() });
}

/** The state of a shared award moved; `sequence` is that of the award. */
export function shareStatusChanged(
  of: OfConsent,
  change: { readonly awardId: string; readonly state: ShareState; readonly sequence: number },
): Told {
  return told('share.status_changed', of, change);
}

/** A consent ended: its awards may not be seen or counted any more. */
export function consentEnded(of: OfConsent, ended: { readonly awardIds: readonly string[] }): Told {
  return told('consent.ended', of, ended);
}

function told(name: string, of: OfConsent, rest: Readonly<Record<string, unknown>>): Told {
  const { consentId, personId, askerOrgId } = of;
  return { name, key: personId, orgId: askerOrgId, payload: { consentId, personId, ...rest } };
}
