import { CREDENTIALS_V2, OPEN_BADGES_V3 } from '@rungs/credentials/contexts';
import { writeDateTime } from '@rungs/credentials/dates';
import { toHex } from '@rungs/credentials/bytes';
import { hashSync } from '@rungs/credentials/platform';
import { resultDescriptionsOf, resultsOf } from '#assessment';
import { achievementOf } from '#badges';
import type { Contact, Org } from '#parties';
import type { Materials, VersionMaterial } from './materials.ts';
import type { Grant } from './model.ts';

/** Everything that one credential says. */
export interface CredentialContent {
  readonly credentialId: string;
  readonly grant: Grant;
  readonly materials: Pick<Materials, 'issuer' | 'org' | 'publicUrl' | 'contacts' | 'parts'>;
  readonly version: VersionMaterial;
  readonly validFrom: Date;
  readonly validUntil: Date | null;
  /** Salt of the hashed e-mail address. */
  readonly emailSalt: string;
  readonly status: readonly object[];
}

type Members = Readonly<Record<string, unknown>>;

/** Writes an unsigned Open Badges 3.0 credential (VC 2.0). Whom it is for must be among the contacts. */
export function credentialOf(content: CredentialContent): Members {
  const { grant, materials, version, validUntil } = content;
  const { badge, rubric } = version;
  const contact = materials.contacts.get(grant.personId);
  if (contact === undefined) throw new RangeError(`${grant.personId} is not a contact`);
  const achievement = achievementOf(badge, materials.publicUrl);
  const descriptions = rubric === null ? [] : resultDescriptionsOf(rubric, achievement.id);
  const results = rubric === null ? [] : resultsOf(grant.results ?? [], achievement.id);
  const evidence = evidenceOf(grant, materials.parts);
  return {
    '@context': [CREDENTIALS_V2, OPEN_BADGES_V3],
    id: content.credentialId,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: badge.name,
    issuer: profileOf(materials.issuer.issuerId, materials.org, materials.publicUrl),
    validFrom: writeDateTime(content.validFrom),
    ...(validUntil === null ? {} : { validUntil: writeDateTime(validUntil) }),
    credentialSubject: {
      type: ['AchievementSubject'],
      identifier: identifiersOf(contact, content.emailSalt),
      achievement: {
        ...achievement,
        ...(descriptions.length === 0 ? {} : { resultDescription: descriptions }),
      },
      ...(results.length === 0 ? {} : { result: results }),
    },
    ...(evidence.length === 0 ? {} : { evidence }),
    credentialStatus: content.status,
  };
}

function profileOf(issuerId: string, org: Org, publicUrl: string): Members {
  return {
    id: issuerId,
    type: ['Profile'],
    name: org.name,
    url: org.url ?? `${publicUrl}/i/${org.orgId}`,
    ...(org.description === undefined ? {} : { description: org.description }),
    ...(org.email === undefined ? {} : { email: org.email }),
    ...(org.image === undefined ? {} : { image: { id: org.image, type: 'Image' } }),
  };
}

/** The recipient as verifiers can compare it: the address salted and hashed, the name as it is. */
function identifiersOf(contact: Contact, salt: string): readonly Members[] {
  const hashed = toHex(hashSync('sha256', contact.email.toLowerCase() + salt));
  return [
    {
      type: 'IdentityObject',
      hashed: true,
      identityHash: `sha256$${hashed}`,
      identityType: 'emailAddress',
      salt,
    },
    { type: 'IdentityObject', hashed: false, identityHash: contact.name, identityType: 'name' },
  ];
}

/** The parts of a stack by the ids of their credentials, a note, and the remark that evidence is made up. */
function evidenceOf(grant: Grant, parts: Materials['parts']): readonly Members[] {
  const found = (grant.parts ?? []).flatMap((awardId) => {
    const part = parts.get(awardId);
    return part === undefined ? [] : [{ id: part.credentialId, name: part.title }];
  });
  return [
    ...found.map(({ id, name }) => ({ id, type: ['Evidence'], name, genre: 'Credential' })),
    ...(grant.evidenceNote === undefined ? [] : [{ type: ['Evidence'], narrative: grant.evidenceNote }]),
    ...(grant.isSynthetic === true
      ? [
          {
            type: ['Evidence'],
            genre: 'Synthetic',
            narrative: 'Made up for a demonstration; no real person was assessed.',
          },
        ]
      : []),
  ];
}
