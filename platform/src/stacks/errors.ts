import { defineErrors } from '#kernel';

/** What the stacks rung answers with. */
export const errors = defineErrors({
  stack_not_found: {
    status: 404,
    title: 'There is no such stack or version.',
    remedy: 'Nothing was changed. Check the id; drafts are seen by their owner only.',
  },
  stack_draft_exists: {
    status: 409,
    title: 'The stack has a draft already.',
    remedy: 'Nothing was changed. Edit or publish that draft first: a stack has one draft at a time.',
  },
  stack_draft_missing: {
    status: 409,
    title: 'The stack has no draft.',
    remedy:
      'Nothing was changed. A published version is never edited: revise the stack to open its next draft.',
  },
  stack_requirement_invalid: {
    status: 422,
    title: 'The requirement cannot be used.',
    remedy: 'Nothing was changed. Correct what the list of problems names.',
  },
  stack_badge_unavailable: {
    status: 422,
    title: 'A badge of the stack is not open.',
    remedy: 'Nothing was changed. Publish the badge first, or name another one.',
  },
  stack_cycle: {
    status: 422,
    title: 'The stacks would lead in a circle.',
    remedy: 'Nothing was changed. A badge that a stack awards may not be needed, by any way, to earn it.',
  },
  stack_not_published: {
    status: 409,
    title: 'The stack has no published version.',
    remedy: 'Nothing was changed. Publish its draft first.',
  },
  stack_cursor_invalid: {
    status: 400,
    title: 'The cursor is not one that this list made.',
    remedy: 'Start again without a cursor.',
  },
});
