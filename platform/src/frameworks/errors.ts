import { defineErrors } from '#kernel';

/** What imports and look-ups of frameworks answer with. */
export const errors = defineErrors({
  framework_file_invalid: {
    status: 422,
    title: 'A framework file is not what it says it is.',
    remedy: 'Nothing was imported. Mend the file at the place that is named, or choose another format.',
  },
  framework_version_taken: {
    status: 409,
    title: 'This version of the framework was imported before, with other content.',
    remedy: 'Nothing was changed. Import the changed files under another version.',
  },
  competency_cursor_invalid: {
    status: 400,
    title: 'The cursor is not one that this list made.',
    remedy: 'Start again without a cursor.',
  },
});

/** Why a framework file was refused; the word never changes, the sentence beside it may. */
export type FileProblem =
  | 'file_missing'
  | 'file_unexpected'
  | 'not_utf8'
  | 'empty'
  | 'header'
  | 'columns'
  | 'quoting'
  | 'value'
  | 'duplicate'
  | 'parent_unknown'
  | 'parent_cycle';

/** Makes the error for one place of one file; `line` counts from 1, and the header is line 1. */
export function fileInvalid(
  reason: FileProblem,
  detail: string,
  at: { file: string; line?: number | undefined; column?: string | undefined },
): Error {
  return errors.fail('framework_file_invalid', detail, {
    file: at.file,
    line: at.line ?? null,
    column: at.column ?? null,
    reason,
  });
}
