export {
  achievement,
  ACHIEVEMENT_TYPES,
  embeddedCredentials,
  isOfFamily,
  openBadgesFault,
  subjectsOf,
} from './shape.ts';
