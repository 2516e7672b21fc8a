export {
  frameworkFormat,
  frameworkMeta,
  type Competency,
  type CompetencyRef,
  type Framework,
  type FrameworkFormat,
  type FrameworkId,
  type FrameworkMeta,
} from './model.ts';
export { importFramework } from './import-framework.ts';
export { exampleFrameworks, loadExampleFrameworks } from './examples.ts';
export { findCompetencies, findCompetency, listFrameworks, searchCompetencies } from './find.ts';
export { errors, type FileProblem } from './errors.ts';
