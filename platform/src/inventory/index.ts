export type { Basis, Holding, Skill, SkillCount } from './model.ts';
export { skillChanged, sourceEvents } from './events.ts';
export { apply, applyMany } from './apply.ts';
export { rebuild } from './rebuild.ts';
export { snapshot } from './snapshot.ts';
export { findPersonSkills, listPeopleWith, listSkills, topSkills } from './read.ts';
export { inventoryJobs, sweep } from './sweep.ts';
export { errors } from './errors.ts';
export { findGap, wantedSkillsSchema, type SkillGap, type WantedSkill } from './gap.ts';
