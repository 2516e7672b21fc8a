import { z } from 'zod';
import type { Id, OrgId } from '#kernel';

/** What a person agreed to share with one organisation. */
export type ConsentId = Id<'cns'>;
/** One look at a credential, as its holder sees it. */
export type ViewId = Id<'vie'>;

/** `link`: whoever has the unguessable address may see it. `private`: nobody without a consent. */
export type Visibility = 'link' | 'private';

/** What the issuer last said about an award. */
export type ShareState = 'active' | 'suspended' | 'revoked';

/** A competency that a credential stands for. */
export interface SharedAlignment {
  readonly framework: string;
  readonly code: string;
  readonly level: number;
}

/** A credential in its holder's own space. */
export interface OwnCredential {
  readonly credentialId: string;
  readonly awardId: Id<'awd'>;
  /** The organisation that issued it. */
  readonly issuerId: OrgId;
  readonly badgeId: string;
  readonly version: number;
  readonly title: string;
  readonly source: string;
  readonly alignments: readonly SharedAlignment[];
  /** Whether the evidence behind it is made up for a demonstration. */
  readonly isSynthetic: boolean;
  readonly issuedAt: Date;
  readonly validUntil: Date | null;
  readonly visibility: Visibility;
  readonly state: ShareState;
  readonly reason: string | null;
  /** How often the state has changed. */
  readonly sequence: number;
}

/** A credential as whoever has its address sees it: its row and the JSON text exactly as it was signed. */
export interface PublicCredential extends OwnCredential {
  readonly text: string;
}

/** A file to hand out or to keep. */
export interface CredentialFile {
  readonly fileName: string;
  readonly mediaType: string;
  readonly text: string;
}

/** A consent as the person who gave it sees it. */
export interface Consent {
  readonly consentId: ConsentId;
  readonly askerOrgId: OrgId;
  readonly purpose: string;
  readonly awardIds: readonly Id<'awd'>[];
  readonly grantedAt: Date;
  readonly until: Date;
  readonly endedAt: Date | null;
  /** Who ended it: the person, or the time it was given for. */
  readonly endedBy: 'person' | 'time' | null;
}

/** A shared credential as the organisation that asked sees it; its text is read through `openShare`. */
export interface Share {
  readonly consentId: ConsentId;
  readonly awardId: Id<'awd'>;
  readonly credentialId: string;
  readonly personId: OrgId;
  readonly issuerId: OrgId;
  readonly title: string;
  readonly purpose: string;
  readonly grantedAt: Date;
  readonly until: Date;
  readonly endedAt: Date | null;
  readonly state: ShareState;
}

/** A receipt: somebody looked. Of a passer-by nothing is kept but the moment. */
export interface View {
  readonly viewId: ViewId;
  readonly credentialId: string;
  readonly viewerOrgId: OrgId | null;
  readonly consentId: ConsentId | null;
  readonly purpose: string | null;
  readonly viewedAt: Date;
}

/** The body of a change of visibility. */
export const visibilitySchema = z.strictObject({ visibility: z.enum(['link', 'private']) });

/** The body of a consent: what, with whom, for what purpose, until when. */
export const consentSchema = z.strictObject({
  askerOrgId: z.string().min(1).max(64),
  awardIds: z.array(z.string().min(1).max(64)).min(1).max(100),
  purpose: z.string().trim().min(1).max(500),
  until: z.iso.datetime({ offset: true }),
});
