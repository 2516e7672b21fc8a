import type { OrgId } from '#kernel';
import type { Told } from '#store';
import type { Award, AwardId, AwardState } from './model.ts';

/** The names of what this rung tells; all are keyed by person and told in the issuer's space. */
export const events = ['award.issued', 'award.status_changed', 'award.claim_requested'] as const;

/** What else `award.issued` says of the badge, so that readers need not look it up. */
export interface AwardFacts {
  readonly title: string;
  readonly alignments: readonly {
    readonly framework: string;
    readonly code: string;
    readonly level: number;
  }[];
}

/** A credential was signed, saved and put down for the log. */
export function awardIssued(award: Award, facts: AwardFacts): Told {
  return {
    name: 'award.issued',
    key: award.personId,
    orgId: award.orgId,
    payload: {
      awardId: award.awardId,
      credentialId: award.credentialId,
      badgeId: award.badgeId,
      version: award.version,
      personId: award.personId,
      batchId: award.batchId,
      title: award.title,
      source: award.source,
      issuedAt: award.issuedAt.toISOString(),
      validUntil: award.validUntil?.toISOString() ?? null,
      alignments: facts.alignments,
      isSynthetic: award.isSynthetic,
    },
  };
}

/** The state of an award moved; `sequence` counts its changes from 1. */
export function awardStatusChanged(change: {
  readonly orgId: OrgId;
  readonly personId: OrgId;
  readonly awardId: AwardId;
  readonly state: AwardState;
  readonly sequence: number;
  readonly reason: string;
}): Told {
  const { orgId, personId, awardId, state, sequence, reason } = change;
  return {
    name: 'award.status_changed',
    key: personId,
    orgId,
    payload: { awardId, personId, state, sequence, reason },
  };
}

/** The holder is to be mailed the link by which they claim an award; asked for again, it is mailed again. */
export function claimRequested(award: Award, asked: { readonly requestedAt: string }): Told {
  const { orgId, personId, awardId } = award;
  return { name: 'award.claim_requested', key: personId, orgId, payload: { awardId, personId, ...asked } };
}
