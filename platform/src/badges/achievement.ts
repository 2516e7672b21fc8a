import { toBase64 } from '@rungs/credentials/bytes';
import type { BadgeVersion } from './model.ts';

/** An Open Badges 3.0 Achievement as plain JSON. */
export type AchievementDocument = Readonly<Record<string, unknown>> & { readonly id: string };

/**
 * Writes a published version as an Open Badges 3.0 Achievement. Its id is the public address of exactly
 * this version. The objective opens the description, since the standard has no member for it; levels stand
 * in the description of the alignment's target for the same reason.
 */
export function achievementOf(badge: BadgeVersion, publicUrl: string): AchievementDocument {
  const description =
    badge.description === '' ? badge.objective : `${badge.objective}\n\n${badge.description}`;
  const { bytes, mediaType, alt } = badge.image;
  return {
    id: `${publicUrl}/b/${badge.badgeId}/${badge.version}`,
    type: ['Achievement'],
    achievementType: badge.achievementType,
    name: badge.name,
    description,
    criteria: { narrative: badge.criteria },
    image: { id: `data:${mediaType};base64,${toBase64(bytes)}`, type: 'Image', caption: alt },
    inLanguage: badge.language,
    version: String(badge.version),
    ...(badge.tags.length === 0 ? {} : { tag: [...badge.tags] }),
    ...(badge.alignments.length === 0 ? {} : { alignment: badge.alignments.map(alignmentOf) }),
    ...(badge.creditsAvailable === undefined ? {} : { creditsAvailable: badge.creditsAvailable }),
    ...(badge.humanCode === undefined ? {} : { humanCode: badge.humanCode }),
    ...(badge.fieldOfStudy === undefined ? {} : { fieldOfStudy: badge.fieldOfStudy }),
    ...(badge.specialization === undefined ? {} : { specialization: badge.specialization }),
  };
}

function alignmentOf(alignment: BadgeVersion['alignments'][number]): Readonly<Record<string, unknown>> {
  return {
    type: ['Alignment'],
    targetCode: alignment.code,
    targetDescription: `Level ${alignment.level} of 10`,
    targetFramework: `${alignment.framework} ${alignment.frameworkVersion}`,
    targetName: alignment.name,
    targetType: 'ceasn:Competency',
    targetUrl: alignment.url,
  };
}
