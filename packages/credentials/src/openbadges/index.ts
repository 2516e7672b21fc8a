export { achievement, ACHIEVEMENT_TYPES, embeddedCredentials, openBadgesFault, subjectsOf } from './shape.ts';
