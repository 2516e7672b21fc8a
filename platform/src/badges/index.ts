export {
  alignmentSchema,
  badgeDraftSchema,
  imageLimits,
  imageSchema,
  qualitySchema,
  type Alignment,
  type BadgeContent,
  type BadgeDraft,
  type BadgeId,
  type BadgeSummary,
  type BadgeVersion,
  type ImageMediaType,
  type ImageRef,
  type OwnBadge,
  type QualityProfile,
  type VersionStatus,
} from './model.ts';
export { createBadge, reviseBadge, updateDraft } from './draft.ts';
export { publishVersion } from './publish.ts';
export { retireVersion } from './retire.ts';
export {
  findCurrentVersion,
  findImage,
  findOpenVersion,
  findVersion,
  listBadges,
  listPublished,
  listVersions,
} from './find.ts';
export { completeness, contentDigest, diffContent, isAwardable, type ContentChange } from './rules.ts';
export { achievementOf, type AchievementDocument } from './achievement.ts';
export { makeBadgeImage } from './draw.ts';
export { errors } from './errors.ts';
