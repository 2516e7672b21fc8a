export {
  alignmentSchema,
  badgeDraftSchema,
  badgePatchSchema,
  imageLimits,
  imageSchema,
  qualitySchema,
  type Alignment,
  type BadgeContent,
  type BadgeDraft,
  type BadgeId,
  type BadgePatch,
  type BadgeSummary,
  type BadgeVersion,
  type ImageMediaType,
  type ImageRef,
  type OwnBadge,
  type QualityProfile,
  type VersionStatus,
} from './model.ts';
export { createBadge, patchDraft, reviseBadge, updateDraft } from './draft.ts';
export { drawingSchema, icons, shapes, type ImageDrawing } from './maker-model.ts';
export { drawImage } from './maker.ts';
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
export { findIssuers, type Issuer } from './find-issuers.ts';
export { findBadgeNames } from './names.ts';
export {
  completeness,
  contentDigest,
  diffContent,
  isAwardable,
  type ContentChange,
  type EuropeanElement,
} from './rules.ts';
export { achievementOf, type AchievementDocument } from './achievement.ts';
export { makeBadgeImage } from './draw.ts';
export { errors } from './errors.ts';
